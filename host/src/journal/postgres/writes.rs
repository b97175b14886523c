//! Outcomes that are to be written down: each is, as soon as the database answers.

use super::link::{Link, STATEMENT_MS, Statement};
use crate::journal::backend::Ticket;
use crate::journal::store::{Result, StoreError};
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::time::sleep;
use visual_shared_journal::sql;

/// The first and the longest pause between tries.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));
/// When a statement that was sent before has certainly ended.
const OVER: Duration = Duration::from_millis(STATEMENT_MS + 2000);

/// What is not written down yet.
#[derive(Default)]
pub(super) struct Writes {
    state: Mutex<State>,
    written: Condvar,
}

#[derive(Default)]
struct State {
    last: Ticket,
    open: BTreeMap<Ticket, Open>,
}

impl State {
    /// Whether one could not be written at once.
    fn has_failed(&self) -> bool {
        self.open.values().any(|open| open.fault.is_some())
    }
}

struct Open {
    /// The idempotency key that it is about.
    key: String,
    /// Why it is not written yet.
    fault: Option<(String, String)>,
}

impl Writes {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.state().open.len()
    }

    /// Takes note of an outcome.
    pub(super) fn open(&self, key: &str) -> Ticket {
        let mut state = self.state();
        state.last += 1;
        let ticket = state.last;
        let open = Open {
            key: key.to_owned(),
            fault: None,
        };
        state.open.insert(ticket, open);
        ticket
    }

    /// Returns once an outcome is written down, or says why it is not in time.
    pub(super) fn wait(&self, ticket: Ticket, end: Instant) -> Result<()> {
        let state = self.wait_while(end, |state| state.open.contains_key(&ticket));
        let Some(open) = state.open.get(&ticket) else {
            return Ok(());
        };
        let unknown = || {
            (
                "the database did not answer in time".to_owned(),
                "数据库未在时限内响应".to_owned(),
            )
        };
        let (en, zh) = open.fault.clone().unwrap_or_else(unknown);
        Err(StoreError {
            busy: true,
            ..StoreError::new(
                format!(
                    "{en}; it is written as soon as the database answers, while this process runs"
                ),
                format!("{zh}；本进程运行期间，数据库恢复响应后会自动写入"),
            )
        })
    }

    /// Waits for those that are about a key.
    pub(super) fn wait_for_key(&self, key: &str, end: Instant) {
        drop(self.wait_while(end, |state| state.open.values().any(|open| open.key == key)));
    }

    /// Waits for all that there are now.
    pub(super) fn wait_for_all(&self, end: Instant) {
        let last = self.state().last;
        let is_open = |state: &State| state.open.keys().next().is_some_and(|first| *first <= last);
        drop(self.wait_while(end, is_open));
    }

    fn wait_while(&self, end: Instant, is_so: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let mut state = self.state();
        while is_so(&state) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            let waited = self.written.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state
    }

    fn written(&self, ticket: Ticket) {
        let mut state = self.state();
        let had_failed = state
            .open
            .remove(&ticket)
            .is_some_and(|open| open.fault.is_some());
        if had_failed && !state.has_failed() {
            tracing::info!("the outcomes of all purchases are written down");
        }
        drop(state);
        self.written.notify_all();
    }

    fn failed(&self, ticket: Ticket, error: &StoreError) {
        let mut state = self.state();
        if !state.has_failed() {
            let reason = &error.reason;
            tracing::warn!(reason, "the outcome of a purchase is not written down yet");
        }
        if let Some(open) = state.open.get_mut(&ticket) {
            open.fault = Some((error.reason.clone(), error.reason_zh.clone()));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes an outcome down, however long the database is away. A removal is written twice, the
/// second time when no statement of its claim can be on its way any more.
pub(super) async fn write(
    writes: std::sync::Arc<Writes>,
    link: Link,
    (ticket, outcome): (Ticket, String),
    twice: bool,
) {
    let statement = Statement::new(sql::SETTLE, &[&outcome]);
    let (mut pause, longest) = PAUSES;
    loop {
        let end = tokio::time::Instant::now() + longest;
        match link.ask(&statement, end).await {
            Ok(_) => break,
            // It will not be taken later either.
            Err(error) if !error.busy && error.reason.contains("SQLSTATE 22") => {
                tracing::error!(reason = error.reason, "an outcome cannot be written down");
                break;
            }
            Err(error) => writes.failed(ticket, &error),
        }
        sleep(pause).await;
        pause = (pause * 2).min(longest);
    }
    writes.written(ticket);
    if twice {
        sleep(OVER).await;
        let end = tokio::time::Instant::now() + longest;
        _ = link.ask(&statement, end).await;
    }
}
