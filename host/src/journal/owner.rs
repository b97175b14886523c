//! Who sends what: a process is known by a file that it keeps locked, and the
//! system gives the lock back when the process ends, however it ends.

use super::seal::random;
use crate::private;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// This process, as one of those that share a journal.
pub(super) struct Owner {
    /// The journal, where it is a file.
    journal: Option<PathBuf>,
    name: String,
    lock: Mutex<Option<File>>,
}

impl Owner {
    pub(super) fn new(journal: Option<&Path>) -> Owner {
        Owner {
            journal: journal.map(Path::to_path_buf),
            name: hex::encode(random::<8>()),
            lock: Mutex::new(None),
        }
    }

    pub(super) fn name(&self) -> String {
        self.name.clone()
    }

    /// Makes it visible that this process lives. Before that, others take it
    /// for dead.
    pub(super) fn stand(&self) -> io::Result<()> {
        let Some(path) = self.file(&self.name) else {
            return Ok(());
        };
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            private::file(&path)?;
            let file = File::open(&path)?;
            file.lock()?;
            *lock = Some(file);
        }
        Ok(())
    }

    /// Whether a process of this name still lives.
    pub(super) fn lives(&self, name: &str) -> bool {
        if name == self.name {
            return true;
        }
        let Some(path) = self.file(name) else {
            return false;
        };
        let file = match File::open(&path) {
            Ok(file) => file,
            // Anything else, such as too many open files, proves nothing.
            Err(error) => return error.kind() != io::ErrorKind::NotFound,
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => true,
            // A system without locks: better to wait than to buy twice.
            Err(TryLockError::Error(_)) => true,
            Ok(()) => {
                _ = fs::remove_file(&path);
                false
            }
        }
    }

    fn file(&self, name: &str) -> Option<PathBuf> {
        let mut path = self.journal.clone()?.into_os_string();
        path.push(format!(".{name}.lock"));
        Some(path.into())
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        let lock = self.lock.get_mut().unwrap_or_else(PoisonError::into_inner);
        if lock.take().is_some()
            && let Some(path) = self.file(&self.name)
        {
            _ = fs::remove_file(path);
        }
    }
}
