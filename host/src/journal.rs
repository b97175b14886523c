//! What was ordered, written down before it is bought: so that one idempotency
//! key buys once, whatever breaks in between, and whichever process repeats it.
//!
//! An entry holds a handle, and nothing of what a call is about: the tool, the
//! idempotency key, salted hashes of the account and of the arguments, the text
//! form of the task, times, and what it costs by the price that is known.

#[cfg(feature = "postgres")]
mod address;
mod backend;
mod begin;
mod charge;
#[cfg(feature = "postgres")]
mod check;
mod claim;
mod end;
mod entry;
mod error;
mod handle;
mod local;
mod log;
mod memory;
#[cfg(not(feature = "postgres"))]
mod no_database;
mod owner;
#[cfg(feature = "journal")]
mod place;
#[cfg(feature = "postgres")]
mod postgres;
mod purchases;
mod random;
mod record;
mod sending;
mod shared;
#[cfg(feature = "journal")]
mod sqlite;
mod store;
mod time;
#[cfg(feature = "postgres")]
mod transfer;
mod usage;

#[cfg(feature = "postgres")]
pub use address::JournalAddress;
pub(crate) use begin::Begun;
pub(crate) use charge::{Charge, Delivered, Ending};
#[cfg(feature = "postgres")]
pub use check::{JournalCheck, JournalFinding, Migrated};
pub(crate) use claim::{Caps, CostRefusal};
pub(crate) use end::Asker;
pub(crate) use entry::Request;
pub use entry::{Entry, State};
pub use error::JournalError;
pub use handle::Journal;
pub(crate) use log::Committed;
#[cfg(not(feature = "postgres"))]
pub(crate) use no_database::{Database, DatabaseClient};
#[cfg(feature = "postgres")]
pub(crate) use postgres::{Database, DatabaseClient};
pub(crate) use random::random_key;
pub(crate) use record::LAST_WORD;
pub(crate) use sending::Sending;
pub(crate) use store::StoreError;
#[cfg(feature = "postgres")]
pub use transfer::{TransferError, Transferred};
pub use usage::{DailyUsage, UsageAmount, UsageUnits, UsageUnmeasured};

#[cfg(test)]
#[path = "journal/tests.rs"]
mod tests;
