//! Entries in the memory of this process.

use super::entry::{DAY_S, Entry, State};
use super::purchases::Purchases;
use super::store::{OnBusy, Result, Store};
use super::time::{Clock, Moment};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use visual_catalog::{Currency, Money};

/// What an entry is found by: its idempotency key and its scope.
type Key = (String, String);

/// An entry, and from when on it counts as a purchase.
struct Row {
    entry: Entry,
    budget_at: i64,
}

/// The entries, and the orders in which they are looked for.
pub(super) struct Memory {
    clock: Clock,
    rows: BTreeMap<Key, Row>,
    /// By the job's name.
    jobs: BTreeSet<(String, Key)>,
    /// By tenant and time.
    budgets: BTreeSet<(String, i64, Key)>,
    /// Those that ended, by when.
    ends: BTreeSet<(i64, Key)>,
    /// Those whose key nobody knows, by when they were bought.
    unnamed: BTreeSet<(i64, Key)>,
    /// By tenant, what was bought by entries that are gone.
    archive: BTreeMap<String, Vec<Purchases>>,
    /// The latest of them, by tenant and from when on they count.
    recent: VecDeque<(String, i64, Money)>,
}

fn key_of(entry: &Entry) -> Key {
    (entry.idempotency_key.clone(), entry.scope.clone())
}

impl Memory {
    pub(super) fn new(clock: Clock) -> Memory {
        Memory {
            clock,
            rows: BTreeMap::new(),
            jobs: BTreeSet::new(),
            budgets: BTreeSet::new(),
            ends: BTreeSet::new(),
            unnamed: BTreeSet::new(),
            archive: BTreeMap::new(),
            recent: VecDeque::new(),
        }
    }

    fn put(&mut self, row: Row) {
        let (entry, key) = (&row.entry, key_of(&row.entry));
        if let Some(job) = &entry.job {
            self.jobs.insert((job.clone(), key.clone()));
        }
        if let Some(ended_at) = entry.ended_at {
            self.ends.insert((ended_at, key.clone()));
        }
        if !entry.named {
            self.unnamed.insert((row.budget_at, key.clone()));
        }
        let budget = (entry.tenant.clone(), row.budget_at, key.clone());
        self.budgets.insert(budget);
        self.rows.insert(key, row);
    }

    fn take(&mut self, key: &Key) -> Option<Row> {
        let row = self.rows.remove(key)?;
        if let Some(job) = &row.entry.job {
            self.jobs.remove(&(job.clone(), key.clone()));
        }
        if let Some(ended_at) = row.entry.ended_at {
            self.ends.remove(&(ended_at, key.clone()));
        }
        self.unnamed.remove(&(row.budget_at, key.clone()));
        let budget = (row.entry.tenant.clone(), row.budget_at, key.clone());
        self.budgets.remove(&budget);
        Some(row)
    }

    /// Keeps what an entry that goes counts for. What waits or is on its way was not
    /// bought if it goes.
    fn archive(&mut self, row: &Row) {
        let entry = &row.entry;
        let Some(gone) = Purchases::of_entry(entry).filter(|_| !entry.state.is_under_way()) else {
            return;
        };
        if let Some(spent) = gone.charge.up_to().filter(|spent| spent.micros > 0) {
            let recent = (entry.tenant.clone(), row.budget_at, spent);
            self.recent.push_back(recent);
        }
        let archive = self.archive.entry(entry.tenant.clone()).or_default();
        match archive.iter_mut().find(|kept| kept.is_like(&gone)) {
            Some(kept) => kept.add(&gone),
            None => archive.push(gone),
        }
    }

    /// Removes an entry that is gone for good.
    fn discard(&mut self, key: &Key) {
        if let Some(row) = self.take(key) {
            self.archive(&row);
        }
    }

    /// Removes those of some entries that are so, and says how many.
    fn drop_if(&mut self, keys: Vec<Key>, is_so: impl Fn(&Entry) -> bool) -> usize {
        let mut count = 0;
        for key in keys {
            if self.rows.get(&key).is_some_and(|row| is_so(&row.entry)) {
                self.discard(&key);
                count += 1;
            }
        }
        count
    }

