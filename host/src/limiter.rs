//! Queues instead of the service's refusals "too many a second" (50429) and
//! "too many at once" (50430): an order waits for its turn.
//!
//! Quotas are bought for an access key and a tool, so each such pair has a line
//! of its own. What the service really lets in is learnt from its answers.
//!
//! ```no_run
//! # use std::time::Duration;
//! # use visual_host::limiter::{Limiter, Quota, Refusal, Ticket};
//! # enum Answer { Job, Refused(Refusal, Option<Duration>), Failed }
//! # async fn submit() -> Answer { Answer::Job }
//! # async fn wait_for_the_job() {}
//! # async fn demo(limiter: Limiter, ticket: Ticket) {
//! let mut permit = limiter.admit(ticket).await;
//! loop {
//!     match submit().await {
//!         Answer::Job => break permit.accepted(),
//!         Answer::Refused(refusal, retry_after) => {
//!             permit.refused(refusal, retry_after);
//!             permit = permit.requeue().await;
//!         }
//!         Answer::Failed => return,
//!     }
//! }
//! wait_for_the_job().await;
//! drop(permit);
//! # }
//! ```

mod group;
mod groups;
mod learned_limit;
mod queue;
mod rate_window;
mod shared_group;
mod ticket;

use groups::Groups;
use queue::Claim;
use shared_group::{Clock, SharedGroup};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
pub use ticket::{Quota, Refusal, Ticket};

/// Decides who may hand in a job, and when. Clones are the same limiter.
#[derive(Clone)]
pub struct Limiter {
    groups: Arc<Mutex<Groups>>,
}

/// A turn to hand in one job, and then its permit to run.
/// Dropping it releases the permit to the next job in the queue.
#[must_use = "the permit is released when this is dropped"]
pub struct Permit {
    group: Arc<SharedGroup>,
    claim: Claim,
    /// Whether its owner may have handed in a job.
    used: bool,
}

impl Default for Limiter {
    fn default() -> Limiter {
        Limiter::new(Instant::now)
    }
}

impl Limiter {
    fn new(clock: Clock) -> Limiter {
        Limiter {
            groups: Arc::new(Mutex::new(Groups::new(clock))),
        }
    }

    /// How many wait for a turn, and for how long the one who has waited longest.
    pub fn waiting(&self) -> (usize, Duration) {
        let groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, oldest) = groups.waiting();
        let age = oldest.map(|oldest| groups.now().saturating_duration_since(oldest));
        (count, age.unwrap_or_default())
    }

    /// Waits for a turn. Dropping the future leaves the queue.
    pub async fn admit(&self, ticket: Ticket) -> Permit {
        let quota = ticket.quota;
        let key = (ticket.access_key_id, ticket.tool);
        let group = {
            let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
            let now = groups.now();
            groups.get(key, quota, now)
        };
        let claim = group.enter(|group| {
            group.set_quota(quota);
            group.join(ticket.tenant.into())
        });
        let permit = Permit {
            group,
            claim,
            used: false,
        };
        permit.turn().await
    }
}

impl Permit {
    /// The request leaves at this moment. Without this word it is taken to
    /// leave at any moment from the turn to the answer, which costs some pace.
    pub fn sent(&self) {
        self.group.change(|group, now| group.sent(&self.claim, now));
    }

    /// The service took the job. Keep the permit until the job has ended.
    pub fn accepted(&self) {
        self.group
            .change(|group, now| group.accepted(&self.claim, now));
    }

    /// The service refused the job, and may have said when to come back.
    pub fn refused(&self, refusal: Refusal, retry_after: Option<Duration>) {
        let answer = (refusal, retry_after);
        self.group
            .change(|group, now| group.refused(&self.claim, answer, now));
    }

    /// Waits for another turn, in front of those who came later. Dropping the
    /// future leaves the queue.
    pub async fn requeue(self) -> Permit {
        self.group.enter(|group| {
            group.rejoin(&self.claim);
            self.claim.clone()
        });
        self.turn().await
    }

    /// Gives the turn back as well: no request has left.
    pub fn give_back(mut self) {
        self.used = false;
    }

    async fn turn(mut self) -> Permit {
        self.group.turn(&self.claim).await;
        self.used = true;
        self
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.group.end(&self.claim, |group| match self.used {
            true => group.leave(&self.claim),
            false => group.give_back(&self.claim),
        });
    }
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter").finish_non_exhaustive()
    }
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permit").finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "limiter/tests.rs"]
mod tests;
