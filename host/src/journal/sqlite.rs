//! Entries in a file of SQLite, which any number of processes share.

mod charge;
mod schema;
mod table;

#[cfg(feature = "postgres")]
pub(super) use schema::is_busy;

use super::log::Log;
use super::place;
use super::store::{Result, StoreError};
use crate::clock::Reading;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

/// What a closed journal says of every purchase.
pub(super) const CLOSED: &str = "visual: closed";

/// An open file.
pub(super) struct Sqlite {
    pub(super) file: Connection,
    /// How many pages its log had after the last transaction that wrote some.
    pages: Arc<AtomicU32>,
}

/// What is opened: the file's canonical path, the journal's salt, its entries,
/// and the log of the file.
pub(super) type Opened = (PathBuf, [u8; 32], Sqlite, Log);

/// Opens a journal, or makes it. A file that exists must be empty or a journal.
pub(super) fn open(path: &Path, now: &Reading) -> Result<Opened> {
    let file = place::find(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut connection = Connection::open_with_flags(&file, flags)?;
    let salt = schema::prepare(&connection, now)?;
    let pages = schema::count_pages(&mut connection)?;
    let mut log = file.clone().into_os_string();
    log.push("-wal");
    // SQLite keeps no lock on its log that closing it would give up.
    let log = File::options().write(true).open(log);
    let log = Log::new(log?);
    let store = Sqlite {
        file: connection,
        pages,
    };
    Ok((file, salt, store, log))
}

/// Whether an export has closed it.
pub(super) fn is_closed(file: &Connection) -> rusqlite::Result<bool> {
    let select =
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = 'closed')";
    file.query_row(select, [], |row| row.get(0))
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let zh = match error.sqlite_error_code() {
            _ if schema::is_busy(&error) => return StoreError::busy(error),
            Some(ErrorCode::ConstraintViolation) if error.to_string() == CLOSED => {
                return StoreError::closed();
            }
            Some(ErrorCode::ReadOnly) => "文件为只读",
            Some(ErrorCode::CannotOpen) => "无法打开文件",
            Some(ErrorCode::PermissionDenied) => "没有权限",
            Some(ErrorCode::DiskFull) => "磁盘空间不足",
            Some(ErrorCode::NotADatabase) => "不是 SQLite 文件",
            Some(ErrorCode::DatabaseCorrupt) => "文件已损坏",
            Some(ErrorCode::SystemIoFailure) => "读写文件失败",
            _ => return StoreError::new(&error, format!("SQLite 错误：{error}")),
        };
        StoreError::new(error, zh)
    }
}
