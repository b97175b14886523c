//! Which files may be a journal. What was there before is never changed to
//! find out.

use crate::files::private;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Finds the file, or makes an empty one that only its owner can read. Returns
/// its canonical path: the locks beside it must have one name for everybody,
/// through whichever link a process opens it.
pub(super) fn find(path: &Path) -> io::Result<PathBuf> {
    // To close a file gives up the locks that SQLite has on it in this process,
    // so nobody may open one that was just made before it is closed here.
    static MAKING: Mutex<()> = Mutex::new(());
    let _alone = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    match private::create(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let found = fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => io::Error::other("it is a link to a file that does not exist"),
        _ => error,
    })?;
    if !found.is_file() {
        let what = if found.is_dir() {
            "a directory"
        } else {
            "not a regular file"
        };
        return Err(io::Error::other(format!("it is {what}")));
    }
    fs::canonicalize(path)
}
