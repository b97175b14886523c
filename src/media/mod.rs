//! Pictures as they go in, pictures and videos as they come back.

#[cfg(feature = "component")]
pub mod address;
pub mod base64_stream;
pub mod base64_text;
pub mod picture;
#[cfg(feature = "component")]
pub mod product;
pub mod reply_body;
pub mod reply_reader;
pub mod room;
pub mod sniff;
pub mod unpack;
