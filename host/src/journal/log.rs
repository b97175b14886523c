//! When what was written is on the disk. One flush at a time, and each serves all
//! that was written before it began.

use std::fs::File;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What was done in one transaction.
pub(crate) struct Committed<T> {
    pub(crate) value: T,
    /// Up to where the log must be flushed, if it must.
    pub(crate) mark: Option<Mark>,
}

/// A number that grows with every transaction that must be on the disk.
pub(crate) type Mark = u64;

/// The log of a journal's file; of one in memory nothing is ever flushed.
#[derive(Default)]
pub(super) struct Log {
    file: Option<File>,
    written: AtomicU64,
    flushed: Mutex<Flushed>,
    /// Whose turn it is to flush for all.
    pub(super) turn: tokio::sync::Mutex<()>,
    /// Whether its pages are to be moved into the journal's file.
    pub(super) is_long: AtomicBool,
}

#[derive(Default)]
struct Flushed {
    until: Mark,
    /// Why a flush failed. The system says so once and forgets what it lost, so
    /// no later flush can be believed.
    fault: Option<String>,
}

impl Log {
    #[cfg(feature = "journal")]
    pub(super) fn new(file: File) -> Log {
        Log {
            file: Some(file),
            ..Log::default()
        }
    }

    /// A transaction was written that must be on the disk.
    pub(super) fn written(&self) -> Mark {
        self.written.fetch_add(1, Ordering::AcqRel) + 1
    }

    /// The mark of the last of them.
    pub(super) fn last(&self) -> Mark {
        self.written.load(Ordering::Acquire)
    }

    pub(super) fn is_flushed(&self, mark: Mark) -> bool {
        self.flushed().until >= mark
    }

    /// Returns when all up to `mark` is on the disk.
    pub(super) fn flush(&self, mark: Mark) -> Result<(), String> {
        let mut flushed = self.flushed();
        if flushed.until >= mark {
            return Ok(());
        }
        let written = self.last();
        let fault = flushed.fault.take().or_else(|| {
            let synced = self.file.as_ref().map_or(Ok(()), File::sync_data);
            synced.err().map(|error| error.to_string())
        });
        flushed.fault = fault;
        match &flushed.fault {
            Some(fault) => return Err(format!("its log could not be flushed: {fault}")),
            None => flushed.until = written,
        }
        Ok(())
    }

    fn flushed(&self) -> MutexGuard<'_, Flushed> {
        self.flushed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flush_serves_what_was_written_before_it() {
        let log = Log::default();
        let (first, second) = (log.written(), log.written());
        assert!(!log.is_flushed(first));
        log.flush(first).unwrap();
        assert!(log.is_flushed(second) && !log.is_flushed(log.written()));
    }

    /// The system tells of a failure once.
    #[cfg(all(unix, feature = "journal"))]
    #[test]
    fn after_a_failure_nothing_counts_as_flushed() {
        let log = Log::new(File::open("/dev/null").unwrap());
        let mark = log.written();
        let error = log.flush(mark).unwrap_err();
        assert!(error.contains("could not be flushed"), "{error}");
        let whole = Log { file: None, ..log };
        assert_eq!(whole.flush(mark).unwrap_err(), error);
        assert!(!whole.is_flushed(mark));
    }
}
