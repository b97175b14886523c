//! Whether a journal can be used, and what is in it.

mod found;
mod sqlite;

pub(super) use found::Found;
pub use found::{JournalCheck, JournalFinding, Migrated};

use super::address::JournalAddress;
use super::error::JournalError;
use super::postgres as database;

impl JournalAddress {
    /// Looks whether the journal can be used, and what is in it. An error is that it cannot.
    ///
    /// Blocks.
    pub fn check(&self) -> Result<JournalCheck, JournalError> {
        let found = match self {
            JournalAddress::File(path) => sqlite::check(path),
            JournalAddress::Database(address) => database::check(address),
        };
        let found = found.map_err(|error| JournalError::from_store(&self.to_string(), error))?;
        Ok(found.told(self))
    }

    /// Brings the tables of the journal to the version of this program, all or nothing.
    ///
    /// Blocks.
    pub fn migrate(&self) -> Result<Migrated, JournalError> {
        let migrated = match self {
            JournalAddress::File(path) => sqlite::migrate(path),
            JournalAddress::Database(address) => database::migrate(address),
        };
        migrated.map_err(|error| JournalError::from_store(&self.to_string(), error))
    }
}
