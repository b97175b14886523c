//! What was asked for, written down before it is bought: so that the same wish
//! is bought once, whatever breaks in between, and whoever asks again.
//!
//! An entry holds a handle, and nothing of what a call is about: the tool, the
//! caller's id of the wish, keyed hashes of the account and of the arguments,
//! the text form of the task, and times.

mod entry;
mod owner;
mod seal;
mod store;

pub use entry::{Entry, State};
pub(crate) use seal::fresh_intent;

use crate::journal::owner::Owner;
use crate::journal::seal::Seal;
use rusqlite::Connection;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// How long an entry stays after its end, in seconds.
const KEPT_S: i64 = 24 * 3600;
/// When a job that nobody collected counts as ended: the service has forgotten
/// it by then (12 hours by its pages, 24 by its FAQ).
const TASK_S: i64 = 24 * 3600;

/// Why an intent could not be recorded or read. Nothing was bought.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the journal {place} cannot be used: {reason}")]
pub struct JournalError {
    /// The file, or `in memory`.
    pub place: String,
    /// What went wrong.
    pub reason: String,
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
}

impl Journal {
    /// Opens the file, or makes it, readable for its owner only.
    pub fn open(path: &Path) -> Result<Journal, JournalError> {
        let failed = |reason: String| JournalError {
            place: path.display().to_string(),
            reason,
        };
        owner::private_file(path).map_err(|error| failed(error.to_string()))?;
        let connection = Connection::open(path).map_err(|error| failed(error.to_string()))?;
        Journal::of(connection, Some(path)).map_err(|error| failed(error.to_string()))
    }

    /// A journal that ends with this process.
    pub fn in_memory() -> Result<Journal, JournalError> {
        let journal = Connection::open_in_memory().and_then(|opened| Journal::of(opened, None));
        journal.map_err(|error| JournalError {
            place: "in memory".to_owned(),
            reason: error.to_string(),
        })
    }

    fn of(connection: Connection, place: Option<&Path>) -> rusqlite::Result<Journal> {
        let key = store::prepare(&connection)?;
        store::clear(&connection, now() - KEPT_S, now() - TASK_S - KEPT_S)?;
        Ok(Journal(Arc::new(Shared {
            place: place.map(Path::to_path_buf),
            seal: Seal::new(key),
            owner: Owner::new(place),
            connection: Mutex::new(connection),
        })))
    }

