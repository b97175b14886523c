//! A handle on a journal.

use super::entry::{DAY_S, Entry, Outcome, Request, State};
use super::error::{JournalError, MEMORY};
use super::memory::Memory;
use super::owner::Owner;
use super::seal::{Seal, random};
use super::shared::Shared;
#[cfg(feature = "journal")]
use super::sqlite;
use super::store::{self, Disk, Store, StoreError};
use super::time::Clock;
use crate::clock::{self, Reading};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A journal of purchases: a file that any number of processes share, or
/// memory. Clones are the same journal.
///
/// One idempotency key buys once while its entry is there: until the end of the
/// job, and for 24 hours ([`with_keep`](Journal::with_keep)) after. What is
/// open or unknown stays. A journal in memory keeps its word until the process
/// ends.
#[derive(Clone)]
pub struct Journal {
    pub(super) shared: Arc<Shared>,
    pub(super) tenant: Arc<str>,
    keep_s: i64,
}

impl Journal {
    /// Opens a journal, or makes it, readable for its owner only. A file that
    /// exists must be empty or a journal; its mode stays as it is.
    #[cfg(feature = "journal")]
    pub fn open(path: &Path) -> Result<Journal, JournalError> {
        Journal::open_at(path, clock::read)
    }

    #[cfg(feature = "journal")]
    pub(super) fn open_at(
        path: &Path,
        clock: impl Fn() -> Reading + Send + Sync + 'static,
    ) -> Result<Journal, JournalError> {
        let opened = sqlite::open(path, &clock());
        let (file, salt, store) =
            opened.map_err(|error| JournalError::from_store(&path.display().to_string(), error))?;
        Ok(Journal::new(Box::new(store), (Some(file), salt), clock))
    }

    /// A journal that ends with this process, and its promises with it.
    pub fn in_memory() -> Journal {
        let store = Memory::new(Clock::start(clock::read()));
        Journal::new(Box::new(store), (None, random()), clock::read)
    }

    fn new(
        store: Box<dyn Store>,
        (place, salt): (Option<PathBuf>, [u8; 32]),
        clock: impl Fn() -> Reading + Send + Sync + 'static,
    ) -> Journal {
        let shared = Shared {
            seal: Seal::new(salt),
            owner: Owner::new(place.as_deref()),
            place,
            store: Mutex::new(store),
            pending_writes: Mutex::default(),
            clock: Box::new(clock),
        };
        Journal {
            shared: Arc::new(shared),
            tenant: "".into(),
            keep_s: DAY_S,
        }
    }

    /// The same journal for one of several parties that share it: entries,
    /// idempotency keys and budgets of others are not there.
    #[must_use]
    pub fn with_tenant(&self, tenant: &str) -> Journal {
        Journal {
            tenant: tenant.into(),
            ..self.clone()
        }
    }

    /// The same journal, in which the purchases that are recorded from now on
    /// stay for so long after their end, a day at least. Until then their
    /// idempotency keys buy nothing again. By default a day.
    #[must_use]
    pub fn with_keep(&self, time: Duration) -> Journal {
        let seconds = i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
        Journal {
            keep_s: seconds.max(DAY_S),
            ..self.clone()
        }
    }

