//! What people and programs read of this program.

pub mod billed;
pub mod closed;
pub mod failure;
pub mod hint;
pub mod language;
pub mod layout;
pub mod price;
pub mod progress;
pub mod report;
pub mod terminal;
