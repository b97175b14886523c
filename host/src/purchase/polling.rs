//! Who asks the service after a task where machines share the journal: one of them, which holds
//! the task's claim. The others look what became of it.

use crate::VisualHost;
use crate::journal::{Database, random_key};
use crate::types::Task;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout_at};
use visual_shared_journal::sql;

/// For how long a claim is somebody's who says no more.
const LEASE: Duration = Duration::from_secs(20);
/// For how long its owner relies on it.
const RELIED_ON: Duration = Duration::from_secs(10);
/// How often the others look.
const LOOK: Duration = Duration::from_secs(2);
/// How long the database is waited for: without its word the service is asked.
const PATIENCE: Duration = Duration::from_secs(1);

/// A claim of one task.
pub(super) struct PollClaim {
    database: Database,
    request: Request,
    relied_on_until: Option<Instant>,
    has_ended: bool,
    /// Whether the journal knows the task: then its end ends the claim.
    is_known: bool,
}

#[derive(Serialize)]
struct Request {
    job: String,
    tenant: String,
    claim: String,
    lease_ms: u64,
}

#[derive(Deserialize)]
struct Said {
    mine: bool,
    state: Option<String>,
}

enum Whose {
    Mine,
    Others,
    /// The journal has it as ended: everybody can fetch what came of it.
    Ended,
}

impl PollClaim {
    /// Nothing where the journal is not shared, or where there is no telling whose task it is.
    pub(super) async fn new(host: &VisualHost, task: &Task, end: Instant) -> Option<PollClaim> {
        let database = host.journal.database()?.clone();
        let keys = timeout_at(end, host.credentials.get()).await.ok()?.ok()?;
        let (tenant, job) = host.journal.names(task, &keys.service());
        Some(PollClaim {
            database,
            request: Request {
                job,
                tenant,
                claim: random_key(),
                lease_ms: LEASE.as_millis().try_into().unwrap_or(u64::MAX),
            },
            relied_on_until: None,
            has_ended: false,
            is_known: false,
        })
    }

    /// Waits as long as somebody else asks, and returns when to ask: at `next`, or after a pause
    /// where the claim has moved here.
    pub(super) async fn turn(&mut self, next: Instant, pace: Duration, end: Instant) -> Instant {
        let mut waited = false;
        loop {
            if self.has_ended {
                return next;
            }
            match self.whose().await {
                Whose::Mine if waited => return Instant::now() + pace,
                Whose::Mine => return next,
                Whose::Ended => {
                    self.has_ended = true;
                    return Instant::now();
                }
                Whose::Others => {
                    waited = true;
                    sleep_until(end.min(Instant::now() + LOOK)).await;
                    if Instant::now() >= end {
                        return end;
                    }
                }
            }
        }
    }

    /// The end of the task is recorded.
    pub(super) fn ended(&mut self) {
        if self.is_known {
            self.relied_on_until = None;
        }
    }

    async fn whose(&mut self) -> Whose {
        let now = Instant::now();
        if self.relied_on_until.is_some_and(|until| now < until) {
            return Whose::Mine;
        }
        let request = serde_json::to_string(&self.request).unwrap_or_default();
        let end = now + PATIENCE;
        let said = self.database.ask(sql::POLL, &[&request], end).await;
        let row = said.ok().and_then(|rows| rows.into_iter().next());
        let said = row.and_then(|row| serde_json::from_str::<Said>(&row).ok());
        let Some(Said { mine, state }) = said else {
            // Asking buys nothing; at worst two ask.
            self.relied_on_until = Some(now + RELIED_ON);
            return Whose::Mine;
        };
        self.relied_on_until = mine.then(|| now + RELIED_ON);
        self.is_known = state.is_some();
        match state.as_deref() {
            Some("done" | "failed") => Whose::Ended,
            _ if mine => Whose::Mine,
            _ => Whose::Others,
        }
    }
}

impl Drop for PollClaim {
    fn drop(&mut self) {
        if self.relied_on_until.is_none() {
            return;
        }
        let (client, claims) = (self.database.client(), serde_json::json!([self.request]));
        // If this is lost, its lease ends.
        self.database.spawn(async move {
            let claims = claims.to_string();
            let _ = client
                .ask(sql::POLLED, &[&claims], Instant::now() + LEASE)
                .await;
        });
    }
}
