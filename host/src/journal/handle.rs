//! A handle on a journal.

use super::entry::{DAY_S, Entry, Outcome, Request, State};
use super::error::JournalError;
use super::owner::Owner;
use super::place;
use super::schema;
use super::seal::Seal;
use super::shared::Shared;
use super::store;
use crate::clock::{self, Reading};
use crate::files::private;
use rusqlite::{Connection, OpenFlags};
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Where a journal in memory is.
const MEMORY: &str = "in memory";

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
    pub fn open(path: &Path) -> Result<Journal, JournalError> {
        Journal::open_at(path, clock::read)
    }

    pub(super) fn open_at(
        path: &Path,
        clock: impl Fn() -> Reading + Send + Sync + 'static,
    ) -> Result<Journal, JournalError> {
        let place = path.display().to_string();
        let failed = |error| JournalError::from_sqlite(&place, error);
        let file = place::find(path).map_err(|error| JournalError::new(&place, error))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let connection = Connection::open_with_flags(&file, flags).map_err(failed)?;
        if !schema::is_journal(&connection).map_err(failed)? {
            let reason = "it is neither empty nor a journal, and was left as it is";
            return Err(JournalError::new(&place, reason));
        }
        Journal::new(connection, Some(file), clock).map_err(failed)
    }

    /// A journal that ends with this process, and its promises with it.
    pub fn in_memory() -> Result<Journal, JournalError> {
        let opened = Connection::open_in_memory();
        let journal = opened.and_then(|opened| Journal::new(opened, None, clock::read));
        journal.map_err(|error| JournalError::from_sqlite(MEMORY, error))
    }

    fn new(
        connection: Connection,
        place: Option<PathBuf>,
        clock: impl Fn() -> Reading + Send + Sync + 'static,
    ) -> rusqlite::Result<Journal> {
        let key = schema::prepare(&connection, &clock())?;
        let shared = Shared {
            seal: Seal::new(key),
            owner: Owner::new(place.as_deref()),
            place,
            connection: Mutex::new(connection),
            pending_writes: Mutex::default(),
            clock: Box::new(clock),
        };
        Ok(Journal {
            shared: Arc::new(shared),
            tenant: "".into(),
            keep_s: DAY_S,
        })
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
    pub fn default_path(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
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
        self.write(|shared, connection| {
            for entry in store::entries(connection, &tenant)? {
                shared.settled(connection, entry)?;
            }
            store::entries(connection, &tenant)
        })
    }

    /// Removes what this tenant bought under an idempotency key and is
    /// `unknown`, and says how many entries it was. Others stay: they are under
    /// way, or are the only proof of what was bought.
    pub fn forget(&self, idempotency_key: &str) -> Result<usize, JournalError> {
        self.entries()?;
        let tenant = self.shared.tenant(&self.tenant);
        self.write(|_, connection| store::forget(connection, (&tenant, idempotency_key)))
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
        work: impl FnOnce(&Shared, &Connection) -> rusqlite::Result<T>,
    ) -> Result<T, JournalError> {
        self.transact(Disk::Now, work)
    }

    pub(super) fn transact<T>(
        &self,
        disk: Disk,
        work: impl FnOnce(&Shared, &Connection) -> rusqlite::Result<T>,
    ) -> Result<T, JournalError> {
        let shared = &self.shared;
        let connection = shared.connection();
        let mut pending = std::mem::take(&mut *shared.pending_writes());
        let delivered = pending.iter().all(|(_, state)| *state == Some(State::Done));
        let later = disk == Disk::Later && delivered && shared.place.is_some();
        let result = schema::alone(&connection, later, |connection| {
            for (entry, state) in &pending {
                let Some(state) = state else {
                    store::remove(connection, entry)?;
                    continue;
                };
                let now = shared.now(connection)?;
                store::settle(connection, entry, *state, &now)?;
            }
            work(shared, connection)
        });
        if result.is_err() {
            let mut later = shared.pending_writes();
            pending.append(&mut later);
            *later = pending;
        }
        result.map_err(|error| JournalError::from_sqlite(&self.place(), error))
    }

    fn place(&self) -> String {
        let place = self.file();
        place.map_or(MEMORY.to_owned(), |path| path.display().to_string())
    }

    /// This journal is not free within the time that there is.
    pub(crate) fn busy(&self) -> JournalError {
        JournalError {
            busy: true,
            ..self.failed("it was not free in time")
        }
    }

    /// This journal cannot be used, for another reason.
    pub(crate) fn failed(&self, reason: impl fmt::Display) -> JournalError {
        JournalError::new(&self.place(), reason)
    }
}

/// When a transaction is on the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Disk {
    Now,
    /// With the next one that is there at once: for the end of a job. If the
    /// power fails before, the job is asked for again, or its purchase is
    /// `unknown`; it is never bought again.
    Later,
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
