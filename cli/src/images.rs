//! Images that are arguments of a tool.

pub mod argument;
#[cfg(feature = "pictures")]
pub mod fit;
pub mod truncation;
