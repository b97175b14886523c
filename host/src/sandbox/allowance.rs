//! What one call may ask of the network: connections, requests, purchases.

use crate::HostError;
use crate::sandbox::usage::{self, Usage};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Counts what a call asks for against what it may.
#[derive(Debug)]
pub(crate) struct Allowance {
    begun: Instant,
    requests: AtomicU32,
    connections: Arc<AtomicU32>,
    /// How many products the call may buy.
    purchases: AtomicU32,
    /// Requests that may have bought something, without those that certainly
    /// did not.
    unproven: AtomicU32,
    reached: Mutex<Option<HostError>>,
}

/// A connection that is open; dropping it gives its place back.
#[derive(Debug)]
pub(crate) struct Connection(Arc<AtomicU32>);

impl Default for Allowance {
    fn default() -> Allowance {
        Allowance {
            begun: Instant::now(),
            requests: AtomicU32::default(),
            connections: Arc::default(),
            purchases: AtomicU32::default(),
            unproven: AtomicU32::default(),
            reached: Mutex::default(),
        }
    }
}

impl Allowance {
    /// That of the next call of the same instance, which may have left
    /// connections open.
    pub(crate) fn next(&self) -> Allowance {
        Allowance {
            connections: self.connections.clone(),
            ..Allowance::default()
        }
    }

    /// A call begins that may buy so many products.
    pub(crate) fn begin(&self, purchases: u32) {
        self.purchases.store(purchases, Ordering::Relaxed);
        self.unproven.store(0, Ordering::Relaxed);
    }

    /// A place for one more request, if the call may make one.
    pub(crate) fn connect(&self) -> Option<Connection> {
        self.connect_at(Instant::now())
    }

    fn connect_at(&self, now: Instant) -> Option<Connection> {
        let seconds = now.saturating_duration_since(self.begun).as_secs();
        let more = seconds.saturating_mul(usage::REQUESTS_PER_SECOND.into());
        let max = u64::from(usage::REQUESTS).saturating_add(more);
        let sent = self.requests.load(Ordering::Relaxed);
        if u64::from(sent) >= max {
            self.reach(Usage::Requests, usage::REQUESTS);
            return None;
        }
        let open = self.connections.fetch_add(1, Ordering::Relaxed);
        let connection = Connection(self.connections.clone());
        if open >= usage::CONNECTIONS {
            self.reach(Usage::Connections, usage::CONNECTIONS);
            return None;
        }
        self.requests
            .store(sent.saturating_add(1), Ordering::Relaxed);
        Some(connection)
    }

    /// Whether one more request that may buy something may leave.
    pub(crate) fn may_buy(&self) -> bool {
        let max = self.purchases.load(Ordering::Relaxed);
        let allowed = self.unproven.load(Ordering::Relaxed) < max;
        if !allowed {
            self.reach(Usage::Purchases, max);
        }
        allowed
    }

    /// A request leaves that may buy something.
    pub(crate) fn buys(&self) {
        self.unproven.fetch_add(1, Ordering::Relaxed);
    }

    /// It is proven that a request bought nothing.
    pub(crate) fn bought_nothing(&self) {
        let fewer = |count: u32| count.checked_sub(1);
        let relaxed = Ordering::Relaxed;
        _ = self.unproven.fetch_update(relaxed, relaxed, fewer);
    }

    /// How many requests may have bought something.
    pub(crate) fn unproven(&self) -> u32 {
        self.unproven.load(Ordering::Relaxed)
    }

    /// The limit that was reached first, if one was.
    pub(crate) fn reached(&self) -> Option<HostError> {
        let reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
        reached.clone()
    }

    fn reach(&self, usage: Usage, max: u32) {
        let mut reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
        reached.get_or_insert(HostError::Limit(usage, max.into()));
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn connections_give_their_place_back() {
        let allowance = Allowance::default();
        let open: Vec<_> = (0..usage::CONNECTIONS)
            .map(|_| allowance.connect().unwrap())
            .collect();
        assert!(allowance.connect().is_none());
        let limit = HostError::Limit(Usage::Connections, usage::CONNECTIONS.into());
        assert_eq!(allowance.reached(), Some(limit));
        drop(open);
        assert!(allowance.connect().is_some());
    }

    #[test]
    fn requests_come_back_with_time() {
        let allowance = Allowance::default();
        let at = |seconds| allowance.begun + Duration::from_secs(seconds);
        let sent = |seconds| {
            let made = std::iter::from_fn(|| allowance.connect_at(at(seconds)));
            made.take(10_000).count() as u32
        };
        assert_eq!(sent(0), usage::REQUESTS);
        assert_eq!(sent(10), 10 * usage::REQUESTS_PER_SECOND);
        let limit = HostError::Limit(Usage::Requests, usage::REQUESTS.into());
        assert_eq!(allowance.reached(), Some(limit));
    }

    #[test]
    fn only_proof_lets_a_call_buy_again() {
        let allowance = Allowance::default();
        assert!(!allowance.may_buy(), "a call that buys nothing");
        allowance.begin(1);
        assert!(allowance.may_buy());
        allowance.buys();
        assert!(!allowance.may_buy());
        allowance.bought_nothing();
        assert!(allowance.may_buy());
        allowance.bought_nothing();
        assert_eq!(allowance.unproven(), 0);
    }
}
