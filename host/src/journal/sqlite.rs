//! Entries in a file of SQLite, which any number of processes share.

mod charge;
mod schema;
mod table;

use super::place;
use super::store::{Result, StoreError};
use crate::clock::Reading;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// An open file.
pub(super) struct Sqlite(pub(super) Connection);

/// Opens a journal, or makes it: its canonical path, its salt, and its entries. A
/// file that exists must be empty or a journal.
pub(super) fn open(path: &Path, now: &Reading) -> Result<(PathBuf, [u8; 32], Sqlite)> {
    let file = place::find(path).map_err(StoreError::new)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let connection = Connection::open_with_flags(&file, flags)?;
    let salt = schema::prepare(&connection, now)?;
    Ok((file, salt, Sqlite(connection)))
}

impl StoreError {
    fn new(reason: impl std::fmt::Display) -> StoreError {
        StoreError {
            reason: reason.to_string(),
            busy: false,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        StoreError {
            busy: schema::is_busy(&error),
            ..StoreError::new(error)
        }
    }
}
