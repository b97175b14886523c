//! Who waits in this process for a turn that the database gives.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Those who wait, by their claims.
#[derive(Default)]
pub(super) struct Waiters(Mutex<HashMap<String, Waiter>>);

struct Waiter {
    call: Arc<Notify>,
    since: Instant,
}

impl Waiters {
    /// Returns what calls a claim.
    pub(super) fn join(&self, claim: &str) -> Arc<Notify> {
        let made = || Waiter {
            call: Arc::default(),
            since: Instant::now(),
        };
        let mut waiters = self.waiters();
        let waiter = waiters.entry(claim.to_owned()).or_insert_with(made);
        waiter.call.clone()
    }

    pub(super) fn leave(&self, claim: &str) {
        self.waiters().remove(claim);
    }

    /// The turn of a claim has come, if it is one of this process.
    pub(super) fn call(&self, claim: &str) {
        if let Some(waiter) = self.waiters().get(claim) {
            waiter.call.notify_one();
        }
    }

    /// How many wait, and for how long the one who has waited longest.
    pub(super) fn waiting(&self) -> (usize, Duration) {
        let waiters = self.waiters();
        let ages = waiters.values().map(|waiter| waiter.since.elapsed());
        (waiters.len(), ages.max().unwrap_or_default())
    }

    fn waiters(&self) -> MutexGuard<'_, HashMap<String, Waiter>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
