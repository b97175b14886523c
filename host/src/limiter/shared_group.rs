//! One group with those who wait for it, shared by them. A change of
//! the group also wakes those whose turn has come.

use super::group::Group;
use super::queue::Claim;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// How often those look up who do not watch the clock, in case that the one who
/// does is not being polled.
const LOOK_UP: Duration = Duration::from_secs(2);

/// What tells the time.
pub(super) type Clock = fn() -> Instant;

pub(super) struct SharedGroup {
    state: Mutex<GroupState>,
    clock: Clock,
}

struct GroupState {
    group: Group,
    /// How to call those who wait.
    waiters: BTreeMap<u64, Waiter>,
    /// Who watches the clock for all, and until when: the one who has waited longest.
    watch: Option<(u64, Instant)>,
    used: Instant,
}

/// One who waits.
struct Waiter {
    call: Arc<Notify>,
    since: Instant,
}

impl SharedGroup {
    pub(super) fn new(group: Group, clock: Clock, now: Instant) -> SharedGroup {
        SharedGroup {
            state: Mutex::new(GroupState {
                group,
                waiters: BTreeMap::new(),
                watch: None,
                used: now,
            }),
            clock,
        }
    }

    /// When it was last used.
    pub(super) fn used(&self) -> Instant {
        self.state().used
    }

    /// Changes the group, and calls those whose turn has come by that.
    pub(super) fn change(&self, change: impl FnOnce(&mut Group, Instant)) {
        let mut state = self.state();
        let now = (self.clock)();
        change(&mut state.group, now);
        state.settle(now);
    }

    /// Puts a claim into the group's line. Its waiter is there before anybody
    /// else can call it.
    pub(super) fn enter(&self, enter: impl FnOnce(&mut Group) -> Claim) -> Claim {
        let mut state = self.state();
        let claim = enter(&mut state.group);
        let since = (self.clock)();
        let call = Arc::default();
        state.waiters.insert(claim.number, Waiter { call, since });
        state.settle(since);
        claim
    }

    /// Waits for the turn of a claim.
    pub(super) async fn turn(&self, claim: &Claim) {
        let call = |waiter: &Waiter| waiter.call.clone();
        let Some(waiter) = self.state().waiters.get(&claim.number).map(call) else {
            return;
        };
        while let Some(look_up) = self.look_up(claim) {
            tokio::select! {
                () = waiter.notified() => {}
                () = tokio::time::sleep_until(look_up.into()) => {}
            }
        }
    }

    /// How many wait, and since when the one who has waited longest.
    pub(super) fn waiting(&self) -> (usize, Option<Instant>) {
        let state = self.state();
        let oldest = state.waiters.values().map(|waiter| waiter.since).min();
        (state.waiters.len(), oldest)
    }

    /// Ends a claim, and its waiting.
    pub(super) fn end(&self, claim: &Claim, end: impl FnOnce(&mut Group)) {
        let mut state = self.state();
        state.waiters.remove(&claim.number);
        end(&mut state.group);
        state.settle((self.clock)());
    }

    /// When this claim is to look up again; nothing once its turn has come.
    fn look_up(&self, claim: &Claim) -> Option<Instant> {
        let mut state = self.state();
        let now = (self.clock)();
        state.settle(now);
        state.waiters.get(&claim.number)?;
        match state.watch {
            Some((number, at)) if number == claim.number => Some(at),
            _ => Some(now + LOOK_UP),
        }
    }

    fn state(&self) -> MutexGuard<'_, GroupState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl GroupState {
    fn settle(&mut self, now: Instant) {
        self.used = now;
        let turns = self.group.turns(now);
        for number in turns.admitted {
            if let Some(waiter) = self.waiters.remove(&number) {
                waiter.call.notify_one();
            }
        }
        let longest = self.waiters.first_key_value();
        let watch = longest.zip(turns.again);
        let before = self.watch;
        self.watch = watch.map(|((number, _), again)| (*number, again));
        if let Some(((_, waiter), _)) = watch
            && self.watch != before
        {
            waiter.call.notify_one();
        }
    }
}
