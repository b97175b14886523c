//! What keeps a journal: this machine, or a database that many machines share.

use super::claim::{Caps, Claimed};
use super::entry::{Entry, Outcome, State};
use super::log::{Committed, Log, Mark};
use super::purchases::Purchases;
use super::store::{OnBusy, Result, StoreError};
use std::any::Any;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// How long an answer of a database is waited for at most.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// For how long something is waited for.
#[derive(Clone, Copy)]
pub(super) struct Wait {
    pub(super) on_busy: OnBusy,
    /// Until when a database is.
    #[cfg_attr(not(feature = "postgres"), allow(dead_code, reason = "for databases"))]
    pub(super) end: Option<Instant>,
}

/// Names an outcome that is to be written down.
pub(super) type Ticket = u64;

/// How a tenant's task ended.
pub(super) struct JobEnd<'a> {
    pub(super) tenant: &'a str,
    /// What the task is found by.
    pub(super) job: &'a str,
    pub(super) state: State,
    /// An entry with what it is charged; nothing where its end is somebody else's word.
    pub(super) charged: &'a dyn Fn(Entry) -> Option<Entry>,
}

/// Each of these is done as a whole or not at all.
pub(super) trait Backend: Any + Send + Sync {
    /// Where it is, as it can be shown.
    fn place(&self) -> String;

    /// Its file, if it is one.
    fn file(&self) -> Option<&Path> {
        None
    }

    /// Whether it is there after this process.
    fn outlives_process(&self) -> bool;

    /// Whether it takes purchases, as far as is known.
    fn is_up(&self) -> bool {
        self.refusal().is_none()
    }

    /// Why it takes no purchases until it is changed.
    fn refusal(&self) -> Option<StoreError>;

    /// How many outcomes are not written down yet.
    fn pending_writes(&self) -> usize;

    /// What the system's clock shows, in seconds since 1970.
    fn wall(&self) -> i64;

    /// Who sends a purchase that is recorded next.
    fn owner(&self) -> String;

    /// Who may wait for it at the same time, where it is not on this machine: then it is
    /// always waited for on a thread that may block.
    fn turns(&self) -> Option<&Arc<Semaphore>> {
        None
    }

    /// Records a purchase before it is made, or says what became of it.
    fn begin(&self, entry: &Entry, caps: Caps, wait: Wait) -> Result<Committed<Claimed>>;

    /// Writes down how far a purchase is, and returns in how many entries: none if it is no
    /// longer its sender's.
    fn advance(&self, entry: &Entry, state: State, wait: Wait) -> Result<Committed<usize>>;

    /// Takes note of what came of a purchase. It is written down with the next thing that is,
    /// or as soon as the database answers.
    fn note(&self, outcome: Outcome) -> Ticket;

    /// Returns when an outcome is written down; on the disk, if that `must` be, once the mark is
    /// flushed.
    fn save(&self, ticket: Ticket, must: bool, wait: Wait) -> Result<Committed<()>>;

    fn end_job(&self, end: &JobEnd<'_>, wait: Wait) -> Result<Committed<()>>;

    /// Whether a tenant bought a task.
    fn has_job(&self, tenant: &str, job: &str, wait: Wait) -> Result<Committed<bool>>;

    /// The entries of a tenant, the oldest first. What others were sending when they ended has
    /// become `unknown`, and what they had not sent yet is gone.
    fn entries(&self, tenant: &str, wait: Wait) -> Result<Vec<Entry>>;

    /// Those whose idempotency key begins with a text.
    fn of_key(&self, tenant: &str, prefix: &str, wait: Wait) -> Result<Vec<Entry>>;

    /// What is kept of the purchases of a tenant whose entries are gone.
    fn archived(&self, tenant: &str, wait: Wait) -> Result<Vec<Purchases>>;

    /// Removes what a tenant bought under a key and is `unknown`.
    fn forget(&self, tenant: &str, key: &str, wait: Wait) -> Result<usize>;

    /// Removes one entry, if its key may buy again.
    fn forget_entry(&self, entry: &Entry, wait: Wait) -> Result<usize>;

    /// The log that is to be flushed, where there is one.
    fn log(&self) -> Option<&Log> {
        None
    }

    /// Waits until what was written up to this mark is on the disk.
    fn flush(&self, _: Mark) -> Result<()> {
        Ok(())
    }
}
