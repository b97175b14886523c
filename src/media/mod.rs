//! Pictures as they go in, pictures and videos as they come back.

pub mod base64_stream;
pub mod base64_text;
pub mod picture;
#[cfg(feature = "component")]
pub mod product;
pub mod reply_reader;
#[cfg(feature = "component")]
pub mod sniff;