    /// The user's own journal: `volcengine-visual/journal.db` in
    /// `XDG_STATE_HOME`, else in `~/.local/state`. None where neither variable
    /// names a directory.
    #[cfg(feature = "journal")]
    pub fn default_path(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Option<PathBuf> {
        use crate::files::private;
        let directory = private::user_directory(variable, ("XDG_STATE_HOME", ".local/state"))?;
        Some(directory.join("journal.db"))
    }

    /// Its file, unless it is in memory.
    pub fn file(&self) -> Option<&Path> {
        self.shared.place.as_deref()
    }

    /// Every entry of this tenant, the oldest first. What another process was
    /// sending when it ended has become `unknown`, and what it had not sent yet
    /// is gone.
    pub fn entries(&self) -> Result<Vec<Entry>, JournalError> {
        self.shared.owner.remove_stale();
        let tenant = self.shared.tenant(&self.tenant);
        self.write(|shared, store| {
            for entry in store.entries(&tenant)? {
                shared.settled(store, entry)?;
            }
            store.entries(&tenant)
        })
    }

    /// Removes what this tenant bought under an idempotency key and is
    /// `unknown`, and says how many entries it was. Others stay: they are under
    /// way, or are the only proof of what was bought.
    pub fn forget(&self, idempotency_key: &str) -> Result<usize, JournalError> {
        self.entries()?;
        let tenant = self.shared.tenant(&self.tenant);
        self.write(|_, store| store.forget(&tenant, idempotency_key))
    }

    /// An order as it is written down, before it is sent.
    pub(crate) fn entry(&self, request: Request<'_>) -> Entry {
        self.shared.entry(request, &self.tenant, self.keep_s)
    }

    /// The salted hash of a digest of the arguments.
    pub(crate) fn fingerprint(&self, digest: &[u8]) -> String {
        self.shared.seal.hash("arguments", &[&hex::encode(digest)])
    }

    /// Takes note of what came of an order, and writes it down; if that cannot
    /// be done now, with the next thing that can.
    pub(super) fn record(&self, outcome: Outcome) -> Result<(), JournalError> {
        self.shared.pending_writes().push(outcome);
        self.transact(Disk::Later, |_, _| Ok(()))
    }

    /// The same where nobody waits for it.
    pub(super) fn record_in_background(&self, outcome: Outcome) {
        self.shared.pending_writes().push(outcome);
        let last = Last(self.clone());
        if let Ok(runtime) = tokio::runtime::Handle::try_current()
            && self.file().is_some()
        {
            runtime.spawn_blocking(move || drop(last));
        }
    }

    /// Does something in one transaction, which no other process interrupts. It
    /// is on the disk when this returns.
    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&Shared, &mut dyn Store) -> store::Result<T>,
    ) -> Result<T, JournalError> {
        self.transact(Disk::Now, work)
    }

    pub(super) fn transact<T>(
        &self,
        disk: Disk,
        work: impl FnOnce(&Shared, &mut dyn Store) -> store::Result<T>,
    ) -> Result<T, JournalError> {
        let shared = &self.shared;
        let mut guard = shared.store();
        let store = &mut **guard;
        let mut pending = std::mem::take(&mut *shared.pending_writes());
        let delivered = pending.iter().all(|(_, state)| *state == Some(State::Done));
        let disk = if delivered { disk } else { Disk::Now };
        let result = alone(store, disk, |store| {
            for (entry, state) in &pending {
                let Some(state) = state else {
                    store.remove(entry)?;
                    continue;
                };
                let now = shared.now(store)?;
                store.settle(entry, *state, &now)?;
            }
            work(shared, store)
        });
        if result.is_err() {
            let mut later = shared.pending_writes();
            pending.append(&mut later);
            *later = pending;
        }
        result.map_err(|error| JournalError::from_store(&self.place(), error))
    }

    fn place(&self) -> String {
        let place = self.file();
        place.map_or(MEMORY.to_owned(), |path| path.display().to_string())
    }

    /// This journal is not free within the time that there is.
    pub(crate) fn busy(&self) -> JournalError {
        JournalError::from_store(&self.place(), StoreError::busy("it was not free in time"))
    }

    /// This journal cannot be used: the thread that works on it is gone.
    pub(crate) fn failed(&self, reason: impl fmt::Display) -> JournalError {
        let error = StoreError::new(reason, "写入线程异常结束");
        JournalError::from_store(&self.place(), error)
    }
}

/// Does something in one transaction.
fn alone<T>(
    store: &mut dyn Store,
    disk: Disk,
    work: impl FnOnce(&mut dyn Store) -> store::Result<T>,
) -> store::Result<T> {
    store.begin(disk)?;
    let result = work(store).and_then(|done| {
        store.commit()?;
        Ok(done)
    });
    if result.is_err() {
        store.rollback()?;
    }
    result
}

/// Writes down what is pending when it is dropped: also by a runtime that ends,
/// and takes no more work.
struct Last(Journal);

impl Drop for Last {
    fn drop(&mut self) {
        if let Err(error) = self.0.write(|_, _| Ok(())) {
            tracing::error!(%error, "what came of a purchase could not be written down");
        }
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Journal").field(&self.file()).finish()
    }
}