    /// Changes the entry of this scope and key if it is so, and says how many.
    fn change(
        &mut self,
        entry: &Entry,
        is_so: impl Fn(&Entry) -> bool,
        change: impl FnOnce(&mut Entry),
    ) -> usize {
        let Some(mut row) = self.take(&key_of(entry)) else {
            return 0;
        };
        let changes = is_so(&row.entry);
        if changes {
            change(&mut row.entry);
        }
        self.put(row);
        changes.into()
    }

    /// The entries with this idempotency key.
    fn with_key(&self, key: &str) -> impl Iterator<Item = (&Key, &Entry)> {
        let from = (key.to_owned(), String::new());
        let rows = self.rows.range(from..);
        let rows = rows.map(|(key, row)| (key, &row.entry));
        rows.take_while(move |(_, entry)| entry.idempotency_key == key)
    }
}

impl Store for Memory {
    fn begin(&mut self, _: OnBusy) -> Result<()> {
        Ok(())
    }

    fn commit(&mut self) -> Result<u32> {
        Ok(0)
    }

    fn shorten_log(&mut self) -> Result<()> {
        Ok(())
    }

    /// Nothing that is done here can fail halfway.
    fn rollback(&mut self) -> Result<()> {
        Ok(())
    }

    fn clock(&self) -> Result<Clock> {
        Ok(self.clock.clone())
    }

    fn set_clock(&mut self, clock: &Clock) -> Result<()> {
        self.clock = clock.clone();
        Ok(())
    }

    fn find(&self, entry: &Entry) -> Result<Vec<Entry>> {
        let known = self
            .with_key(&entry.idempotency_key)
            .map(|(_, known)| known);
        let same =
            |known: &&Entry| known.scope == entry.scope || known.key_scope == entry.key_scope;
        Ok(known.filter(same).cloned().collect())
    }

    fn entries(&self, tenant: &str) -> Result<Vec<Entry>> {
        let from = (tenant.to_owned(), i64::MIN, Key::default());
        let of_tenant = self.budgets.range(from..);
        let of_tenant = of_tenant.take_while(|(of, ..)| of == tenant);
        let rows = of_tenant.filter_map(|(_, _, key)| self.rows.get(key));
        let mut entries: Vec<Entry> = rows.map(|row| row.entry.clone()).collect();
        entries.sort_by(|a, b| (a.since, &a.idempotency_key).cmp(&(b.since, &b.idempotency_key)));
        Ok(entries)
    }

    fn of_key(&self, tenant: &str, prefix: &str) -> Result<Vec<Entry>> {
        let rows = self.rows.range((prefix.to_owned(), String::new())..);
        let rows = rows.take_while(|((key, _), _)| key.starts_with(prefix));
        let entries = rows.map(|(_, row)| row.entry.clone());
        let mut entries: Vec<_> = entries.filter(|entry| entry.tenant == tenant).collect();
        entries.sort_by_key(|entry| entry.since);
        Ok(entries)
    }

    fn of_job(&self, tenant: &str, job: &str) -> Result<Vec<Entry>> {
        let keys = self.jobs.range((job.to_owned(), Key::default())..);
        let keys = keys.take_while(|(of, _)| of == job);
        let entries = keys.filter_map(|(_, key)| Some(&self.rows.get(key)?.entry));
        let entries = entries.filter(|entry| entry.tenant == tenant);
        Ok(entries.cloned().collect())
    }

    fn purchases(&self, tenant: &str, since: i64) -> Result<u32> {
        let made = self
            .budgets
            .range((tenant.to_owned(), since, Key::default())..);
        let made = made.take_while(|(of, ..)| of == tenant).count();
        Ok(u32::try_from(made).unwrap_or(u32::MAX))
    }

