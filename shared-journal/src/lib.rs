//! What every member of a fleet must do alike, or a key would buy twice: the hashes by which
//! purchases are recognised, and the journal in PostgreSQL. No I/O: `visual-host` reaches the
//! database by a driver, `visual-http-pg.wasm` through its host.
//!
//! The journal's rules are functions of the database, in `sql/`: one statement is one
//! transaction, whichever member sends it.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

pub mod address;
pub mod canonical;
mod ending;
mod refusal;
mod row;
mod seal;
pub mod sql;

pub use ending::is_over;
pub use refusal::{KNOWN, OTHER_ACCOUNT, Refusal, no_time, unrecorded};
pub use row::{About, Claim, Claimed, Row};
pub use seal::Seal;
