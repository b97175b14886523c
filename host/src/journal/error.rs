//! Why a journal cannot be used.

use super::store::StoreError;
use std::fmt;

/// Why a purchase could not be recorded or read. Nothing was bought.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("the journal {place} cannot be used: {reason}")]
pub struct JournalError {
    /// The file, or `in memory`.
    pub place: String,
    /// What went wrong.
    pub reason: String,
    /// Whether another process keeps it busy, which passes.
    pub busy: bool,
}

impl JournalError {
    pub(super) fn from_store(place: &str, error: StoreError) -> JournalError {
        JournalError {
            busy: error.busy,
            ..JournalError::new(place, error.reason)
        }
    }

    pub(super) fn new(place: &str, reason: impl fmt::Display) -> JournalError {
        JournalError {
            place: place.to_owned(),
            reason: reason.to_string(),
            busy: false,
        }
    }
}
