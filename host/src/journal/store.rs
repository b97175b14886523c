//! The entries of the journal's table.

use super::entry::{DAY_S, Entry, State};
use super::time::Moment;
use rusqlite::{Connection, Params, Row, ToSql, params};

const COLUMNS: &str = "idempotency_key, tool, state, task, job, since, ended, scope, fingerprint, owner, \
    named, tenant, key_scope, keep, ended_at";

/// Drops what ended long enough ago. What is open or unknown has no end.
pub(super) fn clear(connection: &Connection, now: &Moment) -> rusqlite::Result<()> {
    // Each is kept for a day at least: the index finds those that may be over.
    let over = "DELETE FROM purchases
        WHERE ended_at < ?4 AND ended_at + keep < ?1 AND state IN (?2, ?3)";
    let (done, failed) = (State::Done.word(), State::Failed.word());
    let values = params![now.proven, done, failed, now.proven - DAY_S];
    execute(connection, over, values)?;
    Ok(())
}

/// Runs a statement, which is compiled once for each connection.
fn execute(
    connection: &Connection,
    statement: &str,
    values: impl Params,
) -> rusqlite::Result<usize> {
    connection.prepare_cached(statement)?.execute(values)
}

/// The entries of this idempotency key, of the same account or access key.
pub(super) fn find(connection: &Connection, entry: &Entry) -> rusqlite::Result<Vec<Entry>> {
    let select = format!(
        "SELECT {COLUMNS} FROM purchases WHERE idempotency_key = ?1 AND (scope = ?2 OR key_scope = ?3)"
    );
    let mut statement = connection.prepare_cached(&select)?;
    let rows = statement.query_map(
        [&entry.idempotency_key, &entry.scope, &entry.key_scope],
        read,
    )?;
    rows.collect()
}

pub(super) fn entries(connection: &Connection, tenant: &str) -> rusqlite::Result<Vec<Entry>> {
    let select = format!(
        "SELECT {COLUMNS} FROM purchases WHERE tenant = ?1 ORDER BY since, idempotency_key"
    );
    let mut statement = connection.prepare_cached(&select)?;
    let rows = statement.query_map([tenant], read)?;
    rows.collect()
}

/// Drops what nobody can ask for again, since nobody knows its key: what was
/// bought, or perhaps was, before a moment.
pub(super) fn clear_unnamed(connection: &Connection, before: i64) -> rusqlite::Result<()> {
    let lost = "DELETE FROM purchases WHERE state IN (?1, ?2) AND NOT named AND budget_at < ?3";
    let values = params![State::Unknown.word(), State::Pending.word(), before];
    execute(connection, lost, values)?;
    Ok(())
}

/// How many purchases of a tenant there are from a moment on, made or perhaps
/// made.
pub(super) fn purchases(
    connection: &Connection,
    tenant: &str,
    since: i64,
) -> rusqlite::Result<u32> {
    let count = "SELECT count(*) FROM purchases WHERE tenant = ?1 AND budget_at >= ?2";
    let mut statement = connection.prepare_cached(count)?;
    statement.query_row(params![tenant, since], |row| row.get(0))
}

pub(super) fn insert(connection: &Connection, entry: &Entry, now: &Moment) -> rusqlite::Result<()> {
    let insert = format!(
        "INSERT INTO purchases ({COLUMNS}, budget_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
    );
    let values: [&dyn ToSql; 16] = [
        &entry.idempotency_key,
        &entry.tool,
        &entry.state.word(),
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
        &now.estimated,
    ];
    execute(connection, &insert, values)?;
    Ok(())
}

/// Writes down what came of a purchase, if it is still its sender's. An
/// `unknown` one has no end: it stays until it is forgotten.
pub(super) fn settle(
    connection: &Connection,
    entry: &Entry,
    state: State,
    now: &Moment,
) -> rusqlite::Result<usize> {
    let update = "UPDATE purchases SET state = ?1, task = ?2, job = ?3, ended = ?4, ended_at = ?5
        WHERE scope = ?6 AND idempotency_key = ?7 AND owner = ?8";
    let end = |time: i64| (!state.is_open()).then_some(time);
    let values: [&dyn ToSql; 8] = [
        &state.word(),
        &entry.task,
        &entry.job,
        &end(now.wall),
        &end(now.proven),
        &entry.scope,
        &entry.idempotency_key,
        &entry.owner,
    ];
    execute(connection, update, values)
}

/// Nobody knows what came of it: its sender is gone.
pub(super) fn give_up(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let update =
        "UPDATE purchases SET state = ?1 WHERE scope = ?2 AND idempotency_key = ?3 AND owner = ?4";
    let unknown = State::Unknown.word();
    let values = [unknown, &entry.scope, &entry.idempotency_key, &entry.owner];
    execute(connection, update, values)?;
    Ok(())
}

/// The entries of a tenant's task.
pub(super) fn of_job(
    connection: &Connection,
    (tenant, job): (&str, &str),
) -> rusqlite::Result<Vec<Entry>> {
    let select = format!("SELECT {COLUMNS} FROM purchases WHERE tenant = ?1 AND job = ?2");
    let mut statement = connection.prepare(&select)?;
    let rows = statement.query_map([tenant, job], read)?;
    rows.collect()
}

/// Writes down how a task ended. What was delivered once stays so, although the
/// service forgets it.
pub(super) fn end(
    connection: &Connection,
    entry: &Entry,
    state: State,
    now: &Moment,
) -> rusqlite::Result<()> {
    let update = "UPDATE purchases
        SET state = ?1, ended = coalesce(ended, ?2), ended_at = coalesce(ended_at, ?3)
        WHERE scope = ?4 AND idempotency_key = ?5 AND job = ?6 AND state <> ?7";
    let (state, done) = (state.word(), State::Done.word());
    let (scope, key, job) = (&entry.scope, &entry.idempotency_key, &entry.job);
    let values = params![state, now.wall, now.proven, scope, key, job, done];
    execute(connection, update, values)?;
    Ok(())
}

pub(super) fn remove(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let delete = "DELETE FROM purchases WHERE scope = ?1 AND idempotency_key = ?2 AND owner = ?3";
    let values = [&entry.scope, &entry.idempotency_key, &entry.owner];
    execute(connection, delete, values)?;
    Ok(())
}

pub(super) fn forget(
    connection: &Connection,
    (tenant, key): (&str, &str),
) -> rusqlite::Result<usize> {
    let delete = "DELETE FROM purchases WHERE tenant = ?1 AND idempotency_key = ?2 AND state = ?3";
    execute(connection, delete, [tenant, key, State::Unknown.word()])
}

/// Removes one entry, if its key may buy again.
pub(super) fn forget_entry(connection: &Connection, entry: &Entry) -> rusqlite::Result<usize> {
    let delete = "DELETE FROM purchases WHERE tenant = ?1 AND scope = ?2 AND idempotency_key = ?3
        AND owner = ?4 AND state IN (?5, ?6)";
    let states = [State::Unknown.word(), State::Failed.word()];
    let values: [&dyn ToSql; 6] = [
        &entry.tenant,
        &entry.scope,
        &entry.idempotency_key,
        &entry.owner,
        &states[0],
        &states[1],
    ];
    execute(connection, delete, values)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let word: String = row.get("state")?;
    let state = State::ALL.into_iter().find(|state| state.word() == word);
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
    })
}
