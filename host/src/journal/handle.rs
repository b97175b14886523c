//! A handle on a journal.

use super::Database;
use super::backend::{Backend, Ticket, Wait};
use super::entry::{DAY_S, Entry, Outcome, Request};
use super::error::JournalError;
use super::local::Local;
use super::log::{Log, Mark};
use super::memory::Memory;
#[cfg(feature = "postgres")]
use super::postgres;
use super::random::random;
use super::shared::Shared;
#[cfg(feature = "journal")]
use super::sqlite;
use super::store::{OnBusy, Store, StoreError};
use super::time::Clock;
use crate::clock;
#[cfg(feature = "journal")]
use crate::clock::Reading;
#[cfg(feature = "postgres")]
use std::any::Any;
use std::fmt;
use std::path::Path;
#[cfg(feature = "journal")]
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use visual_shared_journal::Seal;

/// A journal of purchases: a file that the processes of a machine share, a database
/// that many machines share, or memory. Clones are the same journal.
///
/// One idempotency key buys once while its entry is there: until the end of the
/// job, and for 24 hours ([`with_keep`](Journal::with_keep)) after. What is
/// open or unknown stays. A journal in memory keeps its word until the process
/// ends.
///
/// A database that is away refuses what is to be bought, after 5 s at most: nothing
/// is sent. What was sent before is not lost: its task is told with a warning, and
/// written as soon as the database answers.
#[derive(Clone)]
pub struct Journal {
    pub(super) shared: Arc<Shared>,
    pub(super) tenant: Arc<str>,
    keep_s: i64,
    pub(super) wait: Wait,
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
        let local = Local::new(store, Some(file), clock);
        Ok(Journal::new(Seal::new(salt), Box::new(local)))
    }

    /// A journal in PostgreSQL, which any number of machines share:
    /// `postgres://user[:password]@host[:port]/database`, also with `PGPASSWORD`. It makes its
    /// tables, in a schema named `visual`, where there are none. Off loopback the connection
    /// needs TLS and a certificate that the platform trusts.
    ///
    /// Waits for the database, for some seconds at most.
    #[cfg(feature = "postgres")]
    pub fn connect(address: &str) -> Result<Journal, JournalError> {
        let opened = postgres::open(address);
        let backend = opened.map_err(|(place, error)| JournalError::from_store(&place, error))?;
        let seal = Seal::new(backend.database.salt());
        Ok(Journal::new(seal, Box::new(backend)))
    }

    /// Its database, if it is in one.
    #[cfg(not(feature = "postgres"))]
    pub(crate) fn database(&self) -> Option<&Database> {
        None
    }

    /// Its database, if it is in one.
    #[cfg(feature = "postgres")]
    pub(crate) fn database(&self) -> Option<&Database> {
        let backend: &dyn Any = self.backend();
        let backend = backend.downcast_ref::<postgres::Postgres>();
        backend.map(|backend| &backend.database)
    }

    /// Whether machines that do not know the tools' fields may share it.
    pub(crate) fn is_shared(&self) -> bool {
        self.backend().turns().is_some()
    }

    /// A journal that ends with this process, and its promises with it.
    pub fn in_memory() -> Journal {
        let store = Memory::new(Clock::start(clock::read()));
        let store = (Box::new(store) as Box<dyn Store>, Log::default());
        let local = Local::new(store, None, clock::read);
        Journal::new(Seal::new(random()), Box::new(local))
    }

    fn new(seal: Seal, backend: Box<dyn Backend>) -> Journal {
        Journal {
            shared: Arc::new(Shared { seal, backend }),
            tenant: "".into(),
            keep_s: DAY_S,
            wait: Wait {
                on_busy: OnBusy::Wait,
                end: None,
            },
        }
    }

    /// The same journal, where what another transaction stands in the way of is
    /// an error ([`busy`](JournalError::busy)) instead of a wait, or not.
    pub(crate) fn with_waiting(&self, waits: bool) -> Journal {
        Journal {
            wait: Wait {
                on_busy: match waits {
                    true => OnBusy::Wait,
                    false => OnBusy::Fail,
                },
                end: None,
            },
            ..self.clone()
        }
    }

    /// The same journal, whose database is waited for until then.
    pub(super) fn until(&self, end: Instant) -> Journal {
        Journal {
            wait: Wait {
                on_busy: OnBusy::Wait,
                end: Some(end),
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

    /// Its file, if it is one.
    pub fn file(&self) -> Option<&Path> {
        self.backend().file()
    }

    /// Where it is: its file, the address of its database without the password, or `in memory`.
    pub fn place(&self) -> String {
        self.backend().place()
    }

    pub(super) fn backend(&self) -> &dyn Backend {
        &*self.shared.backend
    }

    /// Whether it is there after this process: it is not in memory.
    pub fn outlives_process(&self) -> bool {
        self.backend().outlives_process()
    }

    /// Whether it takes purchases, as far as is known: a database may be away for a time, refuse
    /// this user or be read-only, and a journal may be closed. A database is asked every 5 s.
    pub fn is_up(&self) -> bool {
        self.backend().is_up()
    }

    /// Why it takes no purchases until somebody changes it: it was closed by an export, or rights
    /// are missing. `None` where it may take them.
    pub fn refusal(&self) -> Option<JournalError> {
        let refusal = self.backend().refusal();
        refusal.map(|error| self.error(error))
    }

    /// How many outcomes of purchases are not written down yet.
    pub fn pending_writes(&self) -> usize {
        self.backend().pending_writes()
    }

    /// Every entry of this tenant, the oldest first. What another process was
    /// sending when it ended has become `unknown`, and what it had not sent yet
    /// is gone.
    pub fn entries(&self) -> Result<Vec<Entry>, JournalError> {
        let tenant = self.shared.seal.tenant(&self.tenant);
        let entries = self.backend().entries(&tenant, self.wait);
        entries.map_err(|error| self.error(error))
    }

    /// Those of its entries whose idempotency key begins with a text, the oldest first.
    pub fn entries_of_key(&self, prefix: &str) -> Result<Vec<Entry>, JournalError> {
        let tenant = self.shared.seal.tenant(&self.tenant);
        let entries = self.backend().of_key(&tenant, prefix, self.wait);
        entries.map_err(|error| self.error(error))
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
        let tenant = self.shared.seal.tenant(&self.tenant);
        let forgotten = self.backend().forget(&tenant, idempotency_key, self.wait);
        forgotten.map_err(|error| self.error(error))
    }

    /// An order as it is written down, before it is sent.
    pub(crate) fn entry(&self, request: Request<'_>) -> Entry {
        self.shared.entry(request, &self.tenant, self.keep_s)
    }

    /// The salted hash of a digest of the arguments.
    pub(crate) fn fingerprint(&self, digest: &[u8]) -> String {
        self.shared.seal.arguments(digest)
    }

    /// Takes note of what came of an order that nobody waits for.
    pub(super) fn record_in_background(&self, outcome: Outcome) {
        let ticket = self.backend().note(outcome);
        if self.backend().turns().is_some() {
            return;
        }
        let last = Last(self.clone(), ticket);
        if let Ok(runtime) = tokio::runtime::Handle::try_current()
            && self.file().is_some()
        {
            runtime.spawn_blocking(move || drop(last));
        }
    }

    /// Waits until what was written up to this mark is on the disk. One of those
    /// who wait flushes for all.
    pub(crate) async fn flush(&self, mark: Option<Mark>) -> Result<(), JournalError> {
        let Some((mark, log)) = mark.zip(self.backend().log()) else {
            return Ok(());
        };
        let _turn = log.turn.lock().await;
        if log.is_flushed(mark) {
            return Ok(());
        }
        let journal = self.clone();
        let flushed = tokio::task::spawn_blocking(move || journal.flush_now(mark));
        flushed.await.map_err(|error| self.failed(error))?
    }

    fn flush_now(&self, mark: Mark) -> Result<(), JournalError> {
        let flushed = self.backend().flush(mark);
        flushed.map_err(|error| self.error(error))
    }

    /// Why this journal cannot be used.
    pub(super) fn error(&self, error: StoreError) -> JournalError {
        JournalError::from_store(&self.place(), error)
    }

    /// This journal is not free within the time that there is.
    pub(crate) fn busy(&self) -> JournalError {
        self.error(StoreError::not_free())
    }

    /// This journal cannot be used: the thread that works on it is gone.
    pub(crate) fn failed(&self, reason: impl fmt::Display) -> JournalError {
        self.error(StoreError::failed(reason))
    }
}

/// Writes down what is pending when it is dropped: also by a runtime that ends,
/// and takes no more work.
struct Last(Journal, Ticket);

impl Drop for Last {
    fn drop(&mut self) {
        let Last(journal, ticket) = self;
        let saved = journal.backend().save(*ticket, true, journal.wait);
        let flushed = saved.and_then(|saved| {
            let flush = |mark| journal.backend().flush(mark);
            saved.mark.map_or(Ok(()), flush)
        });
        if let Err(error) = flushed.map_err(|error| journal.error(error)) {
            tracing::error!(%error, "what came of a purchase could not be written down");
        }
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Journal").field(&self.place()).finish()
    }
}
