//! The tables: how they are made, brought up to date, and told from other files.

use crate::clock::Reading;
use crate::journal::random::random;
use crate::journal::store::{OnBusy, Result, StoreError};
use rusqlite::hooks::Wal;
use rusqlite::wal::CheckpointMode;
use rusqlite::{Connection, DEFAULT_NAME, ErrorCode, params};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How long one process waits for another's transaction.
const BUSY: Duration = Duration::from_secs(10);
/// How often it is looked whether the other is done.
const LOOK: Duration = Duration::from_millis(10);
/// How many statements stay compiled: all that there are.
const STATEMENTS: usize = 24;
/// Tells a journal from other SQLite files: "vjnl".
const APPLICATION_ID: i64 = 0x766a_6e6c;

/// What leads from each version of the tables to the next. The version, which is
/// SQLite's `user_version`, counts the steps that were taken.
const MIGRATIONS: [&str; 2] = [PURCHASES, USAGE];

const PURCHASES: &str = "
CREATE TABLE seal (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL) STRICT;
CREATE TABLE clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    proven INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    wall INTEGER NOT NULL,
    boot TEXT NOT NULL,
    uptime INTEGER NOT NULL
) STRICT;
CREATE TABLE purchases (
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
CREATE INDEX by_job ON purchases (job) WHERE job IS NOT NULL;
CREATE INDEX by_end_at ON purchases (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX by_budget ON purchases (tenant, budget_at);
";

/// What purchases cost, and what is kept of it when their entries go. Units are in
/// thousandths, amounts in millionths. What waits or is on its way when it goes was
/// not bought.
const USAGE: &str = "
ALTER TABLE purchases ADD COLUMN payer TEXT;
ALTER TABLE purchases ADD COLUMN unit TEXT;
ALTER TABLE purchases ADD COLUMN units_min INTEGER;
ALTER TABLE purchases ADD COLUMN units_max INTEGER;
ALTER TABLE purchases ADD COLUMN currency TEXT;
ALTER TABLE purchases ADD COLUMN amount_min INTEGER;
ALTER TABLE purchases ADD COLUMN amount_max INTEGER;
ALTER TABLE purchases ADD COLUMN priced_on TEXT;
CREATE TABLE usage (
    tenant TEXT NOT NULL,
    payer TEXT NOT NULL,
    day INTEGER NOT NULL,
    tool TEXT NOT NULL,
    unit TEXT NOT NULL,
    currency TEXT NOT NULL,
    priced_on TEXT NOT NULL,
    bounded INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    unknown INTEGER NOT NULL,
    units_min INTEGER,
    units_max INTEGER,
    amount_min INTEGER,
    amount_max INTEGER,
    PRIMARY KEY (tenant, payer, day, tool, unit, currency, priced_on, bounded)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER keep_usage AFTER DELETE ON purchases
WHEN OLD.state NOT IN ('queued', 'sending')
BEGIN
    INSERT INTO usage VALUES (
        OLD.tenant, coalesce(OLD.payer, ''), OLD.since / 86400, OLD.tool,
        coalesce(OLD.unit, ''), coalesce(OLD.currency, ''), coalesce(OLD.priced_on, ''),
        OLD.amount_max IS NOT NULL, 1, OLD.state = 'unknown',
        iif(OLD.state = 'unknown' AND OLD.units_min IS NOT NULL, 0, OLD.units_min),
        OLD.units_max,
        iif(OLD.state = 'unknown' AND OLD.amount_min IS NOT NULL, 0, OLD.amount_min),
        OLD.amount_max
    )
    ON CONFLICT DO UPDATE SET
        calls = calls + 1,
        unknown = unknown + excluded.unknown,
        units_min = units_min + excluded.units_min,
        units_max = units_max + excluded.units_max,
        amount_min = amount_min + excluded.amount_min,
        amount_max = amount_max + excluded.amount_max;
END;
";

/// The version of the tables that this program makes.
const VERSION: i64 = MIGRATIONS.len() as i64;

/// What a file is.
enum Found {
    Other,
    Empty,
    /// A journal with tables of this version.
    Journal(i64),
}

/// Makes the tables or brings them up to date, and returns the journal's salt. A
/// file that is no journal, or one of a version that is not known, is left as it is.
pub(super) fn prepare(connection: &Connection, now: &Reading) -> Result<[u8; 32]> {
    connection.busy_timeout(BUSY)?;
    let version = match patiently(|| transaction(connection, "BEGIN", look)) {
        Ok(Found::Other) => return Err(StoreError::foreign()),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            return Err(StoreError::foreign());
        }
        Ok(Found::Empty) => 0,
        Ok(Found::Journal(version)) if (1..=VERSION).contains(&version) => version,
        Ok(Found::Journal(version)) => {
            return Err(StoreError::new(
                format!(
                    "its tables have version {version}, and this program knows version \
                     {VERSION}; it was left as it is"
                ),
                format!("其表结构版本为 {version}，本程序支持版本 {VERSION}，文件未改动"),
            ));
        }
        Err(error) => return Err(error.into()),
    };
    if version < VERSION {
        // Before there is a log, so that the file itself says what it is.
        patiently(|| transaction(connection, "BEGIN IMMEDIATE", |file| migrate(file, now)))?;
    }
    // Readers do not wait for writers. A commit is on the disk once its log was
    // flushed, which `Log` does; SQLite flushes where it moves pages.
    patiently(|| connection.pragma_update(None, "journal_mode", "WAL"))?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // What was removed is overwritten.
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection.query_row("SELECT key FROM seal", [], |row| row.get(0))?)
}

fn look(connection: &Connection) -> rusqlite::Result<Found> {
    Ok(match number(connection, "application_id")? {
        APPLICATION_ID => Found::Journal(number(connection, "user_version")?),
        0 if number(connection, "page_count")? == 0 => Found::Empty,
        _ => Found::Other,
    })
}

/// Takes the steps that are left: another process may have taken them meanwhile.
fn migrate(connection: &Connection, now: &Reading) -> rusqlite::Result<()> {
    let version = number(connection, "user_version")?;
    for step in MIGRATIONS
        .iter()
        .skip(usize::try_from(version).unwrap_or(0))
    {
        connection.execute_batch(step)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    let salt = random::<32>();
    connection.execute("INSERT OR IGNORE INTO seal VALUES (1, ?1)", [&salt[..]])?;
    let begin = "INSERT OR IGNORE INTO clock VALUES (1, ?1, ?1, ?1, ?2, ?3)";
    connection.execute(begin, params![now.wall, now.boot, now.uptime])?;
    Ok(())
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
pub(in crate::journal) fn is_busy(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(
        code,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

/// Begins a transaction, alone of all processes.
pub(super) fn begin(connection: &Connection, on_busy: OnBusy) -> rusqlite::Result<()> {
    connection.busy_timeout(match on_busy {
        OnBusy::Fail => Duration::ZERO,
        OnBusy::Wait => BUSY,
    })?;
    connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    Ok(())
}

pub(super) fn commit(connection: &Connection) -> rusqlite::Result<()> {
    connection.prepare_cached("COMMIT")?.execute([])?;
    Ok(())
}

/// Counts the pages of the log, which SQLite then no longer moves into the file
/// by itself.
pub(super) fn count_pages(connection: &mut Connection) -> rusqlite::Result<Arc<AtomicU32>> {
    let pages = Arc::new(AtomicU32::new(0));
    let counter = pages.clone();
    connection.wal_hook(Some(move |_: &mut Wal, count| {
        counter.store(u32::try_from(count).unwrap_or(0), Ordering::Release);
        Ok(())
    }))?;
    Ok(pages)
}

/// Moves the pages of the log into the file, as far as no other process reads
/// them. Then begins the log again, which flushes its head: so that no purchase
/// does it.
pub(super) fn shorten_log(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.wal_checkpoint_v2(DEFAULT_NAME, CheckpointMode::PASSIVE)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)
}

pub(super) fn rollback(connection: &Connection) -> rusqlite::Result<()> {
    match connection.is_autocommit() {
        true => Ok(()),
        false => connection.execute_batch("ROLLBACK"),
    }
}

fn transaction<T>(
    connection: &Connection,
    begin: &str,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    connection.execute_batch(begin)?;
    let result = work(connection).and_then(|done| {
        commit(connection)?;
        Ok(done)
    });
    if result.is_err() {
        rollback(connection)?;
    }
    result
}
