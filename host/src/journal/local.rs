//! A journal on this machine: each operation is one transaction of its store, in place.

use super::backend::{Backend, JobEnd, Ticket, Wait};
use super::claim::{Caps, Claimed, CostRefusal, bound};
use super::entry::{DAY_S, Entry, Outcome, State};
use super::error::MEMORY;
use super::log::{Committed, Log, Mark};
use super::owner::Owner;
use super::purchases::Purchases;
use super::store::{Disk, OnBusy, Result, Store, StoreError};
use super::time::Moment;
use crate::clock::Reading;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use visual_catalog::Money;

/// From how many pages on a log is moved into its file: 4 MB.
const LONG_LOG: u32 = 1000;

pub(super) struct Local {
    place: Option<PathBuf>,
    store: Mutex<Box<dyn Store>>,
    pub(super) log: Log,
    pub(super) owner: Owner,
    /// What is to be written down, and could not be yet.
    pending_writes: Mutex<Vec<Outcome>>,
    clock: Box<dyn Fn() -> Reading + Send + Sync>,
    /// The time at which entries were dropped last that had been kept for long
    /// enough.
    cleared: AtomicI64,
}

impl Local {
    pub(super) fn new(
        (store, log): (Box<dyn Store>, Log),
        place: Option<PathBuf>,
        clock: impl Fn() -> Reading + Send + Sync + 'static,
    ) -> Local {
        Local {
            owner: Owner::new(place.as_deref()),
            place,
            store: Mutex::new(store),
            log,
            pending_writes: Mutex::default(),
            clock: Box::new(clock),
            cleared: i64::MIN.into(),
        }
    }

