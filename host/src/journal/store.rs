//! The journal's table.

use super::entry::{Entry, State};
use super::seal::random;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, ToSql, params};
use std::time::{Duration, Instant};

/// How long one process waits for another's transaction.
const BUSY: Duration = Duration::from_secs(10);
/// How often it is looked whether the other is done.
const LOOK: Duration = Duration::from_millis(10);

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS seal (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS intents (
    scope TEXT NOT NULL,
    intent TEXT NOT NULL,
    tool TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    owner TEXT NOT NULL,
    named INTEGER NOT NULL,
    state TEXT NOT NULL,
    task TEXT,
    job TEXT,
    since INTEGER NOT NULL,
    ended INTEGER,
    PRIMARY KEY (scope, intent)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_job ON intents (job);
CREATE INDEX IF NOT EXISTS by_end ON intents (ended);
CREATE INDEX IF NOT EXISTS by_state ON intents (state, since);
";

const COLUMNS: &str =
    "intent, tool, state, task, job, since, ended, scope, fingerprint, owner, named";

/// Makes the tables, and returns the journal's key.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<[u8; 32]> {
    connection.busy_timeout(BUSY)?;
    // Readers do not wait for writers, and a commit is on the disk when it returns.
    keep_a_log(connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // What was removed is overwritten.
    connection.pragma_update(None, "secure_delete", "ON")?;
    alone(connection, |connection| {
        connection.execute_batch(TABLES)?;
        let fresh = random::<32>();
        connection.execute("INSERT OR IGNORE INTO seal VALUES (1, ?1)", [&fresh[..]])?;
        connection.query_row("SELECT key FROM seal", [], |row| row.get(0))
    })
}

/// Switches to a write-ahead log. Unlike a transaction, the switch does not
/// wait for another process that makes, recovers or closes the same file.
fn keep_a_log(connection: &Connection) -> rusqlite::Result<()> {
    let end = Instant::now() + BUSY;
    loop {
        let switched = connection.pragma_update(None, "journal_mode", "WAL");
        if !switched.as_ref().is_err_and(is_busy) || Instant::now() >= end {
            return switched;
        }
        std::thread::sleep(LOOK);
    }
}

/// Whether another process stands in the way.
pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(
        code,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

/// Does something in one transaction, alone of all processes.
pub(super) fn alone<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let result = work(connection).and_then(|done| {
        connection.execute_batch("COMMIT")?;
        Ok(done)
    });
    if result.is_err() && !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    result
}

/// Drops what ended before `ended`, and what was bought before `bought` and
/// never collected.
pub(super) fn clear(connection: &Connection, ended: i64, bought: i64) -> rusqlite::Result<()> {
    let over = "DELETE FROM intents WHERE ended < ?1 OR (state = ?2 AND since < ?3)";
    connection.execute(over, params![ended, State::Pending.word(), bought])?;
    Ok(())
}

pub(super) fn find(connection: &Connection, wish: &Entry) -> rusqlite::Result<Option<Entry>> {
    let select = format!("SELECT {COLUMNS} FROM intents WHERE scope = ?1 AND intent = ?2");
    connection
        .query_row(&select, [&wish.scope, &wish.intent], read)
        .optional()
}

pub(super) fn entries(connection: &Connection) -> rusqlite::Result<Vec<Entry>> {
    let select = format!("SELECT {COLUMNS} FROM intents ORDER BY since, intent");
    let mut statement = connection.prepare(&select)?;
    let rows = statement.query_map([], read)?;
    rows.collect()
}

/// Drops what nobody can ask for again: whether it was bought is not known, and
/// its id neither.
pub(super) fn clear_unnamed(connection: &Connection, since: i64) -> rusqlite::Result<()> {
    let lost = "DELETE FROM intents WHERE state = ?1 AND NOT named AND since < ?2";
    connection.execute(lost, params![State::Unknown.word(), since])?;
    Ok(())
}

/// How many purchases there are from a moment on, made or perhaps made.
pub(super) fn purchases(connection: &Connection, since: i64) -> rusqlite::Result<u32> {
    let count = "SELECT count(*) FROM intents WHERE since >= ?1";
    connection.query_row(count, [since], |row| row.get(0))
}

pub(super) fn insert(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let insert = format!(
        "INSERT INTO intents ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    );
    let values: [&dyn ToSql; 11] = [
        &entry.intent,
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
    ];
    connection.execute(&insert, values)?;
    Ok(())
}

/// Writes down what came of a wish, if it is still its sender's. An `unknown`
/// one has no end: it stays until it is forgotten.
pub(super) fn settle(
    connection: &Connection,
    entry: &Entry,
    state: State,
    now: i64,
) -> rusqlite::Result<usize> {
    let update = "UPDATE intents SET state = ?1, task = ?2, job = ?3, ended = ?4
        WHERE scope = ?5 AND intent = ?6 AND owner = ?7";
    let ended = (!state.is_open()).then_some(now);
    let values: [&dyn ToSql; 7] = [
        &state.word(),
        &entry.task,
        &entry.job,
        &ended,
        &entry.scope,
        &entry.intent,
        &entry.owner,
    ];
    connection.execute(update, values)
}

/// Writes down how a task ended. What was delivered once stays so, although the
/// service forgets it.
pub(super) fn end(
    connection: &Connection,
    (job, state): (&str, State),
    now: i64,
) -> rusqlite::Result<()> {
    let update = "UPDATE intents SET state = ?1, ended = coalesce(ended, ?2)
        WHERE job = ?3 AND state <> ?4";
    let done = State::Done.word();
    connection.execute(update, params![state.word(), now, job, done])?;
    Ok(())
}

/// Removes a task that nobody can ask for again by the id of its wish.
pub(super) fn remove_unnamed(connection: &Connection, job: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM intents WHERE job = ?1 AND NOT named", [job])?;
    Ok(())
}

pub(super) fn remove(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let delete = "DELETE FROM intents WHERE scope = ?1 AND intent = ?2 AND owner = ?3";
    connection.execute(delete, [&entry.scope, &entry.intent, &entry.owner])?;
    Ok(())
}

pub(super) fn forget(connection: &Connection, intent: &str) -> rusqlite::Result<usize> {
    let delete = "DELETE FROM intents WHERE intent = ?1 AND state = ?2";
    connection.execute(delete, [intent, State::Unknown.word()])
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let word: String = row.get("state")?;
    let state = State::ALL.into_iter().find(|state| state.word() == word);
    Ok(Entry {
        intent: row.get("intent")?,
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
    })
}
