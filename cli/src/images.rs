//! Images that are arguments of a tool.

pub mod argument;
#[cfg(feature = "pictures")]
pub mod decode;
#[cfg(feature = "pictures")]
pub mod fit;
#[cfg(feature = "pictures")]
mod mask;
pub mod truncation;
