//! The meter: what a customer would pay for, and what costs nothing.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Counts since the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// Jobs accepted, which is what is billed. Refusals never count; a job that fails later does.
    pub accepted: u64,
    /// The same per `req_key`.
    pub accepted_by_req_key: BTreeMap<String, u64>,
    /// Queries answered with code 10000.
    pub queries: u64,
    /// Tasks taken back while they were still queued. They stay in `accepted`.
    pub cancelled: u64,
    /// Downloads answered with the file.
    pub downloads: u64,
}

/// A meter that several connections read and turn.
#[derive(Default)]
pub(crate) struct Counter(Mutex<Meter>);

impl Counter {
    pub(crate) fn read(&self) -> Meter {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn turn(&self, change: impl FnOnce(&mut Meter)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub(crate) fn accept(&self, req_key: &str) {
        self.turn(|meter| {
            meter.accepted += 1;
            *meter
                .accepted_by_req_key
                .entry(req_key.to_owned())
                .or_default() += 1;
        });
    }
}
