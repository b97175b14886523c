//! The entries of the journal's table.

use super::charge::{ChargeValues, charge, set_charge};
use super::{Sqlite, schema};
use crate::journal::entry::{DAY_S, Entry, Marks, State};
use crate::journal::purchases::Purchases;
use crate::journal::store::{OnBusy, Result, Store};
use crate::journal::time::{Clock, Moment};
use rusqlite::{Params, Row, ToSql, params};
use std::sync::atomic::Ordering;
use visual_catalog::Currency;

const COLUMNS: &str = "unit, units_min, units_max, currency, amount_min, amount_max, priced_on, \
    idempotency_key, tool, state, task, job, since, ended, scope, fingerprint, owner, named, tenant, \
    key_scope, keep, ended_at, payer";

impl Store for Sqlite {
    fn begin(&mut self, on_busy: OnBusy) -> Result<()> {
        Ok(schema::begin(&self.file, on_busy)?)
    }

    fn commit(&mut self) -> Result<u32> {
        self.pages.store(0, Ordering::Release);
        schema::commit(&self.file)?;
        Ok(self.pages.load(Ordering::Acquire))
    }

    fn shorten_log(&mut self) -> Result<()> {
        Ok(schema::shorten_log(&self.file)?)
    }

    fn rollback(&mut self) -> Result<()> {
        Ok(schema::rollback(&self.file)?)
    }

    fn clock(&self) -> Result<Clock> {
        let select = "SELECT proven, estimated, wall, boot, uptime FROM clock";
        let mut statement = self.file.prepare_cached(select)?;
        let clock = statement.query_row([], |row| {
            Ok(Clock {
                last: Moment {
                    proven: row.get(0)?,
                    estimated: row.get(1)?,
                    wall: row.get(2)?,
                },
                boot: row.get(3)?,
                uptime: row.get(4)?,
            })
        });
        Ok(clock?)
    }

    fn set_clock(&mut self, clock: &Clock) -> Result<()> {
        let update =
            "UPDATE clock SET proven = ?1, estimated = ?2, wall = ?3, boot = ?4, uptime = ?5";
        let Clock { last, boot, uptime } = clock;
        let values = params![last.proven, last.estimated, last.wall, boot, uptime];
        self.execute(update, values)?;
        Ok(())
    }

