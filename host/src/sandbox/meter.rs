//! What a call asked of the network, and may still ask.

use crate::net::upload::Gate;
use crate::purchase::budget::Budget;
use crate::sandbox::allowance::Allowance;
use http::Uri;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use volcengine_visual::call::target::is_pippit;

/// What a call asked of the network.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    /// What the call may ask for.
    pub(crate) allowance: Allowance,
    requests: AtomicU32,
    /// Whether one of them that may buy something was sent whole.
    gate: Gate,
    /// The gate of the last of them alone.
    last: Mutex<Option<Gate>>,
    /// Units of the budget that it took.
    taken: AtomicU32,
    /// Whether the budget stopped it.
    stopped: AtomicBool,
    /// Whether its last request of the API failed, so that the next one is a
    /// repetition.
    failed: AtomicBool,
    /// Whether it is about a tool of the Pippit family.
    pippit: AtomicBool,
    /// Hashes of the files that it asked for: once more is a repetition.
    links: Mutex<HashSet<u64>>,
    hasher: RandomState,
    /// When the caller goes on without it: set for a call that buys one product,
    /// which tries again only where nothing was bought.
    one_purchase: OnceLock<Instant>,
}

impl Meter {
    /// That of the next call of the same instance.
    pub(crate) fn next(&self) -> Meter {
        Meter {
            allowance: self.allowance.next(),
            ..Meter::default()
        }
    }

    /// Requests that were handed to the client.
    pub(crate) fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }

    /// What the next request that may buy something passes through: the gate of
    /// the call, and one of its own.
    pub(crate) fn open_gates(&self) -> [Gate; 2] {
        let own = Gate::default();
        *self.last() = Some(own.clone());
        [self.gate.clone(), own]
    }

    /// It is proven that the last of them bought nothing.
    pub(crate) fn bought_nothing(&self) {
        if self.last().take().is_some() {
            self.allowance.bought_nothing();
        }
    }

    /// Gives up what was not sent whole so far: it never will be.
    fn settle(&self) {
        let last = self.last().take();
        if last.is_some_and(|gate| !gate.close()) {
            self.allowance.bought_nothing();
        }
    }

    fn last(&self) -> MutexGuard<'_, Option<Gate>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a request that may buy something was sent whole and was not
    /// certainly refused. Those on their way are held back from now on.
    pub(crate) fn may_have_bought(&self) -> bool {
        self.settle();
        self.gate.close() && self.allowance.unproven() > 0
    }

    /// How many units of the budget it took.
    pub(crate) fn taken(&self) -> u32 {
        self.taken.load(Ordering::Relaxed)
    }

    /// Whether the budget stopped it.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// The call buys one product, until then.
    pub(crate) fn one_purchase(&self, end: tokio::time::Instant) {
        _ = self.one_purchase.set(end.into_std());
    }

    /// The call is about this tool: the name that a task carries, or a key.
    pub(crate) fn about(&self, tool: &str) {
        self.pippit.store(is_pippit(tool), Ordering::Relaxed);
    }

    /// Whether the call is about a tool of the Pippit family.
    pub(crate) fn is_pippit(&self) -> bool {
        self.pippit.load(Ordering::Relaxed)
    }

    /// Whether a request that may buy something may leave. Takes a unit of the
    /// budget, if one is needed.
    pub(crate) fn may_buy(&self, budget: &Budget) -> bool {
        self.settle();
        if !self.allowance.may_buy() {
            return false;
        }
        if self.one_purchase.get().is_some() && self.taken() > 0 {
            return true;
        }
        let taken = budget.take();
        self.taken.fetch_add(taken.into(), Ordering::Relaxed);
        self.stopped.fetch_or(!taken, Ordering::Relaxed);
        taken
    }

    /// A connection that comes about too late leaves open whether a purchase
    /// left: better to give it up before.
    pub(crate) fn connect_within(&self, wanted: Duration) -> Duration {
        let Some(end) = self.one_purchase.get() else {
            return wanted;
        };
        wanted.min(end.saturating_duration_since(Instant::now()).mul_f64(0.9))
    }

    /// Whether the last request of the API failed.
    pub(crate) fn failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Notes whether the last request of the API failed.
    pub(crate) fn note(&self, failed: bool) {
        self.failed.store(failed, Ordering::Relaxed);
    }

    /// Whether a file was asked for before.
    pub(crate) fn fetched_before(&self, link: &Uri) -> bool {
        let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        !links.insert(self.hasher.hash_one(link.to_string()))
    }

    /// Counts a request.
    pub(crate) fn count(&self, buys: bool) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        if buys {
            self.allowance.buys();
        }
    }
}
