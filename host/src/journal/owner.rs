//! Who sends what: a process is known by a file that it keeps locked, and the
//! system gives the lock back when the process ends, however it ends.

use super::random::random;
use crate::files::private;
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

const LOCK: &str = ".lock";
/// A lock file that is not locked yet.
const DRAFT: &str = ".lock.new";
/// How often a lock file is made again that another process took for a dead one's.
const ATTEMPTS: u32 = 100;

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

    /// Makes it visible that this process is alive. Before that, others take it
    /// for dead.
    pub(super) fn acquire_lock(&self) -> io::Result<()> {
        let (Some(path), Some(draft)) = (self.file(&self.name, LOCK), self.file(&self.name, DRAFT))
        else {
            return Ok(());
        };
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            *lock = Some(locked(&draft, &path)?);
            self.remove_stale();
        }
        Ok(())
    }

    /// Whether that was done already.
    pub(super) fn has_lock(&self) -> bool {
        let lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        lock.is_some() || self.journal.is_none()
    }

    /// Whether a process of this name is still alive.
    pub(super) fn is_alive(&self, name: &str) -> bool {
        let path = self.file(name, LOCK);
        name == self.name || path.is_some_and(|path| is_locked(&path))
    }

    /// Removes the lock files of processes that were killed.
    pub(super) fn remove_stale(&self) {
        let Some(journal) = &self.journal else { return };
        let (Some(directory), Some(name)) = (journal.parent(), journal.file_name()) else {
            return;
        };
        for file in fs::read_dir(directory).into_iter().flatten().flatten() {
            let is_file = file.file_type().is_ok_and(|kind| kind.is_file());
            if is_file && is_lock_of(&file.file_name(), name.as_encoded_bytes()) {
                is_locked(&file.path());
            }
        }
    }

    fn file(&self, name: &str, ending: &str) -> Option<PathBuf> {
        let mut path = self.journal.clone()?.into_os_string();
        path.push(format!(".{name}{ending}"));
        Some(path.into())
    }
}

/// Makes a lock file. It is locked before it has its name, so that under its
/// name it is never seen unlocked while its process is alive.
fn locked(draft: &Path, path: &Path) -> io::Result<File> {
    for _ in 0..ATTEMPTS {
        match private::create(draft) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let file = match File::open(draft) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            file => file?,
        };
        file.lock()?;
        match fs::rename(draft, path) {
            // It was not locked yet, and taken for that of a dead process.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            renamed => renamed?,
        }
        return Ok(file);
    }
    Err(io::Error::other(
        "its lock file is removed by another process",
    ))
}

/// Whether a lock file is that of a process that is alive; one of a dead
/// process is removed, while it is locked here.
fn is_locked(path: &Path) -> bool {
    let file = match File::open(path) {
        Ok(file) => file,
        // Anything else, such as too many open files, proves nothing.
        Err(error) => return error.kind() != ErrorKind::NotFound,
    };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => true,
        // A system without locks: better to wait than to buy twice.
        Err(TryLockError::Error(_)) => true,
        Ok(()) => {
            _ = fs::remove_file(path);
            false
        }
    }
}

/// Whether a file has the name of a lock file of this journal.
fn is_lock_of(file: &OsString, journal: &[u8]) -> bool {
    let rest = file.as_encoded_bytes().strip_prefix(journal);
    let name = rest.and_then(|rest| {
        let rest = rest.strip_prefix(b".")?;
        let draft = rest.strip_suffix(DRAFT.as_bytes());
        draft.or_else(|| rest.strip_suffix(LOCK.as_bytes()))
    });
    name.is_some_and(|name| name.len() == 16 && name.iter().all(u8::is_ascii_hexdigit))
}

impl Drop for Owner {
    fn drop(&mut self) {
        let path = self.file(&self.name, LOCK);
        let lock = self.lock.get_mut().unwrap_or_else(PoisonError::into_inner);
        // The lock is given back after its file is gone.
        if let (Some(_lock), Some(path)) = (lock.take(), path) {
            _ = fs::remove_file(path);
        }
    }
}
