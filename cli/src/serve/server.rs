//! What all requests of a server share.

use super::allowed_hosts::AllowedHosts;
use super::catalogue::Catalogue;
use super::results::Results;
use super::session::Sessions;
use super::tasks::Tasks;
use super::tenant::Tenants;
use super::watchers::Watchers;
use tokio_util::sync::CancellationToken;

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
    pub watchers: Watchers,
    pub results: Results,
}
