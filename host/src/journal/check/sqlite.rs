//! A journal in a file of SQLite, looked at.

use super::found::{Found, Migrated};
use crate::clock;
use crate::journal::owner::Owner;
use crate::journal::sqlite;
use crate::journal::store::Result;
use rusqlite::Connection;
use std::path::Path;

pub(super) fn check(path: &Path) -> Result<Found> {
    let (file, _, store, _) = sqlite::open(path, &clock::read())?;
    let owner = Owner::new(Some(&file));
    look(&store.file, &owner)
}

/// SQLite's tables are brought up to date when they are opened.
pub(super) fn migrate(path: &Path) -> Result<Migrated> {
    let from = version(&Connection::open_with_flags(
        path,
        rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY,
    )?);
    let (_, _, store, _) = sqlite::open(path, &clock::read())?;
    // What is no journal was refused by now.
    Ok(Migrated {
        from: from?,
        to: version(&store.file)?,
    })
}

fn version(file: &Connection) -> Result<u64> {
    let version: i64 = file.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(version.unsigned_abs())
}

fn look(file: &Connection, owner: &Owner) -> Result<Found> {
    let count = |select: &str| -> Result<u64> {
        let count: i64 = file.query_row(select, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    };
    let counts = |select: &str| -> Result<Vec<(String, u64)>> {
        let mut statement = file.prepare(select)?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let sending =
        counts("SELECT owner, count(*) FROM purchases WHERE state = 'sending' GROUP BY owner")?;
    let abandoned = sending
        .iter()
        .filter(|(name, _)| !owner.is_alive(name))
        .map(|(_, count)| count);
    Ok(Found {
        version: version(file)?,
        states: counts("SELECT state, count(*) FROM purchases GROUP BY state")?,
        oldest_open: file.query_row(
            "SELECT min(since) FROM purchases WHERE state NOT IN ('done', 'failed')",
            [],
            |row| row.get(0),
        )?,
        last_written: file.query_row(
            "SELECT max(max(since, coalesce(ended, since))) FROM purchases",
            [],
            |row| row.get(0),
        )?,
        wall: file.query_row("SELECT wall FROM clock", [], |row| row.get(0))?,
        members: None,
        abandoned: abandoned.sum(),
        shared_keys: count(
            "SELECT count(*) FROM (SELECT 1 FROM purchases GROUP BY key_scope
             HAVING count(DISTINCT scope) > 1)",
        )?,
        is_closed: sqlite::is_closed(file)?,
        findings: Vec::new(),
    })
}
