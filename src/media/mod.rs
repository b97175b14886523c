//! Pictures as they go in, pictures and videos as they come back.

pub mod base64_text;
pub mod picture;
#[cfg(feature = "component")]
pub mod product;
#[cfg(feature = "component")]
pub mod sniff;
