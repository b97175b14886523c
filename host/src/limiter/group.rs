//! The jobs of one access key and one tool: who is handed in now, and when to
//! look again. It knows no clock; the time comes with every event.

use super::learned_limit::LearnedLimit;
use super::queue::{Claim, Queue, Tenant};
use super::rate_window::RateWindow;
use super::ticket::{Quota, Refusal};
use std::collections::HashMap;
use std::time::{Duration, Instant};
use volcengine_visual::call::retry::{MAX_RETRY_AFTER, pause_ms};

pub(super) struct Group {
    quota: Quota,
    at_once: LearnedLimit,
    per_second: LearnedLimit,
    queue: Queue,
    window: RateWindow,
    running: HashMap<u64, Run>,
    /// Nobody is let in before this.
    opens: Option<Instant>,
    /// Refusals in a row that no job of ours explains.
    unexplained: u32,
    /// Differs from pause to pause, and from those of others.
    noise: u64,
    claims: u64,
}

/// A job that was let in.
struct Run {
    /// How many others were running then.
    others: usize,
    state: RunState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RunState {
    Unanswered,
    Accepted,
    Refused,
}

/// What to do now.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Turns {
    /// Whose turn it is.
    pub(super) admitted: Vec<u64>,
    /// When to ask again, if time alone will change the answer.
    pub(super) again: Option<Instant>,
}

/// When the next one may go.
enum Opening {
    Now,
    At(Instant),
    AfterAnEvent,
}

impl Group {
    pub(super) fn new(quota: Quota, seed: u64) -> Group {
        Group {
            quota,
            at_once: LearnedLimit::new(quota.concurrency, quota.fixed),
            per_second: LearnedLimit::new(quota.per_second, quota.fixed),
            queue: Queue::default(),
            window: RateWindow::default(),
            running: HashMap::new(),
            opens: None,
            unexplained: 0,
            noise: seed,
            claims: 0,
        }
    }

    /// Takes over a quota that somebody set; a default is only where learning
    /// began.
    pub(super) fn set_quota(&mut self, quota: Quota) {
        if quota.fixed && quota != self.quota {
            self.quota = quota;
            self.at_once = LearnedLimit::new(quota.concurrency, true);
            self.per_second = LearnedLimit::new(quota.per_second, true);
        }
    }

    /// Puts a new claim at the end of its tenant's queue.
    pub(super) fn join(&mut self, tenant: Tenant) -> Claim {
        self.claims += 1;
        let number = self.claims;
        let claim = Claim { number, tenant };
        self.queue.join(&claim);
        claim
    }

    /// Puts a claim whose turn was in vain back to where it was.
    pub(super) fn rejoin(&mut self, claim: &Claim) {
        self.running.remove(&claim.number);
        self.queue.rejoin(claim);
    }

    /// The claim ends: its job does, or nobody waits for it any more.
    pub(super) fn leave(&mut self, claim: &Claim) {
        self.queue.leave(claim);
        self.running.remove(&claim.number);
    }

    /// The claim ends, and nothing was handed in.
    pub(super) fn give_back(&mut self, claim: &Claim) {
        self.leave(claim);
        self.window.take_back(claim.number);
    }

    /// The request leaves.
    pub(super) fn sent(&mut self, claim: &Claim, now: Instant) {
        if self.running.contains_key(&claim.number) {
            self.window.sent(claim.number, now);
        }
    }

    /// The service took the job.
    pub(super) fn accepted(&mut self, claim: &Claim, now: Instant) {
        let Some(run) = self.running.get_mut(&claim.number) else {
            return;
        };
        run.state = RunState::Accepted;
        self.unexplained = 0;
        let at_work = self.count(|state| state == RunState::Accepted);
        self.at_once.accepted(at_work, now);
        // Counting costs more the more there are: not where nothing is learnt.
        match self.per_second.is_known() {
            true => {
                let in_a_second = self.window.accepted(claim.number, now);
                self.per_second.accepted(in_a_second, now);
            }
            false => self.window.answered(claim.number, now),
        }
    }

    /// The service refused the job, and may have said when to come back.
    pub(super) fn refused(
        &mut self,
        claim: &Claim,
        (refusal, retry_after): (Refusal, Option<Duration>),
        now: Instant,
    ) {
        let Some(run) = self.running.get_mut(&claim.number) else {
            return;
        };
        run.state = RunState::Refused;
        let others_then = run.others;
        let worked = match refusal {
            Refusal::TooManyAtOnce => {
                self.window.answered(claim.number, now);
                let others = self.count(|state| state != RunState::Refused);
                // Some may have ended while the request was on its way.
                self.at_once.refused(others.max(others_then), now);
                others
            }
            Refusal::TooManyASecond => {
                let others = self.window.refused(claim.number, now);
                self.per_second.refused(others, now);
                others
            }
        };
        if worked == 0 {
            self.noise = self.noise.wrapping_add(1);
            let pause = pause_ms(self.unexplained, None, self.noise);
            self.unexplained += 1;
            self.close(Duration::from_millis(pause), now);
        }
        if let Some(wait) = retry_after {
            self.close(wait.min(MAX_RETRY_AFTER), now);
        }
    }

    /// Lets in whose turn it is.
    pub(super) fn turns(&mut self, now: Instant) -> Turns {
        let mut admitted = Vec::new();
        let again = loop {
            if self.queue.is_empty() {
                break None;
            }
            match self.opening(now) {
                Opening::Now => admitted.extend(self.admit(now)),
                Opening::At(again) => break Some(again),
                Opening::AfterAnEvent => break None,
            }
        };
        Turns { admitted, again }
    }

    fn admit(&mut self, now: Instant) -> Option<u64> {
        let number = self.queue.next()?;
        self.window.hand_in(number, now);
        let run = Run {
            others: self.count(|state| state != RunState::Refused),
            state: RunState::Unanswered,
        };
        self.running.insert(number, run);
        Some(number)
    }

    fn opening(&self, now: Instant) -> Opening {
        if let Some(opens) = self.opens.filter(|opens| *opens > now) {
            return Opening::At(opens);
        }
        // A refused one keeps its place until it queues again or gives up, so
        // that nobody slips in before it.
        if self.running.len() >= self.at_once.allowed(now) {
            let grows = self.at_once.grows_at(now);
            return grows.map_or(Opening::AfterAnEvent, Opening::At);
        }
        let limit = self.per_second.allowed(now);
        let room = self.window.room_at(limit, now);
        room.map_or(Opening::Now, Opening::At)
    }

    fn close(&mut self, wait: Duration, now: Instant) {
        self.opens = self.opens.max(Some(now + wait));
    }

    fn count(&self, wanted: impl Fn(RunState) -> bool) -> usize {
        self.running
            .values()
            .filter(|run| wanted(run.state))
            .count()
    }
}

#[cfg(test)]
#[path = "group_tests.rs"]
mod tests;
