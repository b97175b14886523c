//! Queues instead of the service's refusals "too many a second" (50429) and
//! "too many at once" (50430): an order waits for its turn.
//!
//! Quotas are bought for an access key and a tool, so each such pair has a line
//! of its own. What the service really lets in is learnt from its answers. Where
//! machines share the journal, they share these lines as well.
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

#[cfg_attr(
    not(feature = "postgres"),
    allow(unreachable_code, unused_variables, reason = "there is no database")
)]
mod fleet;
mod group;
mod groups;
mod here;
mod learned_limit;
mod queue;
mod rate_window;
mod shared_group;
mod ticket;

use crate::{Journal, JournalError};
use fleet::{Fleet, FleetPermit};
use groups::Groups;
use here::HerePermit;
use shared_group::Clock;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
pub use ticket::{Quota, Refusal, Ticket};

/// How long a database is waited for before it is said to be away.
const PATIENCE: Duration = Duration::from_secs(5);

/// Decides who may hand in a job, and when. Clones are the same limiter.
#[derive(Clone)]
pub struct Limiter {
    lines: Lines,
}

/// Where the lines are.
#[derive(Clone)]
enum Lines {
    Here(Arc<Mutex<Groups>>),
    Fleet(Arc<Fleet>),
}

/// A turn to hand in one job, and then its permit to run.
/// Dropping it releases the permit to the next job in the queue.
#[must_use = "the permit is released when this is dropped"]
pub struct Permit {
    held: Held,
}

enum Held {
    Here(HerePermit),
    Fleet(FleetPermit),
}

impl Default for Limiter {
    fn default() -> Limiter {
        Limiter::new(Instant::now)
    }
}

impl Limiter {
    fn new(clock: Clock) -> Limiter {
        Limiter {
            lines: Lines::Here(Arc::new(Mutex::new(Groups::new(clock)))),
        }
    }

    /// The same limiter, or one whose lines are where the journal is shared.
    #[cfg_attr(
        not(feature = "postgres"),
        allow(unreachable_code, reason = "there is no database")
    )]
    pub(crate) fn beside(&self, journal: &Journal) -> Limiter {
        match (&self.lines, journal.database()) {
            (Lines::Fleet(fleet), Some(database)) if fleet.is_in(database) => self.clone(),
            (_, Some(database)) => Limiter {
                lines: Lines::Fleet(Arc::new(Fleet::new(database.clone(), journal.place()))),
            },
            (Lines::Fleet(_), None) => Limiter::default(),
            (Lines::Here(_), None) => self.clone(),
        }
    }

    /// How many wait for a turn in this process, and for how long the one who has
    /// waited longest.
    pub fn waiting(&self) -> (usize, Duration) {
        match &self.lines {
            Lines::Here(groups) => {
                let groups = groups.lock().unwrap_or_else(PoisonError::into_inner);
                let (count, oldest) = groups.waiting();
                let age = oldest.map(|oldest| groups.now().saturating_duration_since(oldest));
                (count, age.unwrap_or_default())
            }
            Lines::Fleet(fleet) => fleet.waiting(),
        }
    }

    /// Waits for a turn. Dropping the future leaves the queue.
    pub async fn admit(&self, ticket: Ticket) -> Permit {
        loop {
            let end = tokio::time::Instant::now() + PATIENCE;
            match self.admit_by(ticket.clone(), end).await {
                Ok(permit) => return permit,
                Err(error) => trouble(&error).await,
            }
        }
    }

    /// The same, but fails if the database that keeps the lines is away.
    pub(crate) async fn admit_by(
        &self,
        ticket: Ticket,
        end: tokio::time::Instant,
    ) -> Result<Permit, JournalError> {
        match &self.lines {
            Lines::Here(groups) => Ok(here::admit(groups, ticket).await.into()),
            Lines::Fleet(fleet) => Ok(fleet.admit(&ticket, end).await?.into()),
        }
    }

    /// A turn, if it is there at this moment; nobody is in the queue afterwards.
    pub(crate) async fn admit_now(
        &self,
        ticket: Ticket,
        end: tokio::time::Instant,
    ) -> Result<Option<Permit>, JournalError> {
        match &self.lines {
            Lines::Here(groups) => tokio::select! {
                biased;
                permit = here::admit(groups, ticket) => Ok(Some(permit.into())),
                () = std::future::ready(()) => Ok(None),
            },
            Lines::Fleet(fleet) => {
                let permit = fleet.admit_now(&ticket, end).await?;
                Ok(permit.map(Permit::from))
            }
        }
    }
}

impl Permit {
    /// The request leaves at this moment. Without this word it is taken to
    /// leave at any moment from the turn to the answer, which costs some pace.
    pub fn sent(&self) {
        match &self.held {
            Held::Here(permit) => permit.sent(),
            // It would be one statement more.
            Held::Fleet(_) => {}
        }
    }

    /// The service took the job. Keep the permit until the job has ended.
    pub fn accepted(&self) {
        match &self.held {
            Held::Here(permit) => permit.accepted(),
            Held::Fleet(permit) => permit.accepted(),
        }
    }

    /// The service refused the job, and may have said when to come back.
    pub fn refused(&self, refusal: Refusal, retry_after: Option<Duration>) {
        match &self.held {
            Held::Here(permit) => permit.refused(refusal, retry_after),
            Held::Fleet(permit) => permit.refused(refusal, retry_after),
        }
    }

    /// Waits for another turn, in front of those who came later. Dropping the
    /// future leaves the queue.
    pub async fn requeue(self) -> Permit {
        match self.held {
            Held::Here(permit) => permit.requeue().await.into(),
            Held::Fleet(mut permit) => loop {
                let end = tokio::time::Instant::now() + PATIENCE;
                match permit.requeue(end).await {
                    Ok(()) => return permit.into(),
                    Err(error) => trouble(&error).await,
                }
            },
        }
    }

    /// The same, but fails if the database that keeps the lines is away.
    pub(crate) async fn requeue_by(
        self,
        end: tokio::time::Instant,
    ) -> Result<Permit, JournalError> {
        match self.held {
            Held::Here(permit) => Ok(permit.requeue().await.into()),
            Held::Fleet(mut permit) => {
                permit.requeue(end).await?;
                Ok(permit.into())
            }
        }
    }

    /// Gives the turn back as well: no request has left.
    pub fn give_back(self) {
        match self.held {
            Held::Here(permit) => permit.give_back(),
            Held::Fleet(permit) => permit.give_back(),
        }
    }
}

impl From<HerePermit> for Permit {
    fn from(permit: HerePermit) -> Permit {
        Permit {
            held: Held::Here(permit),
        }
    }
}

impl From<FleetPermit> for Permit {
    fn from(permit: FleetPermit) -> Permit {
        Permit {
            held: Held::Fleet(permit),
        }
    }
}

/// Waits a while, as the database is away.
async fn trouble(error: &JournalError) {
    tracing::warn!(%error, "the order of a queue is not known");
    tokio::time::sleep(Duration::from_secs(1)).await;
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
