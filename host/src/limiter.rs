//! Queues in place of the service's refusals "too many a second" (50429) and
//! "too many at once" (50430): whoever wants to hand in a job waits for a turn.
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
//! let mut place = limiter.admit(ticket).await;
//! loop {
//!     match submit().await {
//!         Answer::Job => break place.accepted(),
//!         Answer::Refused(refusal, retry_after) => {
//!             place.refused(refusal, retry_after);
//!             place = place.again().await;
//!         }
//!         Answer::Failed => return,
//!     }
//! }
//! wait_for_the_job().await;
//! drop(place);
//! # }
//! ```

mod bound;
mod counter;
mod group;
mod groups;
mod line;
mod pace;
mod ticket;

use counter::Counter;
use groups::Groups;
use line::Claim;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
pub use ticket::{Quota, Refusal, Ticket};

/// Decides who may hand in a job, and when. Clones are the same limiter.
#[derive(Clone, Default)]
pub struct Limiter {
    groups: Arc<Mutex<Groups>>,
}

/// A turn to hand in one job, and then the place of that job among those that
/// run. Dropping it gives the place to the next.
#[must_use = "the place is given back when this is dropped"]
pub struct Place {
    counter: Arc<Counter>,
    claim: Claim,
    /// Whether its owner may have handed in a job.
    used: bool,
}

impl Limiter {
    /// Waits for a turn. Dropping the future leaves the queue.
    pub async fn admit(&self, ticket: Ticket) -> Place {
        let quota = ticket.quota;
        let key = (ticket.access_key_id, ticket.tool);
        let counter = {
            let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
            groups.counter(key, quota, Instant::now())
        };
        let claim = counter.enter(|group| {
            group.heed(quota);
            group.join(ticket.tenant.into())
        });
        let place = Place {
            counter,
            claim,
            used: false,
        };
        place.turn().await
    }
}

impl Place {
    /// The request leaves at this moment. Without this word it is taken to
    /// leave at any moment from the turn to the answer, which costs some pace.
    pub fn sent(&self) {
        self.counter
            .change(|group, now| group.sent(&self.claim, now));
    }

    /// The service took the job. Keep the place until the job has ended.
    pub fn accepted(&self) {
        self.counter
            .change(|group, now| group.accepted(&self.claim, now));
    }

    /// The service refused the job, and may have said when to come back.
    pub fn refused(&self, refusal: Refusal, retry_after: Option<Duration>) {
        let answer = (refusal, retry_after);
        self.counter
            .change(|group, now| group.refused(&self.claim, answer, now));
    }

    /// Waits for another turn, in front of those who came later. Dropping the
    /// future leaves the queue.
    pub async fn again(self) -> Place {
        self.counter.enter(|group| {
            group.rejoin(&self.claim);
            self.claim.clone()
        });
        self.turn().await
    }

    /// Gives the turn back as well: no request has left.
    pub fn give_back(mut self) {
        self.used = false;
    }

    async fn turn(mut self) -> Place {
        self.counter.turn(&self.claim).await;
        self.used = true;
        self
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.counter.end(&self.claim, |group| match self.used {
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

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place").finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "limiter/tests.rs"]
mod tests;
