//! What people and programs read of this program.

pub mod failure;
pub mod progress;
pub mod report;
pub mod terminal;
