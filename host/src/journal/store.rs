//! Where entries are kept.

use super::entry::{Entry, State};
use super::purchases::Purchases;
use super::time::{Clock, Moment};
use std::any::Any;
use std::fmt;
use visual_catalog::Currency;

/// Why entries could not be read or written.
#[derive(Clone, Debug)]
pub(crate) struct StoreError {
    pub(crate) reason: String,
    /// The same in Chinese.
    pub(crate) reason_zh: String,
    /// Whether it passes: another process keeps them busy, or a database is away.
    pub(crate) busy: bool,
    /// Whether it may have been done all the same.
    #[cfg_attr(not(feature = "postgres"), allow(dead_code, reason = "for databases"))]
    pub(super) sent: bool,
}

impl StoreError {
    /// A reason that lasts, in English and Chinese.
    pub(super) fn new(reason: impl fmt::Display, reason_zh: impl fmt::Display) -> StoreError {
        StoreError {
            reason: reason.to_string(),
            reason_zh: reason_zh.to_string(),
            busy: false,
            sent: false,
        }
    }

    /// The journal was closed by an export: its purchases are made elsewhere now.
    #[cfg(feature = "journal")]
    pub(super) fn closed() -> StoreError {
        StoreError::new(
            "it was closed by `visual journal export --close`: use the journal that it was moved to, or open \
             this one again by importing its own export with --reopen",
            "已由 `visual journal export --close` 关闭：请使用迁移后的购买记录，或用 --reopen 将其导出文件再导入本记录以重新启用",
        )
    }

    /// Another process or thread keeps the entries busy.
    pub(super) fn busy(reason: impl fmt::Display) -> StoreError {
        StoreError {
            busy: true,
            ..StoreError::new(reason, "正被其他进程占用")
        }
    }

    /// They are not free within the time that there is.
    pub(super) fn not_free() -> StoreError {
        StoreError::busy("it was not free in time")
    }

    /// The thread that works on them is gone.
    pub(crate) fn failed(reason: impl fmt::Display) -> StoreError {
        StoreError::new(reason, "写入线程异常结束")
    }
}

pub(crate) type Result<T> = std::result::Result<T, StoreError>;

/// When a transaction is on the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Disk {
    Now,
    /// With the next one that is there at once: for the end of a job. If the
    /// power fails before, the job is asked for again, or its purchase is
    /// `unknown`; it is never bought again.
    Later,
}

/// What to do while another transaction is under way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OnBusy {
    Fail,
    Wait,
}

/// The entries, and the journal's clock. What belongs together is done between
/// [`begin`](Store::begin) and [`commit`](Store::commit), alone of all processes.
/// An entry is found by its scope and idempotency key.
pub(super) trait Store: Any + Send {
    /// Begins a transaction.
    fn begin(&mut self, on_busy: OnBusy) -> Result<()>;

    /// Keeps what was done since its beginning. Returns how many pages the log
    /// has then; 0 if there is nothing that is to be flushed.
    fn commit(&mut self) -> Result<u32>;

    /// Moves the pages of the log into the file.
    fn shorten_log(&mut self) -> Result<()>;

    /// Undoes it, if a transaction goes on.
    fn rollback(&mut self) -> Result<()>;

    /// The last moment that was seen.
    fn clock(&self) -> Result<Clock>;

    fn set_clock(&mut self, clock: &Clock) -> Result<()>;

    /// The entries of this idempotency key, of the same account or access key.
    fn find(&self, entry: &Entry) -> Result<Vec<Entry>>;

    /// The entries of a tenant, the oldest first.
    fn entries(&self, tenant: &str) -> Result<Vec<Entry>>;

    /// Those whose idempotency key begins with a text.
    fn of_key(&self, tenant: &str, prefix: &str) -> Result<Vec<Entry>>;

    /// The entries of a tenant's task.
    fn of_job(&self, tenant: &str, job: &str) -> Result<Vec<Entry>>;

    /// How many purchases of a tenant there are from a moment on, made or perhaps
    /// made.
    fn purchases(&self, tenant: &str, since: i64) -> Result<u32>;

    /// What the purchases of a tenant cost from a moment on, or may cost at most, in
    /// millionths of a currency, as far as their prices are known.
    fn spent(&self, tenant: &str, since: i64, currency: Currency) -> Result<u64>;

    /// Whether an export has closed it.
    #[cfg(feature = "journal")]
    fn is_closed(&self) -> Result<bool> {
        Ok(false)
    }

    /// What is kept of the purchases of a tenant whose entries are gone.
    fn archived(&self, tenant: &str) -> Result<Vec<Purchases>>;

    /// Drops what ended long enough ago. What is open or unknown has no end.
    fn clear(&mut self, now: &Moment) -> Result<()>;

    fn insert(&mut self, entry: &Entry, now: &Moment) -> Result<()>;

    /// Writes down what came of a purchase, if it is still its sender's. An
    /// `unknown` one has no end: it stays until it is forgotten.
    fn settle(&mut self, entry: &Entry, state: State, now: &Moment) -> Result<usize>;

    /// Nobody knows what came of it: its sender is gone.
    fn give_up(&mut self, entry: &Entry) -> Result<()>;

    /// Writes down how a task ended, and what the entry is charged. What was delivered
    /// once stays so, although the service forgets it. What nobody can ask for again
    /// need not stay.
    fn end(&mut self, entry: &Entry, state: State, now: &Moment) -> Result<()>;

    /// Removes an entry, if it is still its sender's.
    fn remove(&mut self, entry: &Entry) -> Result<()>;

    /// Removes what a tenant bought under a key and is `unknown`.
    fn forget(&mut self, tenant: &str, key: &str) -> Result<usize>;

    /// Removes one entry, if its key may buy again.
    fn forget_entry(&mut self, entry: &Entry) -> Result<usize>;
}
