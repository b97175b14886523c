//! Moving a journal: all that it holds as lines of JSON, and back.

mod error;
mod format;
mod sqlite;

pub use error::TransferError;
pub(super) use error::{Fault, TransferResult};
pub use format::Transferred;
pub(super) use format::{Header, Part, Reader, Usage, Writer};

use super::address::JournalAddress;
use super::postgres as database;
use std::io::{BufRead, Write};

impl JournalAddress {
    /// Writes all that the journal holds, of every tenant, as it is at one moment: lines of JSON,
    /// which [`import`](JournalAddress::import) reads. The salt of its hashes is among them.
    ///
    /// Refused while purchases are under way. A journal that is `closed` by it refuses purchases
    /// from then on, in every process that uses it, so that none is missing where it moves to.
    ///
    /// Blocks.
    pub fn export(
        &self,
        output: &mut (dyn Write + Send),
        closed: bool,
    ) -> Result<Transferred, TransferError> {
        let mut writer = Writer::new(output);
        match self {
            JournalAddress::File(path) => sqlite::export(path, &mut writer, closed),
            JournalAddress::Database(address) => database::export(address, &mut writer, closed),
        }
        .map_err(|error| error.at(self))
    }

    /// Reads what [`export`](JournalAddress::export) wrote into an empty journal, all or nothing.
    /// A journal that holds exactly the same is left as it is. One that was closed is opened
    /// again if that is asked for (`reopen`).
    ///
    /// Refused where the journal holds anything else, another process uses it, or it is closed.
    ///
    /// Blocks.
    pub fn import(
        &self,
        input: &mut (dyn BufRead + Send),
        reopen: bool,
    ) -> Result<Transferred, TransferError> {
        let mut reader = Reader::new(input);
        match self {
            JournalAddress::File(path) => sqlite::import(path, &mut reader, reopen),
            JournalAddress::Database(address) => database::import(address, &mut reader, reopen),
        }
        .map_err(|error| error.at(self))
    }
}
