//! The journal for calls that other calls must not wait for.

use super::backend::PATIENCE;
use super::error::JournalError;
use super::handle::Journal;
use super::log::Committed;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};

/// What the journal is granted at the end of a call, to write down what came
/// of it.
pub(crate) const LAST_WORD: Duration = Duration::from_millis(50);

impl Journal {
    /// Writes in place, which takes some microseconds, or where that holds nobody
    /// up if another transaction is under way. What has to be on the disk is
    /// there when this returns, not much later than a call may take.
    pub(crate) async fn record<T: Send + 'static>(
        &self,
        end: Instant,
        work: impl Fn(&Journal) -> Result<Committed<T>, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        if let Some(turns) = self.backend().turns() {
            let turns = turns.clone();
            return Ok(self.record_remotely(end, turns, work).await?.value);
        }
        let committed = match work(&self.with_waiting(false)) {
            Err(error) if error.busy => self.run_blocking(end, work).await,
            committed => committed,
        }?;
        let end = end.max(Instant::now() + LAST_WORD);
        let flushed = timeout_at(end, self.flush(committed.mark)).await;
        flushed.unwrap_or_else(|_| Err(self.busy()))?;
        Ok(committed.value)
    }

    /// Asks a database on a thread that may block, of which there are not more than it has
    /// connections, and for a few seconds at most: what it does not answer by then is an error.
    async fn record_remotely<T: Send + 'static>(
        &self,
        end: Instant,
        turns: Arc<Semaphore>,
        work: impl FnOnce(&Journal) -> Result<Committed<T>, JournalError> + Send + 'static,
    ) -> Result<Committed<T>, JournalError> {
        let now = Instant::now();
        let end = end.max(now + LAST_WORD).min(now + PATIENCE);
        let turn = timeout_at(end, turns.acquire_owned()).await;
        let turn = turn.map_err(|_| self.busy())?;
        let journal = self.until(end.into_std());
        let work = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work(&journal)
        });
        // It ends by itself, and says why.
        match timeout_at(end + LAST_WORD, work).await {
            Ok(Ok(result)) => result,
            Ok(Err(error)) => Err(self.failed(error)),
            Err(_) => Err(self.busy()),
        }
    }

    /// Works where that holds nobody up, and not much longer than a call may
    /// take. What was begun is carried through.
    pub(crate) async fn run_blocking<T: Send + 'static>(
        &self,
        end: Instant,
        work: impl FnOnce(&Journal) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        let end = end.max(Instant::now() + LAST_WORD);
        let journal = self.with_waiting(true);
        match timeout_at(end, tokio::task::spawn_blocking(move || work(&journal))).await {
            Ok(Ok(result)) => result,
            Ok(Err(error)) => Err(self.failed(error)),
            Err(_) => Err(self.busy()),
        }
    }
}
