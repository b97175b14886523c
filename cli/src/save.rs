//! Saving results: where to, under which names, and what is said of it.

pub mod destination;
pub mod name;
pub mod preflight;
pub mod preview;
pub mod probe;
pub mod save_error;
pub mod saved;
pub mod saving;
pub mod tool_facts;
