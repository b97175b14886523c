//! What was ordered, written down before it is bought: so that one idempotency
//! key buys once, whatever breaks in between, and whoever repeats it.
//!
//! An entry holds a handle, and nothing of what a call is about: the tool, the
//! idempotency key, salted hashes of the account and of the arguments, the text
//! form of the task, and times.

mod begin;
mod end;
mod entry;
mod error;
mod handle;
mod memory;
mod owner;
#[cfg(feature = "journal")]
mod place;
mod seal;
mod sending;
mod shared;
#[cfg(feature = "journal")]
mod sqlite;
mod store;
mod time;

pub(crate) use begin::Begun;
pub(crate) use end::Asker;
pub(crate) use entry::Request;
pub use entry::{Entry, State};
pub use error::JournalError;
pub use handle::Journal;
pub(crate) use seal::random_key;
pub(crate) use sending::Sending;

#[cfg(test)]
#[path = "journal/tests.rs"]
mod tests;
