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
    since INTEGER NOT NULL,
    ended INTEGER,
    PRIMARY KEY (scope, intent)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_task ON intents (task);
CREATE INDEX IF NOT EXISTS by_end ON intents (ended);
CREATE INDEX IF NOT EXISTS by_state ON intents (state, since);
";

const COLUMNS: &str = "intent, tool, state, task, since, ended, scope, fingerprint, owner, named";

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
        let code = switched
            .as_ref()
            .err()
            .and_then(rusqlite::Error::sqlite_error_code);
        let busy = matches!(
            code,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
        );
        if !busy || Instant::now() >= end {
            return switched;
        }
        std::thread::sleep(LOOK);
    }
}

/// Does something in one transaction, alone of all processes.
pub(super) fn alone<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let result = work(connection);
    let end = if result.is_ok() { "COMMIT" } else { "ROLLBACK" };
    connection.execute_batch(end)?;
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

/// How many purchases there are, made or perhaps made.
pub(super) fn purchases(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("SELECT count(*) FROM intents", [], |row| row.get(0))
}

pub(super) fn insert(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let insert =
        format!("INSERT INTO intents ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    let values: [&dyn ToSql; 10] = [
        &entry.intent,
        &entry.tool,
        &entry.state.word(),
        &entry.task,
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

/// Writes down what came of a wish. An `unknown` one has no end: it stays
/// until it is forgotten.
pub(super) fn settle(
    connection: &Connection,
    entry: &Entry,
    state: State,
    now: i64,
) -> rusqlite::Result<()> {
    let update =
        "UPDATE intents SET state = ?1, task = ?2, ended = ?3 WHERE scope = ?4 AND intent = ?5";
    let ended = (!state.is_open()).then_some(now);
    let values: [&dyn ToSql; 5] = [
        &state.word(),
        &entry.task,
        &ended,
        &entry.scope,
        &entry.intent,
    ];
    connection.execute(update, values)?;
    Ok(())
}

/// Writes down how a task ended.
pub(super) fn end(
    connection: &Connection,
    (task, state): (&str, State),
    now: i64,
) -> rusqlite::Result<()> {
    let update = "UPDATE intents SET state = ?1, ended = coalesce(ended, ?2) WHERE task = ?3";
    connection.execute(update, params![state.word(), now, task])?;
    Ok(())
}

/// Removes a task that nobody can ask for again by the id of its wish.
pub(super) fn remove_unnamed(connection: &Connection, task: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM intents WHERE task = ?1 AND NOT named", [task])?;
    Ok(())
}

pub(super) fn remove(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let delete = "DELETE FROM intents WHERE scope = ?1 AND intent = ?2";
    connection.execute(delete, [&entry.scope, &entry.intent])?;
    Ok(())
}

pub(super) fn forget(connection: &Connection, intent: &str) -> rusqlite::Result<usize> {
    let delete = "DELETE FROM intents WHERE intent = ?1 AND state <> ?2";
    connection.execute(delete, [intent, State::Sending.word()])
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
        since: row.get("since")?,
        ended: row.get("ended")?,
        scope: row.get("scope")?,
        fingerprint: row.get("fingerprint")?,
        owner: row.get("owner")?,
        named: row.get("named")?,
    })
}
