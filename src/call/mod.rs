//! A call from its first check to its outcome, sans-IO.

pub mod address;
pub mod cancel;
pub mod flow;
mod materials;
pub mod media_fetcher;
pub mod output;
pub mod probe;
pub mod product;
pub mod report;
pub mod retry;
pub mod side;
mod start;
pub mod submitted;
pub mod target;
pub mod task_text;

pub use start::{MAX_BODY, cancel, collect, custom, invoke, start, tool};
