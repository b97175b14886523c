//! What all requests of a server share.

use super::access_log::AccessLog;
use super::allowed_hosts::AllowedHosts;
use super::catalogue::Catalogue;
use super::metrics::Metrics;
use super::results::Results;
use super::session::Sessions;
use super::tasks::Tasks;
use super::tenant::Tenants;
use super::watchers::Watchers;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use visual_host::Journal;

pub struct Server {
    /// Whether everything is bought from a simulator inside this process.
    pub simulated: bool,
    /// Cancelled when the server is asked to end.
    pub shutdown: CancellationToken,
    /// Purchases under way: the process ends after them.
    pub purchases: Tasks,
    pub tenants: Tenants,
    pub sessions: Sessions,
    pub hosts: AllowedHosts,
    pub catalogue: Catalogue,
    pub metrics: Metrics,
    pub log: Arc<AccessLog>,
    /// How many kilobytes of bodies may be in memory.
    pub bodies: Semaphore,
    pub watchers: Watchers,
    pub results: Results,
}

impl Server {
    /// The journal, which all tenants share.
    pub fn journal(&self) -> Option<&Journal> {
        Some(self.tenants.all().first()?.host.journal())
    }
}
