//! Entries in a file of SQLite, which any number of processes share.

mod charge;
mod schema;
mod table;

use super::place;
use super::store::{Result, StoreError};
use crate::clock::Reading;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};

/// An open file.
pub(super) struct Sqlite(pub(super) Connection);

/// Opens a journal, or makes it: its canonical path, its salt, and its entries. A
/// file that exists must be empty or a journal.
pub(super) fn open(path: &Path, now: &Reading) -> Result<(PathBuf, [u8; 32], Sqlite)> {
    let file = place::find(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let connection = Connection::open_with_flags(&file, flags)?;
    let salt = schema::prepare(&connection, now)?;
    Ok((file, salt, Sqlite(connection)))
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let zh = match error.sqlite_error_code() {
            _ if schema::is_busy(&error) => return StoreError::busy(error),
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
