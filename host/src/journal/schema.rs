//! The journal's tables: how they are made, brought up to date, and told from
//! other files.

use super::seal::{Seal, random};
use crate::clock::Reading;
use rusqlite::{Connection, ErrorCode, params};
use std::time::{Duration, Instant};

/// How long one process waits for another's transaction.
const BUSY: Duration = Duration::from_secs(10);
/// How often it is looked whether the other is done.
const LOOK: Duration = Duration::from_millis(10);
/// How many statements stay compiled: all that there are.
const STATEMENTS: usize = 24;
/// Tells a journal from other SQLite files: "vjnl".
const APPLICATION_ID: i64 = 0x766a_6e6c;

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS seal (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    proven INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    wall INTEGER NOT NULL,
    boot TEXT NOT NULL,
    uptime INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS purchases (
    scope TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    tool TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    owner TEXT NOT NULL,
    named INTEGER NOT NULL,
    state TEXT NOT NULL,
    task TEXT,
    job TEXT,
    since INTEGER NOT NULL,
    ended INTEGER,
    tenant TEXT NOT NULL,
    key_scope TEXT NOT NULL,
    budget_at INTEGER NOT NULL,
    ended_at INTEGER,
    keep INTEGER NOT NULL,
    PRIMARY KEY (idempotency_key, scope)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_job ON purchases (job) WHERE job IS NOT NULL;
CREATE INDEX IF NOT EXISTS by_end_at ON purchases (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS by_budget ON purchases (tenant, budget_at);
";

/// Adds what the first tables did not have, which knew one tenant, the access
/// key id as the account, and the system's clock.
const ADDITIONS: &str = "
ALTER TABLE purchases ADD COLUMN tenant TEXT NOT NULL DEFAULT '';
ALTER TABLE purchases ADD COLUMN key_scope TEXT NOT NULL DEFAULT '';
ALTER TABLE purchases ADD COLUMN budget_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE purchases ADD COLUMN ended_at INTEGER;
ALTER TABLE purchases ADD COLUMN keep INTEGER NOT NULL DEFAULT 0;
UPDATE purchases SET key_scope = scope, budget_at = since, ended_at = ended, keep = 86400;
";

/// Whether a file that exists is a journal, or an empty one. Nothing is written.
pub(super) fn is_journal(connection: &Connection) -> rusqlite::Result<bool> {
    connection.busy_timeout(BUSY)?;
    let answer = patiently(|| transaction(connection, "BEGIN", is_ours));
    match answer {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => Ok(false),
        answer => answer,
    }
}

fn is_ours(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(match number(connection, "application_id")? {
        APPLICATION_ID => true,
        0 => number(connection, "page_count")? == 0 || is_early(connection)?,
        _ => false,
    })
}

/// Whether it is a journal from before it had an id of its own.
fn is_early(connection: &Connection) -> rusqlite::Result<bool> {
    let select = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut statement = connection.prepare(select)?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?;
    let names: Vec<_> = names.collect::<rusqlite::Result<_>>()?;
    Ok(names == ["purchases", "seal"])
}

/// Makes the tables, and returns the journal's key.
pub(super) fn prepare(connection: &Connection, now: &Reading) -> rusqlite::Result<[u8; 32]> {
    connection.busy_timeout(BUSY)?;
    // Before there is a log, so that the file itself says what it is.
    patiently(|| alone(connection, false, mark))?;
    // Readers do not wait for writers, and a commit is on the disk when it returns.
    patiently(|| connection.pragma_update(None, "journal_mode", "WAL"))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // What was removed is overwritten.
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    alone(connection, false, |connection| make(connection, now))
}

fn mark(connection: &Connection) -> rusqlite::Result<()> {
    match number(connection, "application_id")? {
        APPLICATION_ID => Ok(()),
        _ => connection.pragma_update(None, "application_id", APPLICATION_ID),
    }
}

fn make(connection: &Connection, now: &Reading) -> rusqlite::Result<[u8; 32]> {
    let columns =
        "SELECT count(*) FROM pragma_table_info('purchases') WHERE name IN ('scope', 'keep')";
    let early = connection.query_row(columns, [], |row| Ok(row.get::<_, i64>(0)? == 1))?;
    if early {
        connection.execute_batch(ADDITIONS)?;
    }
    connection.execute_batch(TABLES)?;
    let fresh = random::<32>();
    connection.execute("INSERT OR IGNORE INTO seal VALUES (1, ?1)", [&fresh[..]])?;
    let key = connection.query_row("SELECT key FROM seal", [], |row| row.get(0))?;
    if early {
        let tenant = Seal::new(key).hash("tenant", &[""]);
        connection.execute("UPDATE purchases SET tenant = ?1", [tenant])?;
    }
    // An early journal's time begins with the largest that it has seen.
    let begin = "INSERT OR IGNORE INTO clock SELECT 1, begin, begin, ?1, ?2, ?3 FROM
        (SELECT coalesce(max(max(since, coalesce(ended, 0))), ?1) AS begin FROM purchases)";
    connection.execute(begin, params![now.wall, now.boot, now.uptime])?;
    Ok(key)
}

fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}

/// Tries again while another process makes, recovers or closes the same file,
/// which SQLite does not always wait for.
fn patiently<T>(work: impl Fn() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let end = Instant::now() + BUSY;
    loop {
        let result = work();
        if !result.as_ref().is_err_and(is_busy) || Instant::now() >= end {
            return result;
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

/// Does something in one transaction, alone of all processes. `later` says that
/// it need not be on the disk before the next one is.
pub(super) fn alone<T>(
    connection: &Connection,
    later: bool,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    connection.execute_batch(match later {
        true => "PRAGMA synchronous = NORMAL",
        false => "PRAGMA synchronous = FULL",
    })?;
    transaction(connection, "BEGIN IMMEDIATE", work)
}

fn transaction<T>(
    connection: &Connection,
    begin: &str,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    connection.prepare_cached(begin)?.execute([])?;
    let result = work(connection).and_then(|done| {
        connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(done)
    });
    if result.is_err() && !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    result
}
