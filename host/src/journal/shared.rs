//! What all handles on one journal share.

use super::charge::Charge;
use super::entry::{Entry, Outcome, Request, State};
use super::log::Log;
use super::owner::Owner;
use super::store::{OnBusy, Result, Store};
use super::time::Moment;
use crate::clock::Reading;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use visual_shared_journal::Seal;

pub(super) struct Shared {
    pub(super) place: Option<PathBuf>,
    pub(super) seal: Seal,
    pub(super) store: Mutex<Box<dyn Store>>,
    pub(super) log: Log,
    pub(super) owner: Owner,
    /// What is to be written down, and could not be yet.
    pub(super) pending_writes: Mutex<Vec<Outcome>>,
    pub(super) clock: Box<dyn Fn() -> Reading + Send + Sync>,
    /// The time at which entries were dropped last that had been kept for long
    /// enough.
    pub(super) cleared: AtomicI64,
}

impl Shared {
    pub(super) fn store(&self) -> MutexGuard<'_, Box<dyn Store>> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, unless this process uses it now and that must not be waited for.
    /// In memory that is never long.
    pub(super) fn store_if(&self, on_busy: OnBusy) -> Option<MutexGuard<'_, Box<dyn Store>>> {
        if on_busy == OnBusy::Wait || self.place.is_none() {
            return Some(self.store());
        }
        match self.store.try_lock() {
            Ok(store) => Some(store),
            Err(TryLockError::Poisoned(error)) => Some(error.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    pub(super) fn pending_writes(&self) -> MutexGuard<'_, Vec<Outcome>> {
        self.pending_writes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The journal's own time. It is kept, so it never runs backwards.
    pub(super) fn now(&self, store: &mut dyn Store) -> Result<Moment> {
        let last = store.clock()?;
        let now = last.advance((self.clock)());
        if now != last {
            store.set_clock(&now)?;
        }
        Ok(now.last)
    }

    /// Drops what was kept for long enough, unless that was done at this time.
    pub(super) fn clear(&self, store: &mut dyn Store, now: &Moment) -> Result<()> {
        match self.cleared.swap(now.proven, Ordering::AcqRel) == now.proven {
            true => Ok(()),
            false => store.clear(now),
        }
    }

    /// The entry as it is, now that the process that was at work on it may have
    /// ended.
    pub(super) fn settled(&self, store: &mut dyn Store, entry: Entry) -> Result<Option<Entry>> {
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

    pub(super) fn entry(&self, request: Request<'_>, tenant: &str, keep_s: i64) -> Entry {
        let scope = |account| self.seal.scope(tenant, account, request.tool);
        Entry {
            idempotency_key: request.key.to_owned(),
            tool: request.tool.to_owned(),
            state: State::Queued,
            task: None,
            job: None,
            since: (self.clock)().wall,
            ended: None,
            tenant: self.seal.tenant(tenant),
            scope: scope(request.account),
            key_scope: scope(request.access_key_id),
            fingerprint: String::new(),
            owner: self.owner.name(),
            named: request.named,
            keep_s,
            ended_at: None,
            payer: self.seal.payer(tenant, request.account),
            charge: Charge::default(),
        }
    }
}
