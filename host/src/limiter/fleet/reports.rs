//! What came of turns, on its way to the database: nobody waits for it, what comes together goes
//! in one statement, and what was not written is sent again.

use super::waiters::Waiters;
use crate::journal::DatabaseClient;
use serde::Serialize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};
use visual_shared_journal::sql;

/// How much one statement says at most.
const BATCH: usize = 100;
/// How long a statement is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// The pause after one that failed.
const PAUSE: Duration = Duration::from_secs(1);

pub(super) struct Reports(Arc<Shared>);

struct Shared {
    client: DatabaseClient,
    waiters: Arc<Waiters>,
    queue: Mutex<Queue>,
    /// How many were written.
    written: watch::Sender<u64>,
}

#[derive(Default)]
struct Queue {
    reports: Vec<Report>,
    /// How many there were.
    count: u64,
    is_sending: bool,
}

/// What came of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum What {
    Accepted,
    TooManyAtOnce,
    #[serde(rename = "too-many-a-second")]
    TooManyASecond,
    Ended,
    Unused,
}

#[derive(Serialize)]
struct Report {
    claim: String,
    what: What,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_ms: Option<u64>,
}

impl Reports {
    pub(super) fn new(client: DatabaseClient, waiters: Arc<Waiters>) -> Reports {
        Reports(Arc::new(Shared {
            client,
            waiters,
            queue: Mutex::default(),
            written: watch::Sender::new(0),
        }))
    }

    /// Takes what came of a turn, and returns its number, and what sends it unless something
    /// does already.
    pub(super) fn push(
        &self,
        claim: &str,
        what: What,
        retry_after: Option<Duration>,
    ) -> (u64, Option<impl Future<Output = ()> + Send + 'static>) {
        let mut queue = self.0.queue();
        queue.reports.push(Report {
            claim: claim.to_owned(),
            what,
            retry_after_ms: retry_after
                .map(|time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX)),
        });
        queue.count += 1;
        let sends = !std::mem::replace(&mut queue.is_sending, true);
        let shared = self.0.clone();
        (
            queue.count,
            sends.then_some(async move { shared.send_all().await }),
        )
    }

    /// Waits until what was told up to a number is written.
    pub(super) async fn written(&self, number: u64) {
        let mut written = self.0.written.subscribe();
        // Its sender is there as long as this.
        let _ = written.wait_for(|count| *count >= number).await;
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn send_all(&self) {
        while let Some(reports) = self.next() {
            let text = serde_json::to_string(&reports).unwrap_or_default();
            for claim in self.send(&text).await {
                self.waiters.call(&claim);
            }
            let count = reports.len() as u64;
            self.written.send_modify(|written| *written += count);
        }
    }

    fn next(&self) -> Option<Vec<Report>> {
        let mut queue = self.queue();
        let count = queue.reports.len().min(BATCH);
        queue.is_sending = count > 0;
        queue
            .is_sending
            .then(|| queue.reports.drain(..count).collect())
    }

    /// Sends until it is written, however long the database is away: as long as this process is
    /// a member, its places are its own. Returns whose turn has come.
    async fn send(&self, reports: &str) -> Vec<String> {
        loop {
            let end = Instant::now() + PATIENCE;
            match self.client.ask(sql::REPORT, &[reports], end).await {
                Ok(rows) => {
                    let called = rows.first().map(|row| serde_json::from_str(row));
                    return called.and_then(Result::ok).unwrap_or_default();
                }
                Err(error) => {
                    tracing::warn!(
                        reason = error.reason,
                        "what came of turns is not written yet"
                    );
                    sleep(PAUSE).await;
                }
            }
        }
    }
}
