//! Which files may be a journal. What was there before is never changed to
//! find out.

use super::store::{Result, StoreError};
use crate::files::{io_error, private};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The smallest page of SQLite, in bytes.
const MIN_PAGE: u64 = 512;

/// Finds the file, or makes an empty one that only its owner can read. Returns
/// its canonical path: the locks beside it must have one name for everybody,
/// through whichever link a process opens it.
pub(super) fn find(path: &Path) -> Result<PathBuf> {
    // To close a file gives up the locks that SQLite has on it in this process,
    // so nobody may open one that was just made before it is closed here.
    static MAKING: Mutex<()> = Mutex::new(());
    let _alone = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    match private::create(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
        _ => {}
    }
    let found = fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => StoreError::new(
            "it is a link to a file that does not exist",
            "是一个链接，指向的文件不存在",
        ),
        _ => error.into(),
    })?;
    if found.is_dir() {
        return Err(StoreError::new("it is a directory", "是一个目录"));
    }
    if !found.is_file() {
        return Err(StoreError::new("it is not a regular file", "不是普通文件"));
    }
    // SQLite takes a file of one byte for an empty one, for instance.
    if (1..MIN_PAGE).contains(&found.len()) {
        return Err(StoreError::foreign());
    }
    Ok(fs::canonicalize(path)?)
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> StoreError {
        let zh = io_error::words_zh(&error);
        StoreError::new(error, zh)
    }
}

impl StoreError {
    /// A file that was there before, and is something else.
    pub(super) fn foreign() -> StoreError {
        StoreError::new(
            "it is neither empty nor a journal, and was left as it is",
            "文件既不为空，也不是购买记录，未改动",
        )
    }
}
