//! Typed functions by table: the canonical ABI, and all unsafe code of the core.

mod exports;
mod memory;
#[rustfmt::skip]
mod tools;

pub use exports::{keep_report, take};
