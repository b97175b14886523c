//! Where a journal is.

use super::error::JournalError;
use super::handle::Journal;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use visual_shared_journal::address;

/// Where a journal is: in a file, or in a database that many machines share.
#[derive(Clone, PartialEq, Eq)]
pub enum JournalAddress {
    /// A file of SQLite.
    File(PathBuf),
    /// `postgres://user@host:port/database`; it may hold a password.
    Database(String),
}

impl JournalAddress {
    /// Whether it is a database, which many machines can share.
    pub fn is_shared(&self) -> bool {
        matches!(self, JournalAddress::Database(_))
    }

    /// Opens the journal ([`Journal::open`]), or connects to it ([`Journal::connect`]).
    pub fn open(&self) -> Result<Journal, JournalError> {
        match self {
            JournalAddress::File(path) => Journal::open(path),
            JournalAddress::Database(address) => Journal::connect(address),
        }
    }
}

impl From<OsString> for JournalAddress {
    fn from(text: OsString) -> JournalAddress {
        match text.to_str() {
            Some(text) if address::is_database(text) => JournalAddress::Database(text.to_owned()),
            _ => JournalAddress::File(text.into()),
        }
    }
}

/// As it can be shown and written down: without the password.
impl fmt::Display for JournalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JournalAddress::File(path) => path.display().fmt(f),
            JournalAddress::Database(text) => f.write_str(&address::without_password(text)),
        }
    }
}

impl fmt::Debug for JournalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