    /// The user's own journal: `volcengine-visual/journal.db` in
    /// `XDG_STATE_HOME`, else in `~/.local/state`.
    pub fn usual_place(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Option<PathBuf> {
        let base = variable("XDG_STATE_HOME")
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
            .or_else(|| Some(PathBuf::from(variable("HOME")?).join(".local/state")))?;
        let directory = base.join("volcengine-visual");
        base.is_absolute().then(|| directory.join("journal.db"))
    }

    /// Every entry, the oldest first. What another process was sending when it
    /// ended has become `unknown`.
    pub fn entries(&self) -> Result<Vec<Entry>, JournalError> {
        self.write(|shared, connection| {
            let entries = store::entries(connection)?;
            let abandoned = |entry: &&Entry| entry.state == State::Sending;
            for entry in entries.iter().filter(abandoned) {
                if !shared.owner.lives(&entry.owner) {
                    store::settle(connection, entry, State::Unknown, now())?;
                }
            }
            store::entries(connection)
        })
    }

    /// Removes what has this intent, and says how many entries it was. What is
    /// being sent stays: whoever sends it is about to write down what came of it.
    pub fn forget(&self, intent: &str) -> Result<usize, JournalError> {
        self.entries()?;
        self.write(|_, connection| store::forget(connection, intent))
    }

    /// Writes down how a task ended, where this journal knows it.
    pub fn ended(&self, task: &str, delivered: bool) -> Result<(), JournalError> {
        let state = match delivered {
            true => State::Done,
            false => State::Failed,
        };
        self.write(|shared, connection| {
            if shared.place.is_none() {
                store::remove_unnamed(connection, task)?;
            }
            store::end(connection, (task, state), now())
        })
    }

    /// Records a wish before it is bought, or says what became of it. `most`
    /// bounds the purchases of the last day, whoever made them.
    pub(crate) fn begin(&self, wish: Wish<'_>, most: Option<u32>) -> Result<Begun, JournalError> {
        let entry = self.0.entry(wish);
        // First, so that nobody finds an entry of a process that seems dead.
        self.0.owner.stand().map_err(|error| self.failed(error))?;
        self.write(|shared, connection| {
            store::clear(connection, now() - KEPT_S, now() - TASK_S - KEPT_S)?;
            let Some(mut known) = store::find(connection, &entry)? else {
                if let Some(most) = most
                    && store::purchases(connection)? >= most
                {
                    return Ok(Begun::Spent(most));
                }
                store::insert(connection, &entry)?;
                return Ok(Begun::New(Sending {
                    journal: self.clone(),
                    entry: entry.clone(),
                    settled: false,
                }));
            };
            if known.fingerprint != entry.fingerprint {
                return Ok(Begun::Other);
            }
            if known.state == State::Sending {
                if shared.owner.lives(&known.owner) {
                    return Ok(Begun::Busy);
                }
                store::settle(connection, &known, State::Unknown, now())?;
                known.state = State::Unknown;
            }
            Ok(Begun::Known(known))
        })
    }

    /// Does something in one transaction, which no other process interrupts.
    fn write<T>(
        &self,
        work: impl FnOnce(&Shared, &Connection) -> rusqlite::Result<T>,
    ) -> Result<T, JournalError> {
        let connection = self.0.connection();
        let result = store::alone(&connection, |connection| work(&self.0, connection));
        result.map_err(|error| self.failed(error))
    }

    fn failed(&self, error: impl fmt::Display) -> JournalError {
        let place = self.0.place.as_ref();
        JournalError {
            place: place.map_or("in memory".to_owned(), |path| path.display().to_string()),
            reason: error.to_string(),
        }
    }
}

impl Shared {
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn entry(&self, wish: Wish<'_>) -> Entry {
        let scope = [wish.tenant, wish.access_key_id, wish.tool];
        Entry {
            intent: wish.intent.to_owned(),
            tool: wish.tool.to_owned(),
            state: State::Sending,
            task: None,
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

/// A purchase under way. If nobody says what came of it, it is `unknown`.
pub(crate) struct Sending {
    journal: Journal,
    entry: Entry,
    settled: bool,
}

impl Sending {
    /// The service took the job.
    pub(crate) fn accepted(mut self, task: Option<&str>) -> Result<(), JournalError> {
        self.entry.task = task.map(str::to_owned);
        self.settle(State::Pending)
    }

    /// The product is here already.
    pub(crate) fn done(mut self) -> Result<(), JournalError> {
        // In memory, only who has the id could ask for it.
        match self.journal.0.place.is_none() && !self.entry.named {
            true => self.refused(),
            false => self.settle(State::Done),
        }
    }

    /// Certainly nothing was bought: the wish is as if it had not been made.
    pub(crate) fn refused(mut self) -> Result<(), JournalError> {
        self.settled = true;
        let entry = self.entry.clone();
        self.journal
            .write(|_, connection| store::remove(connection, &entry))
    }

    /// It was bought, or may have been, and nothing came of it.
    pub(crate) fn lost(mut self, bought: bool) -> Result<(), JournalError> {
        self.settle(match bought {
            true => State::Failed,
            false => State::Unknown,
        })
    }

    fn settle(&mut self, state: State) -> Result<(), JournalError> {
        self.settled = true;
        let entry = &self.entry;
        self.journal
            .write(|_, connection| store::settle(connection, entry, state, now()))
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        if !self.settled
            && let Err(error) = self.settle(State::Unknown)
        {
            tracing::error!(%error, "what came of a purchase could not be written down");
        }
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs().cast_signed())
}

#[cfg(test)]
#[path = "journal/tests.rs"]
mod tests;