    pub(super) fn store(&self) -> MutexGuard<'_, Box<dyn Store>> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, unless this process uses it now and that must not be waited for.
    /// In memory that is never long.
    fn store_if(&self, on_busy: OnBusy) -> Option<MutexGuard<'_, Box<dyn Store>>> {
        if on_busy == OnBusy::Wait || self.place.is_none() {
            return Some(self.store());
        }
        match self.store.try_lock() {
            Ok(store) => Some(store),
            Err(TryLockError::Poisoned(error)) => Some(error.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    fn pending_writes(&self) -> MutexGuard<'_, Vec<Outcome>> {
        self.pending_writes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The journal's own time. It is kept, so it never runs backwards.
    fn now(&self, store: &mut dyn Store) -> Result<Moment> {
        let last = store.clock()?;
        let now = last.advance((self.clock)());
        if now != last {
            store.set_clock(&now)?;
        }
        Ok(now.last)
    }

    /// Drops what was kept for long enough, unless that was done at this time.
    fn clear(&self, store: &mut dyn Store, now: &Moment) -> Result<()> {
        match self.cleared.swap(now.proven, Ordering::AcqRel) == now.proven {
            true => Ok(()),
            false => store.clear(now),
        }
    }

    /// The entry as it is, now that the process that was at work on it may have
    /// ended.
    fn settled(&self, store: &mut dyn Store, entry: Entry) -> Result<Option<Entry>> {
        if !entry.state.is_under_way() || self.owner.is_alive(&entry.owner) {
            return Ok(Some(entry));
        }
        if entry.state == State::Queued {
            store.remove(&entry)?;
            return Ok(None);
        }
        store.give_up(&entry)?;
        Ok(Some(Entry {
            state: State::Unknown,
            ..entry
        }))
    }

    /// Does something in one transaction, which no other process interrupts. It
    /// is on the disk when this returns.
    fn write<T>(&self, wait: Wait, work: impl FnOnce(&mut dyn Store) -> Result<T>) -> Result<T> {
        let Committed { value, mark } = self.transact(wait, Disk::Now, work)?;
        mark.map_or(Ok(()), |mark| self.flush(mark))?;
        Ok(value)
    }

    fn transact<T>(
        &self,
        wait: Wait,
        disk: Disk,
        work: impl FnOnce(&mut dyn Store) -> Result<T>,
    ) -> Result<Committed<T>> {
        let store = self.store_if(wait.on_busy);
        let mut guard = store.ok_or_else(StoreError::not_free)?;
        let store = &mut **guard;
        let mut pending = std::mem::take(&mut *self.pending_writes());
        let delivered = pending.iter().all(|(_, state)| *state == Some(State::Done));
        let disk = if delivered { disk } else { Disk::Now };
        let result = alone(store, wait.on_busy, |store| {
            for (entry, state) in &pending {
                let Some(state) = state else {
                    store.remove(entry)?;
                    continue;
                };
                let now = self.now(store)?;
                store.settle(entry, *state, &now)?;
            }
            work(store)
        });
        if result.is_err() {
            let mut later = self.pending_writes();
            pending.append(&mut later);
            *later = pending;
        }
        let (value, pages) = result?;
        if pages >= LONG_LOG {
            self.log.is_long.store(true, Ordering::Release);
        }
        let flushes = pages > 0 && disk == Disk::Now;
        let mark = flushes.then(|| self.log.written());
        Ok(Committed { value, mark })
    }
}

impl Backend for Local {
    fn place(&self) -> String {
        let place = self.place.as_ref();
        place.map_or(MEMORY.to_owned(), |path| path.display().to_string())
    }

    fn file(&self) -> Option<&Path> {
        self.place.as_deref()
    }

    fn outlives_process(&self) -> bool {
        self.place.is_some()
    }

    #[cfg(feature = "journal")]
    fn refusal(&self) -> Option<StoreError> {
        // Who is at work with it now will see.
        let store = self.store_if(OnBusy::Fail)?;
        let is_closed = store.is_closed().unwrap_or(false);
        is_closed.then(StoreError::closed)
    }

    #[cfg(not(feature = "journal"))]
    fn refusal(&self) -> Option<StoreError> {
        None
    }

    fn pending_writes(&self) -> usize {
        self.pending_writes().len()
    }

    fn wall(&self) -> i64 {
        (self.clock)().wall
    }

    fn owner(&self) -> String {
        self.owner.name()
    }

    fn begin(&self, entry: &Entry, caps: Caps, wait: Wait) -> Result<Committed<Claimed>> {
        if !self.owner.has_lock() {
            if wait.on_busy == OnBusy::Fail {
                return Err(StoreError::not_free());
            }
            // First, so that nobody finds an entry of a process that seems dead.
            let locked = self.owner.acquire_lock();
            locked.map_err(StoreError::failed)?;
        }
        self.transact(wait, Disk::Now, |store| {
            let now = self.now(store)?;
            // Nobody knows a key that was made for this order.
            let known = match entry.named {
                true => store.find(entry)?,
                false => Vec::new(),
            };
            for known in known {
                if known.has_expired(&now) {
                    continue;
                }
                if let Some(known) = self.settled(store, known)? {
                    return Ok(met(entry, known));
                }
            }
            let since = now.estimated - DAY_S;
            if let Some(max) = caps.calls
                && store.purchases(&entry.tenant, since)? >= max
            {
                return Ok(Claimed::Spent(max));
            }
            if let Some(limit) = caps.cost
                && let Some(refusal) = beyond(store, entry, (limit, since))?
            {
                return Ok(Claimed::Costly(refusal));
            }
            // Only who records a purchase drops what was kept for long enough.
            self.clear(store, &now)?;
            store.insert(entry, &now)?;
            Ok(Claimed::New)
        })
    }

    fn advance(&self, entry: &Entry, state: State, wait: Wait) -> Result<Committed<usize>> {
        self.transact(wait, Disk::Now, |store| {
            let now = self.now(store)?;
            store.settle(entry, state, &now)
        })
    }

    fn note(&self, outcome: Outcome) -> Ticket {
        self.pending_writes().push(outcome);
        0
    }

    fn save(&self, _: Ticket, must: bool, wait: Wait) -> Result<Committed<()>> {
        let mut committed = self.transact(wait, Disk::Later, |_| Ok(()))?;
        if must {
            // Another transaction may have written it already.
            committed.mark = Some(self.log.last());
        }
        Ok(committed)
    }

    fn end_job(&self, end: &JobEnd<'_>, wait: Wait) -> Result<Committed<()>> {
        self.transact(wait, Disk::Later, |store| {
            let now = self.now(store)?;
            let entries = store.of_job(end.tenant, end.job)?;
            for entry in entries.into_iter().filter_map(end.charged) {
                store.end(&entry, end.state, &now)?;
            }
            Ok(())
        })
    }

    fn has_job(&self, tenant: &str, job: &str, wait: Wait) -> Result<Committed<bool>> {
        self.transact(wait, Disk::Later, |store| {
            Ok(!store.of_job(tenant, job)?.is_empty())
        })
    }

    fn entries(&self, tenant: &str, wait: Wait) -> Result<Vec<Entry>> {
        self.owner.remove_stale();
        self.write(wait, |store| {
            for entry in store.entries(tenant)? {
                self.settled(store, entry)?;
            }
            store.entries(tenant)
        })
    }

    fn of_key(&self, tenant: &str, prefix: &str, wait: Wait) -> Result<Vec<Entry>> {
        self.write(wait, |store| {
            for entry in store.of_key(tenant, prefix)? {
                self.settled(store, entry)?;
            }
            store.of_key(tenant, prefix)
        })
    }

    fn archived(&self, tenant: &str, wait: Wait) -> Result<Vec<Purchases>> {
        self.write(wait, |store| store.archived(tenant))
    }

    fn forget(&self, tenant: &str, key: &str, wait: Wait) -> Result<usize> {
        self.entries(tenant, wait)?;
        self.write(wait, |store| store.forget(tenant, key))
    }

    fn forget_entry(&self, entry: &Entry, wait: Wait) -> Result<usize> {
        self.write(wait, |store| store.forget_entry(entry))
    }

    fn log(&self) -> Option<&Log> {
        Some(&self.log)
    }

    fn flush(&self, mark: Mark) -> Result<()> {
        let flushed = self.log.flush(mark);
        flushed.map_err(|error| StoreError::new(error, "日志未能写入磁盘"))?;
        if self.log.is_long.swap(false, Ordering::AcqRel)
            && let Err(error) = self.store().shorten_log()
        {
            tracing::warn!(reason = error.reason, "the journal's log stays long");
        }
        Ok(())
    }
}

/// Does something in one transaction, and tells how long the log is then.
fn alone<T>(
    store: &mut dyn Store,
    on_busy: OnBusy,
    work: impl FnOnce(&mut dyn Store) -> Result<T>,
) -> Result<(T, u32)> {
    store.begin(on_busy)?;
    let result = work(store).and_then(|done| Ok((done, store.commit()?)));
    if result.is_err() {
        store.rollback()?;
    }
    result
}

/// Why a purchase is beyond a limit on what a tenant spends since a moment.
fn beyond(
    store: &dyn Store,
    entry: &Entry,
    (limit, since): (Money, i64),
) -> Result<Option<CostRefusal>> {
    let next = match bound(entry, limit) {
        Ok(next) => next,
        Err(refusal) => return Ok(Some(refusal)),
    };
    let spent = Money {
        micros: store.spent(&entry.tenant, since, limit.currency)?,
        currency: limit.currency,
    };
    let is_within = spent.micros.saturating_add(next.micros) <= limit.micros;
    Ok((!is_within).then_some(CostRefusal::Exceeded { spent, next }))
}

/// The answer to this order where its key is known already.
fn met(entry: &Entry, known: Entry) -> Claimed {
    if known.fingerprint != entry.fingerprint {
        Claimed::Other
    } else if known.state.is_under_way() {
        Claimed::Busy
    } else {
        Claimed::Known(Box::new(known))
    }
}
