//! What people and programs read of this program.

pub mod account;
pub mod billed;
pub mod closed;
pub mod failure;
pub mod hint;
pub mod language;
pub mod layout;
pub mod price;
pub mod progress;
pub mod report;
pub mod source;
pub mod terminal;
pub mod typed;
pub mod wrapping;
