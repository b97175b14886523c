//! A handle on a journal.

use super::entry::{DAY_S, Entry, Outcome, Request, State};
use super::error::{JournalError, MEMORY};
use super::log::{Committed, Log, Mark};
use super::memory::Memory;
use super::owner::Owner;
use super::random::random;
use super::shared::Shared;
#[cfg(feature = "journal")]
use super::sqlite;
use super::store::{self, Disk, OnBusy, Store, StoreError};
use super::time::Clock;
use crate::clock::{self, Reading};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use visual_shared_journal::Seal;

/// From how many pages on a log is moved into its file: 4 MB.
const LONG_LOG: u32 = 1000;

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
    pub(super) on_busy: OnBusy,
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
        let (file, salt, store, log) =
            opened.map_err(|error| JournalError::from_store(&path.display().to_string(), error))?;
        let store = (Box::new(store) as Box<dyn Store>, log);
        Ok(Journal::new(store, (Some(file), salt), clock))
    }

    /// A journal that ends with this process, and its promises with it.
    pub fn in_memory() -> Journal {
        let store = Memory::new(Clock::start(clock::read()));
        let store = (Box::new(store) as Box<dyn Store>, Log::default());
        Journal::new(store, (None, random()), clock::read)
    }

    fn new(
        (store, log): (Box<dyn Store>, Log),
        (place, salt): (Option<PathBuf>, [u8; 32]),
        clock: impl Fn() -> Reading + Send + Sync + 'static,
    ) -> Journal {
        let shared = Shared {
            seal: Seal::new(salt),
            owner: Owner::new(place.as_deref()),
            place,
            store: Mutex::new(store),
            log,
            pending_writes: Mutex::default(),
            clock: Box::new(clock),
            cleared: i64::MIN.into(),
        };
        Journal {
            shared: Arc::new(shared),
            tenant: "".into(),
            keep_s: DAY_S,
            on_busy: OnBusy::Wait,
        }
    }

    /// The same journal, where what another transaction stands in the way of is
    /// an error ([`busy`](JournalError::busy)) instead of a wait, or not.
    pub(crate) fn with_waiting(&self, waits: bool) -> Journal {
        Journal {
            on_busy: match waits {
                true => OnBusy::Wait,
                false => OnBusy::Fail,
            },
            ..self.clone()
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
        let tenant = self.shared.seal.tenant(&self.tenant);
        self.write(|shared, store| {
            for entry in store.entries(&tenant)? {
                shared.settled(store, entry)?;
            }
            store.entries(&tenant)
        })
    }

    /// A salted hash of a text, the same in every process that shares this journal, and for
    /// this tenant only: for idempotency keys that tell nothing of what they are made of.
    pub fn hash(&self, text: &str) -> String {
        self.shared.seal.hash("text", &[&self.tenant, text])
    }

    /// Removes what this tenant bought under an idempotency key and is
    /// `unknown`, and says how many entries it was. Others stay: they are under
    /// way, or are the only proof of what was bought.
    pub fn forget(&self, idempotency_key: &str) -> Result<usize, JournalError> {
        self.entries()?;
        let tenant = self.shared.seal.tenant(&self.tenant);
        self.write(|_, store| store.forget(&tenant, idempotency_key))
    }

    /// An order as it is written down, before it is sent.
    pub(crate) fn entry(&self, request: Request<'_>) -> Entry {
        self.shared.entry(request, &self.tenant, self.keep_s)
    }

    /// The salted hash of a digest of the arguments.
    pub(crate) fn fingerprint(&self, digest: &[u8]) -> String {
        self.shared.seal.arguments(digest)
    }

    /// Writes down what came of orders and is not written down yet; on the disk,
    /// if that `must` be.
    pub(super) fn save(&self, must: bool) -> Result<Committed<()>, JournalError> {
        let mut committed = self.transact(Disk::Later, |_, _| Ok(()))?;
        if must {
            // Another transaction may have written it already.
            committed.mark = Some(self.shared.log.last());
        }
        Ok(committed)
    }

    /// Takes note of what came of an order that nobody waits for.
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
        let Committed { value, mark } = self.transact(Disk::Now, work)?;
        self.flush_now(mark)?;
        Ok(value)
    }

    pub(super) fn transact<T>(
        &self,
        disk: Disk,
        work: impl FnOnce(&Shared, &mut dyn Store) -> store::Result<T>,
    ) -> Result<Committed<T>, JournalError> {
        let shared = &self.shared;
        let store = shared.store_if(self.on_busy);
        let mut guard = store.ok_or_else(|| self.busy())?;
        let store = &mut **guard;
        let mut pending = std::mem::take(&mut *shared.pending_writes());
        let delivered = pending.iter().all(|(_, state)| *state == Some(State::Done));
        let disk = if delivered { disk } else { Disk::Now };
        let result = alone(store, self.on_busy, |store| {
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
        let (value, pages) =
            result.map_err(|error| JournalError::from_store(&self.place(), error))?;
        if pages >= LONG_LOG {
            shared.log.is_long.store(true, Ordering::Release);
        }
        let flushes = pages > 0 && disk == Disk::Now;
        let mark = flushes.then(|| shared.log.written());
        Ok(Committed { value, mark })
    }

    /// Waits until what was written up to this mark is on the disk. One of those
    /// who wait flushes for all.
    pub(crate) async fn flush(&self, mark: Option<Mark>) -> Result<(), JournalError> {
        let Some(mark) = mark else { return Ok(()) };
        let log = &self.shared.log;
        let _turn = log.turn.lock().await;
        if log.is_flushed(mark) {
            return Ok(());
        }
        let journal = self.clone();
        let flushed = tokio::task::spawn_blocking(move || journal.flush_now(Some(mark)));
        flushed.await.map_err(|error| self.failed(error))?
    }

    fn flush_now(&self, mark: Option<Mark>) -> Result<(), JournalError> {
        let (Some(mark), log) = (mark, &self.shared.log) else {
            return Ok(());
        };
        log.flush(mark).map_err(|error| {
            let error = StoreError::new(error, "日志未能写入磁盘");
            JournalError::from_store(&self.place(), error)
        })?;
        if log.is_long.swap(false, Ordering::AcqRel)
            && let Err(error) = self.shared.store().shorten_log()
        {
            tracing::warn!(reason = error.reason, "the journal's log stays long");
        }
        Ok(())
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

/// Does something in one transaction, and tells how long the log is then.
fn alone<T>(
    store: &mut dyn Store,
    on_busy: OnBusy,
    work: impl FnOnce(&mut dyn Store) -> store::Result<T>,
) -> store::Result<(T, u32)> {
    store.begin(on_busy)?;
    let result = work(store).and_then(|done| Ok((done, store.commit()?)));
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