    fn spent(&self, tenant: &str, since: i64, currency: Currency) -> Result<u64> {
        let live = self
            .budgets
            .range((tenant.to_owned(), since, Key::default())..);
        let live = live.take_while(|(of, ..)| of == tenant);
        let live = live.filter_map(|(_, _, key)| self.rows.get(key)?.entry.charge.up_to());
        let gone = self.recent.iter();
        let gone = gone.filter(|(of, at, _)| of == tenant && *at >= since);
        let all = live.chain(gone.map(|(_, _, spent)| *spent));
        let all = all.filter(|spent| spent.currency == currency);
        Ok(all.fold(0, |sum, spent| sum.saturating_add(spent.micros)))
    }

    fn archived(&self, tenant: &str) -> Result<Vec<Purchases>> {
        Ok(self.archive.get(tenant).cloned().unwrap_or_default())
    }

    /// Also what nobody can ask for again, since nobody knows its key.
    fn clear(&mut self, now: &Moment) -> Result<()> {
        // Each is kept for a day at least.
        let ended = self.ends.range(..(now.proven - DAY_S, Key::default()));
        let keys = ended.map(|(_, key)| key.clone()).collect();
        self.drop_if(keys, |entry| entry.has_expired(now));

        let since = now.estimated - DAY_S;
        while self.recent.front().is_some_and(|(_, at, _)| *at < since) {
            self.recent.pop_front();
        }

        let old = (now.estimated - 2 * DAY_S, Key::default());
        let keys = self.unnamed.range(..old).map(|(_, key)| key.clone());
        let lost = |entry: &Entry| matches!(entry.state, State::Unknown | State::Pending);
        self.drop_if(keys.collect(), lost);
        Ok(())
    }

    fn insert(&mut self, entry: &Entry, now: &Moment) -> Result<()> {
        self.put(Row {
            entry: entry.clone(),
            budget_at: now.estimated,
        });
        Ok(())
    }

    fn settle(&mut self, entry: &Entry, state: State, now: &Moment) -> Result<usize> {
        let end = |time: i64| (!state.is_open()).then_some(time);
        let is_senders = |known: &Entry| known.owner == entry.owner;
        let count = self.change(entry, is_senders, |known| {
            known.state = state;
            known.task.clone_from(&entry.task);
            known.job.clone_from(&entry.job);
            known.ended = end(now.wall);
            known.ended_at = end(now.proven);
            known.charge = entry.charge.clone();
        });
        if state == State::Done && !entry.named {
            // Only who has its key could ask for it.
            self.discard(&key_of(entry));
        }
        Ok(count)
    }

    fn give_up(&mut self, entry: &Entry) -> Result<()> {
        let is_senders = |known: &Entry| known.owner == entry.owner;
        self.change(entry, is_senders, |known| known.state = State::Unknown);
        Ok(())
    }

    fn end(&mut self, entry: &Entry, state: State, now: &Moment) -> Result<()> {
        let is_open = |known: &Entry| known.job == entry.job && known.state != State::Done;
        self.change(entry, is_open, |known| {
            known.state = state;
            known.ended.get_or_insert(now.wall);
            known.ended_at.get_or_insert(now.proven);
            known.charge = entry.charge.clone();
        });
        if !entry.named {
            self.discard(&key_of(entry));
        }
        Ok(())
    }

    fn remove(&mut self, entry: &Entry) -> Result<()> {
        self.drop_if(vec![key_of(entry)], |known| known.owner == entry.owner);
        Ok(())
    }

    fn forget(&mut self, tenant: &str, key: &str) -> Result<usize> {
        let keys = self.with_key(key).map(|(key, _)| key.clone()).collect();
        Ok(self.drop_if(keys, |known| {
            known.tenant == tenant && known.state == State::Unknown
        }))
    }

    fn forget_entry(&mut self, entry: &Entry) -> Result<usize> {
        Ok(self.drop_if(vec![key_of(entry)], |known| {
            let same = known.tenant == entry.tenant && known.owner == entry.owner;
            same && known.state.is_forgettable()
        }))
    }
}
