//! What was asked for, written down before it is bought: so that the same wish
//! is bought once, whatever breaks in between, and whoever asks again.
//!
//! An entry holds a handle, and nothing of what a call is about: the tool, the
//! caller's id of the wish, keyed hashes of the account and of the arguments,
//! the text form of the task, and times.

mod entry;
mod owner;
mod seal;
mod sending;
mod store;

pub use entry::{Entry, State};
pub(crate) use seal::fresh_intent;
pub(crate) use sending::Sending;

use crate::private;
use crate::types::Task;
use owner::Owner;
use rusqlite::Connection;
use seal::Seal;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How long an entry stays after its end, in seconds.
const KEPT_S: i64 = 24 * 3600;
/// When a job that nobody collected counts as ended: the service has forgotten
/// it by then (12 hours by its pages, 24 by its FAQ).
const TASK_S: i64 = 24 * 3600;

/// Where a journal in memory is.
const MEMORY: &str = "in memory";

/// Why an intent could not be recorded or read. Nothing was bought.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the journal {place} cannot be used: {reason}")]
pub struct JournalError {
    /// The file, or `in memory`.
    pub place: String,
    /// What went wrong.
    pub reason: String,
    /// Whether another keeps it busy, which passes.
    pub busy: bool,
}

/// Whose wish it is, and which. The account and the arguments are known by
/// keyed hashes only.
#[derive(Clone, Copy)]
pub(crate) struct Wish<'a> {
    /// The caller's name for one of several parties that share a host; empty
    /// where there is one.
    pub(crate) tenant: &'a str,
    pub(crate) access_key_id: &'a str,
    pub(crate) tool: &'a str,
    /// The id of the wish.
    pub(crate) intent: &'a str,
    /// Whether the id is the caller's, who can ask for it again.
    pub(crate) named: bool,
    /// Everything that decides what is bought.
    pub(crate) arguments: &'a str,
}

/// What the journal says to a wish.
pub(crate) enum Begun {
    /// It is new, and recorded: buy it.
    New(Sending),
    /// It is being bought by somebody else at this moment.
    Busy,
    /// It was bought, or may have been.
    Known(Entry),
    /// The id was used for other arguments.
    Other,
    /// So many purchases are all that is allowed, and they were made.
    Spent(u32),
}

/// A journal of intents: a file that any number of processes share, or memory.
/// Clones are the same journal.
#[derive(Clone)]
pub struct Journal(Arc<Shared>);

struct Shared {
    place: Option<PathBuf>,
    seal: Seal,
    connection: Mutex<Connection>,
    owner: Owner,
    /// What is to be written down, and could not be yet.
    owed: Mutex<Vec<Word>>,
}

/// What came of a wish: a state, or that it is as if it had not been made.
type Word = (Entry, Option<State>);

impl Journal {
    /// Opens the file, or makes it, readable for its owner only.
    pub fn open(path: &Path) -> Result<Journal, JournalError> {
        let place = path.display().to_string();
        let failed = |error| JournalError::of(&place, error);
        private::file(path).map_err(|error| JournalError::other(&place, error))?;
        let connection = Connection::open(path).map_err(failed)?;
        Journal::of(connection, Some(path)).map_err(failed)
    }

    /// A journal that ends with this process.
    pub fn in_memory() -> Result<Journal, JournalError> {
        let journal = Connection::open_in_memory().and_then(|opened| Journal::of(opened, None));
        journal.map_err(|error| JournalError::of(MEMORY, error))
    }

    fn of(connection: Connection, place: Option<&Path>) -> rusqlite::Result<Journal> {
        let key = store::prepare(&connection)?;
        let shared = Shared {
            place: place.map(Path::to_path_buf),
            seal: Seal::new(key),
            owner: Owner::new(place),
            connection: Mutex::new(connection),
            owed: Mutex::default(),
        };
        shared.clear(&shared.connection())?;
        Ok(Journal(Arc::new(shared)))
    }

