//! Turns of all members of a fleet, which the database gives. The rules are its functions
//! (`shared-journal/sql/3_quotas.sql`).
//!
//! A turn is one statement that is waited for; what came of it is told in the background, and
//! that its job was accepted only where this teaches anything. Places are leases of this process,
//! as long as it renews its own.

mod reports;
mod waiters;

use super::ticket::{Refusal, Ticket};
use crate::JournalError;
use crate::journal::{Database, StoreError, random_key};
use reports::{Reports, What};
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use visual_shared_journal::sql;
use waiters::Waiters;

/// How often it is looked at least whose turn it is.
const LOOK: Duration = Duration::from_secs(2);

pub(super) struct Fleet {
    database: Database,
    /// Where that is, as it can be shown.
    place: String,
    waiters: Arc<Waiters>,
    reports: Reports,
}

/// A turn, or a wait for one.
pub(super) struct FleetPermit {
    claim: Arc<Claim>,
    /// Whether it is worth a statement that the service accepted its job.
    teaches: bool,
    /// The number of the report that it was refused.
    refused: AtomicU64,
}

/// What the database knows a turn by. It ends with the last who holds it: its owner, or a
/// statement that is under way when its owner is gone.
struct Claim {
    fleet: Arc<Fleet>,
    request: Request,
    standing: Mutex<Standing>,
}

/// What the database may know of a claim.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Nowhere,
    /// It waits, or has a turn that is not used.
    Waits,
    /// Its owner may have handed in a job.
    Used,
}

#[derive(Serialize)]
struct Request {
    claim: String,
    quota: String,
    tenant: String,
    member: String,
    concurrency: Option<u32>,
    per_second: Option<u32>,
    fixed: bool,
}

/// Whether it stays in the line if it is not its turn.
#[derive(Serialize)]
struct Look<'a> {
    #[serde(flatten)]
    request: &'a Request,
    waits: bool,
}

#[derive(Deserialize)]
struct Looked {
    turn: bool,
    #[serde(default)]
    tell: bool,
    #[serde(default)]
    again_ms: u64,
}

impl Fleet {
    pub(super) fn new(database: Database, place: String) -> Fleet {
        let waiters = Arc::new(Waiters::default());
        Fleet {
            reports: Reports::new(database.client(), waiters.clone()),
            database,
            place,
            waiters,
        }
    }

    fn failed(&self, error: StoreError) -> JournalError {
        JournalError::from_store(&self.place, error)
    }

    /// Whether its lines are in this database, as the same member.
    pub(super) fn is_in(&self, database: &Database) -> bool {
        self.database.member() == database.member()
    }

    pub(super) fn waiting(&self) -> (usize, Duration) {
        self.waiters.waiting()
    }

    pub(super) async fn admit(
        self: &Arc<Fleet>,
        ticket: &Ticket,
        end: Instant,
    ) -> Result<FleetPermit, JournalError> {
        let mut permit = self.permit(ticket);
        permit.turn(end).await?;
        Ok(permit)
    }

    /// A turn that is there at this moment.
    pub(super) async fn admit_now(
        self: &Arc<Fleet>,
        ticket: &Ticket,
        end: Instant,
    ) -> Result<Option<FleetPermit>, JournalError> {
        let mut permit = self.permit(ticket);
        let has_turn = permit.look(false, end).await?.is_none();
        if !has_turn {
            permit.claim.stands(Standing::Nowhere);
        }
        Ok(has_turn.then_some(permit))
    }

    fn permit(self: &Arc<Fleet>, ticket: &Ticket) -> FleetPermit {
        let (seal, member) = (self.database.seal(), self.database.member());
        let claim = Claim {
            fleet: self.clone(),
            request: Request {
                claim: format!("{member}.{}", random_key()),
                quota: seal.quota(&ticket.access_key_id, &ticket.tool),
                tenant: seal.tenant(&ticket.tenant),
                member: member.to_owned(),
                concurrency: ticket.quota.concurrency,
                per_second: ticket.quota.per_second,
                fixed: ticket.quota.fixed,
            },
            standing: Mutex::new(Standing::Nowhere),
        };
        FleetPermit {
            claim: Arc::new(claim),
            teaches: false,
            refused: AtomicU64::new(0),
        }
    }
}

impl FleetPermit {
    pub(super) fn accepted(&self) {
        if self.teaches {
            self.claim.tell(What::Accepted, None);
        }
    }

    pub(super) fn refused(&self, refusal: Refusal, retry_after: Option<Duration>) {
        let what = match refusal {
            Refusal::TooManyAtOnce => What::TooManyAtOnce,
            Refusal::TooManyASecond => What::TooManyASecond,
        };
        let number = self.claim.tell(what, retry_after);
        self.refused.store(number, Ordering::Relaxed);
    }

    /// Waits for another turn, once it is written that this one was in vain.
    pub(super) async fn requeue(&mut self, end: Instant) -> Result<(), JournalError> {
        let refused = *self.refused.get_mut();
        self.claim.fleet.reports.written(refused).await;
        self.turn(end).await
    }

    pub(super) fn give_back(self) {
        self.claim.stands(Standing::Waits);
    }

    async fn turn(&mut self, end: Instant) -> Result<(), JournalError> {
        let claim = self.claim.clone();
        let call = claim.fleet.waiters.join(&claim.request.claim);
        while let Some(pause) = self.look(true, end).await? {
            tokio::select! {
                () = call.notified() => {}
                () = sleep(pause.min(LOOK)) => {}
            }
        }
        claim.fleet.waiters.leave(&claim.request.claim);
        Ok(())
    }

    /// Returns when to look again, unless it has its turn. A statement that is under way is
    /// waited for even by a task of its own: what ends the claim must come after it.
    async fn look(&mut self, waits: bool, end: Instant) -> Result<Option<Duration>, JournalError> {
        self.claim.stands(Standing::Waits);
        let claim = self.claim.clone();
        let asking = tokio::spawn(async move { claim.ask(waits, end).await });
        let asked = asking
            .await
            .unwrap_or_else(|error| Err(StoreError::failed(error)));
        let looked = asked.map_err(|error| self.claim.fleet.failed(error))?;
        if !looked.turn {
            return Ok(Some(Duration::from_millis(looked.again_ms)));
        }
        self.claim.stands(Standing::Used);
        self.teaches = looked.tell;
        Ok(None)
    }
}

impl Claim {
    async fn ask(&self, waits: bool, end: Instant) -> Result<Looked, StoreError> {
        let look = Look {
            request: &self.request,
            waits,
        };
        let look = serde_json::to_string(&look).unwrap_or_default();
        let rows = self.fleet.database.ask(sql::ENTER, &[&look], end).await?;
        let row = rows.first().map_or("", String::as_str);
        serde_json::from_str(row).map_err(StoreError::failed)
    }

    fn stands(&self, standing: Standing) {
        *self.standing.lock().unwrap_or_else(PoisonError::into_inner) = standing;
    }

    fn tell(&self, what: What, retry_after: Option<Duration>) -> u64 {
        let (number, sending) = self
            .fleet
            .reports
            .push(&self.request.claim, what, retry_after);
        if let Some(sending) = sending {
            self.fleet.database.spawn(sending);
        }
        number
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.fleet.waiters.leave(&self.request.claim);
        let standing = *self
            .standing
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        match standing {
            Standing::Nowhere => {}
            Standing::Waits => {
                self.tell(What::Unused, None);
            }
            Standing::Used => {
                self.tell(What::Ended, None);
            }
        }
    }
}

#[cfg(all(test, feature = "postgres"))]
#[path = "fleet/tests.rs"]
mod tests;
