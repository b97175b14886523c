//! What was ordered, written down before it is bought: so that one idempotency
//! key buys once, whatever breaks in between, and whoever repeats it.
//!
//! An entry holds a handle, and nothing of what a call is about: the tool, the
//! idempotency key, keyed hashes of the account and of the arguments, the text
//! form of the task, and times.

mod entry;
mod error;
mod owner;
mod place;
mod schema;
mod seal;
mod sending;
mod shared;
mod store;
mod time;

pub use entry::{Entry, State};
pub use error::JournalError;
pub(crate) use seal::random_key;
pub(crate) use sending::Sending;

use crate::clock::{self, Reading};
use crate::files::private;
use crate::types::Task;
use owner::Owner;
use rusqlite::{Connection, OpenFlags};
use seal::Seal;
use shared::Shared;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const DAY_S: i64 = 24 * 3600;
/// Where a journal in memory is.
const MEMORY: &str = "in memory";

/// What is ordered, and by whom. The account and the arguments are known by
/// keyed hashes only.
#[derive(Clone, Copy)]
pub(crate) struct Request<'a> {
    /// The account's stable name.
    pub(crate) account: &'a str,
    pub(crate) access_key_id: &'a str,
    pub(crate) tool: &'a str,
    /// The idempotency key.
    pub(crate) key: &'a str,
    /// Whether the key is the caller's, who can repeat it.
    pub(crate) named: bool,
}

/// What the journal says to an order.
pub(crate) enum Begun {
    /// It is new, and recorded: buy it.
    New(Sending),
    /// It is being bought by somebody else at this moment.
    Busy,
    /// It was bought, or may have been.
    Known(Entry),
    /// The key was used for other arguments.
    Other,
    /// So many purchases are all that is allowed, and they were made.
    Spent(u32),
}

/// A journal of purchases: a file that any number of processes share, or
/// memory. Clones are the same journal.
///
/// One idempotency key buys once while its entry is there: until the end of the
/// job, and for 24 hours ([`with_keep`](Journal::with_keep)) after. What is
/// open or unknown stays. A journal in memory keeps its word until the process
/// ends.
#[derive(Clone)]
pub struct Journal {
    shared: Arc<Shared>,
    tenant: Arc<str>,
    keep_s: i64,
}

/// What came of an order: a state, or that it is as if it had not been made.
type Outcome = (Entry, Option<State>);

impl Journal {
    /// Opens a journal, or makes it, readable for its owner only. A file that
    /// exists must be empty or a journal; its mode stays as it is.
    pub fn open(path: &Path) -> Result<Journal, JournalError> {
        Journal::open_at(path, clock::read)
    }

    fn open_at(
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
        let directory = private::place(variable, ("XDG_STATE_HOME", ".local/state"))?;
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
    pub fn forget(&self, intent: &str) -> Result<usize, JournalError> {
        self.entries()?;
        let tenant = self.shared.tenant(&self.tenant);
        self.write(|_, connection| store::forget(connection, (&tenant, intent)))
    }

    /// Writes down how a task of this tenant ended, where the journal knows it.
    pub fn ended(&self, task: &Task, delivered: bool) -> Result<(), JournalError> {
        let state = match delivered {
            true => State::Done,
            false => State::Failed,
        };
        let (tenant, job) = (self.shared.tenant(&self.tenant), entry::job(task));
        self.write(|shared, connection| {
            if shared.place.is_none() {
                // Only who has its key could ask for it.
                store::remove_unnamed(connection, (&tenant, &job))?;
            }
            let now = shared.now(connection)?;
            store::end(connection, (&tenant, &job), state, &now)
        })
    }

    /// Records a purchase before it is made, or says what became of it. `max`
    /// bounds the tenant's purchases of the last day.
    pub(crate) fn begin(&self, entry: &Entry, max: Option<u32>) -> Result<Begun, JournalError> {
        // First, so that nobody finds an entry of a process that seems dead.
        let locked = self.shared.owner.acquire_lock();
        locked.map_err(|error| self.failed(error))?;
        let answer = self.write(|shared, connection| {
            let now = shared.now(connection)?;
            for known in store::find(connection, entry)? {
                if known.has_expired(&now) {
                    continue;
                }
                if let Some(known) = shared.settled(connection, known)? {
                    return Ok(Some(entry.met_by(known)));
                }
            }
            if let Some(max) = max
                && store::purchases(connection, &entry.tenant, now.estimated - DAY_S)? >= max
            {
                return Ok(Some(Begun::Spent(max)));
            }
            shared.clear(connection, &now)?;
            store::insert(connection, entry, &now)?;
            Ok(None)
        })?;
        Ok(answer.unwrap_or_else(|| Begun::New(Sending::new(self.clone(), entry.clone()))))
    }

    /// An order as it is written down, before it is sent.
    pub(crate) fn entry(&self, request: Request<'_>) -> Entry {
        self.shared.entry(request, &self.tenant, self.keep_s)
    }

    /// The keyed hash of a digest of the arguments.
    pub(crate) fn fingerprint(&self, digest: &[u8]) -> String {
        self.shared.seal.hash("arguments", &[&hex::encode(digest)])
    }

    /// Takes note of what came of an order, and writes it down; if that cannot
    /// be done now, with the next thing that can.
    fn record(&self, outcome: Outcome) -> Result<(), JournalError> {
        self.shared.pending_writes().push(outcome);
        self.write(|_, _| Ok(()))
    }

    /// The same where nobody waits for it.
    fn record_in_background(&self, outcome: Outcome) {
        self.shared.pending_writes().push(outcome);
        let last = Last(self.clone());
        if let Ok(runtime) = tokio::runtime::Handle::try_current()
            && self.file().is_some()
        {
            runtime.spawn_blocking(move || drop(last));
        }
    }

    /// Does something in one transaction, which no other process interrupts.
    fn write<T>(
        &self,
        work: impl FnOnce(&Shared, &Connection) -> rusqlite::Result<T>,
    ) -> Result<T, JournalError> {
        let shared = &self.shared;
        let connection = shared.connection();
        let mut pending = std::mem::take(&mut *shared.pending_writes());
        let result = schema::alone(&connection, |connection| {
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

#[cfg(test)]
#[path = "journal/tests.rs"]
mod tests;