    /// The user's own journal: `volcengine-visual/journal.db` in
    /// `XDG_STATE_HOME`, else in `~/.local/state`.
    pub fn usual_place(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Option<PathBuf> {
        let directory = private::place(variable, ("XDG_STATE_HOME", ".local/state"))?;
        Some(directory.join("journal.db"))
    }

    /// Its file, unless it is in memory.
    pub fn file(&self) -> Option<&Path> {
        self.0.place.as_deref()
    }

    /// Every entry, the oldest first. What another process was sending when it
    /// ended has become `unknown`, and what it had not sent yet is gone.
    pub fn entries(&self) -> Result<Vec<Entry>, JournalError> {
        self.write(|shared, connection| {
            for entry in store::entries(connection)? {
                shared.settled(connection, entry)?;
            }
            store::entries(connection)
        })
    }

    /// Removes what has this intent and is `unknown`, and says how many entries
    /// it was. Others stay: they are under way, or are the only proof of what
    /// was bought.
    pub fn forget(&self, intent: &str) -> Result<usize, JournalError> {
        self.entries()?;
        self.write(|_, connection| store::forget(connection, intent))
    }

    /// Writes down how a task ended, where this journal knows it.
    pub fn ended(&self, task: &Task, delivered: bool) -> Result<(), JournalError> {
        let state = match delivered {
            true => State::Done,
            false => State::Failed,
        };
        let job = entry::job(task);
        self.write(|shared, connection| {
            if shared.place.is_none() {
                // Only who has its id could ask for it.
                store::remove_unnamed(connection, &job)?;
            }
            store::end(connection, (&job, state), now())
        })
    }

    /// Records a wish before it is bought, or says what became of it. `most`
    /// bounds the purchases of the last day, whoever made them.
    pub(crate) fn begin(&self, wish: &Entry, most: Option<u32>) -> Result<Begun, JournalError> {
        // First, so that nobody finds an entry of a process that seems dead.
        let stands = self.0.owner.stand();
        stands.map_err(|error| JournalError::other(&self.place(), error))?;
        let known = self.write(|shared, connection| {
            shared.clear(connection)?;
            let known = match store::find(connection, wish)? {
                Some(entry) => shared.settled(connection, entry)?,
                None => None,
            };
            if known.is_some() {
                return Ok(Ok(known));
            }
            if let Some(most) = most
                && store::purchases(connection, now() - KEPT_S)? >= most
            {
                return Ok(Err(Begun::Spent(most)));
            }
            store::insert(connection, wish)?;
            Ok(Ok(None))
        })?;
        Ok(match known {
            Ok(Some(known)) if known.fingerprint != wish.fingerprint => Begun::Other,
            Ok(Some(known)) if known.state.is_under_way() => Begun::Busy,
            Ok(Some(known)) => Begun::Known(known),
            Ok(None) => Begun::New(Sending::new(self.clone(), wish.clone())),
            Err(spent) => spent,
        })
    }

    /// A wish as it is written down, before it is sent.
    pub(crate) fn entry(&self, wish: Wish<'_>) -> Entry {
        self.0.entry(wish)
    }

    /// Takes note of what came of a wish, and writes it down; if that cannot be
    /// done now, with the next thing that can.
    fn tell(&self, word: Word) -> Result<(), JournalError> {
        self.0.owed().push(word);
        self.write(|_, _| Ok(()))
    }

    /// The same where nobody waits for it.
    fn tell_aside(&self, word: Word) {
        self.0.owed().push(word);
        let last = Last(self.clone());
        if let Ok(runtime) = tokio::runtime::Handle::try_current()
            && self.0.place.is_some()
        {
            runtime.spawn_blocking(move || drop(last));
        }
    }

    /// Does something in one transaction, which no other process interrupts.
    fn write<T>(
        &self,
        work: impl FnOnce(&Shared, &Connection) -> rusqlite::Result<T>,
    ) -> Result<T, JournalError> {
        let connection = self.0.connection();
        let mut owed = std::mem::take(&mut *self.0.owed());
        let result = store::alone(&connection, |connection| {
            for (entry, state) in &owed {
                match state {
                    Some(state) => _ = store::settle(connection, entry, *state, now())?,
                    None => store::remove(connection, entry)?,
                }
            }
            work(&self.0, connection)
        });
        if result.is_err() {
            let mut later = self.0.owed();
            owed.append(&mut later);
            *later = owed;
        }
        result.map_err(|error| JournalError::of(&self.place(), error))
    }

    fn place(&self) -> String {
        let place = self.0.place.as_ref();
        place.map_or(MEMORY.to_owned(), |path| path.display().to_string())
    }

    /// This journal is not free within the time that there is.
    pub(crate) fn busy(&self) -> JournalError {
        JournalError {
            place: self.place(),
            reason: "it was not free in time".to_owned(),
            busy: true,
        }
    }

    /// This journal cannot be used, for another reason.
    pub(crate) fn failed(&self, reason: impl fmt::Display) -> JournalError {
        JournalError::other(&self.place(), reason)
    }
}

/// Writes down what is owed when it is dropped: also by a runtime that ends, and
/// takes no more work.
struct Last(Journal);

impl Drop for Last {
    fn drop(&mut self) {
        if let Err(error) = self.0.write(|_, _| Ok(())) {
            tracing::error!(%error, "what came of a purchase could not be written down");
        }
    }
}

impl JournalError {
    fn of(place: &str, error: rusqlite::Error) -> JournalError {
        JournalError {
            busy: store::is_busy(&error),
            ..JournalError::other(place, error)
        }
    }

    fn other(place: &str, reason: impl fmt::Display) -> JournalError {
        JournalError {
            place: place.to_owned(),
            reason: reason.to_string(),
            busy: false,
        }
    }
}

impl Shared {
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn owed(&self) -> MutexGuard<'_, Vec<Word>> {
        self.owed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Drops what is old.
    fn clear(&self, connection: &Connection) -> rusqlite::Result<()> {
        if self.place.is_none() {
            store::clear_unnamed(connection, now() - KEPT_S)?;
        }
        store::clear(connection, now() - KEPT_S, now() - TASK_S - KEPT_S)
    }

    /// The entry as it is, now that the process that was at work on it may have
    /// ended.
    fn settled(&self, connection: &Connection, entry: Entry) -> rusqlite::Result<Option<Entry>> {
        if !entry.state.is_under_way() || self.owner.lives(&entry.owner) {
            return Ok(Some(entry));
        }
        if entry.state == State::Queued {
            store::remove(connection, &entry)?;
            return Ok(None);
        }
        store::settle(connection, &entry, State::Unknown, now())?;
        Ok(Some(Entry {
            state: State::Unknown,
            ..entry
        }))
    }

    fn entry(&self, wish: Wish<'_>) -> Entry {
        let scope = [wish.tenant, wish.access_key_id, wish.tool];
        Entry {
            intent: wish.intent.to_owned(),
            tool: wish.tool.to_owned(),
            state: State::Queued,
            task: None,
            job: None,
            since: now(),
            ended: None,
            scope: self.seal.hash("scope", &scope),
            fingerprint: self.seal.hash("arguments", &[wish.arguments]),
            owner: self.owner.name(),
            named: wish.named,
        }
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Journal").field(&self.0.place).finish()
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    crate::clock::unix().cast_signed()
}

#[cfg(test)]
#[path = "journal/tests.rs"]
mod tests;