    fn find(&self, entry: &Entry) -> Result<Vec<Entry>> {
        let select = format!(
            "SELECT {COLUMNS} FROM purchases WHERE idempotency_key = ?1 AND (scope = ?2 OR key_scope = ?3)"
        );
        let mut statement = self.file.prepare_cached(&select)?;
        let rows = statement.query_map(
            [&entry.idempotency_key, &entry.scope, &entry.key_scope],
            read,
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn entries(&self, tenant: &str) -> Result<Vec<Entry>> {
        let select = format!(
            "SELECT {COLUMNS} FROM purchases WHERE tenant = ?1 ORDER BY since, idempotency_key"
        );
        let mut statement = self.file.prepare_cached(&select)?;
        let rows = statement.query_map([tenant], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn of_key(&self, tenant: &str, prefix: &str) -> Result<Vec<Entry>> {
        let select = format!(
            "SELECT {COLUMNS} FROM purchases WHERE idempotency_key >= ?1
             AND idempotency_key < ?1 || char(0x10FFFF) AND tenant = ?2
             ORDER BY since, idempotency_key"
        );
        let mut statement = self.file.prepare_cached(&select)?;
        let rows = statement.query_map([prefix, tenant], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn of_job(&self, tenant: &str, job: &str) -> Result<Vec<Entry>> {
        let select = format!("SELECT {COLUMNS} FROM purchases WHERE tenant = ?1 AND job = ?2");
        let mut statement = self.file.prepare_cached(&select)?;
        let rows = statement.query_map([tenant, job], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn purchases(&self, tenant: &str, since: i64) -> Result<u32> {
        let count = "SELECT count(*) FROM purchases WHERE tenant = ?1 AND budget_at >= ?2";
        let mut statement = self.file.prepare_cached(count)?;
        Ok(statement.query_row(params![tenant, since], |row| row.get(0))?)
    }

    fn spent(&self, tenant: &str, since: i64, currency: Currency) -> Result<u64> {
        let sum = "SELECT coalesce(sum(amount_max), 0) FROM purchases
            WHERE tenant = ?1 AND budget_at >= ?2 AND currency = ?3";
        let mut statement = self.file.prepare_cached(sum)?;
        let values = params![tenant, since, currency.code()];
        let spent: i64 = statement.query_row(values, |row| row.get(0))?;
        Ok(spent.try_into().unwrap_or(0))
    }

    fn is_closed(&self) -> Result<bool> {
        Ok(super::is_closed(&self.file)?)
    }

    fn archived(&self, tenant: &str) -> Result<Vec<Purchases>> {
        let select =
            "SELECT payer, day, tool, calls, unknown, unit, units_min, units_max, currency,
            amount_min, amount_max, priced_on FROM usage WHERE tenant = ?1";
        let mut statement = self.file.prepare_cached(select)?;
        let rows = statement.query_map([tenant], |row| {
            let count = |name| row.get::<_, i64>(name).map(i64::unsigned_abs);
            Ok(Purchases {
                payer: row.get("payer")?,
                day: row.get("day")?,
                tool: row.get("tool")?,
                calls: count("calls")?,
                unknown: count("unknown")?,
                open: 0,
                charge: charge(row)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn clear(&mut self, now: &Moment) -> Result<()> {
        // Each is kept for a day at least: the index finds those that may be over.
        let over = "DELETE FROM purchases
            WHERE ended_at < ?4 AND ended_at + keep < ?1 AND state IN (?2, ?3)";
        let (done, failed) = (State::Done.as_str(), State::Failed.as_str());
        let values = params![now.proven, done, failed, now.proven - DAY_S];
        self.execute(over, values)?;
        Ok(())
    }

    fn insert(&mut self, entry: &Entry, now: &Moment) -> Result<()> {
        let insert = format!(
            "INSERT INTO purchases ({COLUMNS}, budget_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
                ?20, ?21, ?22, ?23, ?24)"
        );
        let charge = ChargeValues::new(&entry.charge);
        let state = entry.state.as_str();
        let values = charge.and(&[
            &entry.idempotency_key,
            &entry.tool,
            &state,
            &entry.task,
            &entry.job,
            &entry.since,
            &entry.ended,
            &entry.scope,
            &entry.fingerprint,
            &entry.owner,
            &entry.named,
            &entry.tenant,
            &entry.key_scope,
            &entry.keep_s,
            &entry.ended_at,
            &entry.payer,
            &now.estimated,
        ]);
        self.execute(&insert, &*values)?;
        Ok(())
    }

    fn settle(&mut self, entry: &Entry, state: State, now: &Moment) -> Result<usize> {
        let update = concat!(
            "UPDATE purchases SET ",
            set_charge!(),
            ", state = ?8, task = ?9, job = ?10, ended = ?11, ended_at = ?12 WHERE scope = ?13 AND idempotency_key = ?14 AND owner = ?15"
        );
        let end = |time: i64| (!state.is_open()).then_some(time);
        let (ended, ended_at) = (end(now.wall), end(now.proven));
        let charge = ChargeValues::new(&entry.charge);
        let state = state.as_str();
        let values = charge.and(&[
            &state,
            &entry.task,
            &entry.job,
            &ended,
            &ended_at,
            &entry.scope,
            &entry.idempotency_key,
            &entry.owner,
        ]);
        self.execute(update, &*values)
    }

    fn give_up(&mut self, entry: &Entry) -> Result<()> {
        let update = "UPDATE purchases SET state = ?1 WHERE scope = ?2 AND idempotency_key = ?3 AND owner = ?4";
        let unknown = State::Unknown.as_str();
        let values = [unknown, &entry.scope, &entry.idempotency_key, &entry.owner];
        self.execute(update, values)?;
        Ok(())
    }

    fn end(&mut self, entry: &Entry, state: State, now: &Moment) -> Result<()> {
        let update = concat!(
            "UPDATE purchases SET ",
            set_charge!(),
            ", state = ?8, ended = coalesce(ended, ?9), ended_at = coalesce(ended_at, ?10) WHERE scope = ?11 AND idempotency_key = ?12 AND job = ?13 AND state <> ?14"
        );
        let (state, done) = (state.as_str(), State::Done.as_str());
        let (scope, key, job) = (&entry.scope, &entry.idempotency_key, &entry.job);
        let charge = ChargeValues::new(&entry.charge);
        let values = charge.and(&[&state, &now.wall, &now.proven, scope, key, job, &done]);
        self.execute(update, &*values)?;
        Ok(())
    }

    fn remove(&mut self, entry: &Entry) -> Result<()> {
        let delete =
            "DELETE FROM purchases WHERE scope = ?1 AND idempotency_key = ?2 AND owner = ?3";
        let values = [&entry.scope, &entry.idempotency_key, &entry.owner];
        self.execute(delete, values)?;
        Ok(())
    }

    fn forget(&mut self, tenant: &str, key: &str) -> Result<usize> {
        let delete =
            "DELETE FROM purchases WHERE tenant = ?1 AND idempotency_key = ?2 AND state = ?3";
        self.execute(delete, [tenant, key, State::Unknown.as_str()])
    }

    fn forget_entry(&mut self, entry: &Entry) -> Result<usize> {
        let delete =
            "DELETE FROM purchases WHERE tenant = ?1 AND scope = ?2 AND idempotency_key = ?3
            AND owner = ?4 AND state IN (?5, ?6)";
        let states = [State::Unknown.as_str(), State::Failed.as_str()];
        let values: [&dyn ToSql; 6] = [
            &entry.tenant,
            &entry.scope,
            &entry.idempotency_key,
            &entry.owner,
            &states[0],
            &states[1],
        ];
        self.execute(delete, values)
    }
}

impl Sqlite {
    /// Runs a statement, which is compiled once for each connection.
    fn execute(&self, statement: &str, values: impl Params) -> Result<usize> {
        Ok(self.file.prepare_cached(statement)?.execute(values)?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let word: String = row.get("state")?;
    let state = State::ALL
        .iter()
        .copied()
        .find(|state| state.as_str() == word);
    Ok(Entry {
        idempotency_key: row.get("idempotency_key")?,
        tool: row.get("tool")?,
        // A newer program's word: it may have been bought.
        state: state.unwrap_or(State::Unknown),
        task: row.get("task")?,
        job: row.get("job")?,
        since: row.get("since")?,
        ended: row.get("ended")?,
        scope: row.get("scope")?,
        fingerprint: row.get("fingerprint")?,
        owner: row.get("owner")?,
        named: row.get("named")?,
        tenant: row.get("tenant")?,
        key_scope: row.get("key_scope")?,
        keep_s: row.get("keep")?,
        ended_at: row.get("ended_at")?,
        payer: row.get::<_, Option<String>>("payer")?.unwrap_or_default(),
        charge: charge(row)?,
        marks: Marks::default(),
    })
}
