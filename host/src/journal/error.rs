//! Why a journal cannot be used.

use super::schema;
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
    pub(super) fn from_sqlite(place: &str, error: rusqlite::Error) -> JournalError {
        JournalError {
            busy: schema::is_busy(&error),
            ..JournalError::new(place, error)
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
