//! Saving results: where to, under which names, and what is said of it.

pub mod foresee;
pub mod makes;
pub mod name;
pub mod place;
pub mod preview;
pub mod problem;
pub mod saved;
pub mod saving;
pub mod seen;
