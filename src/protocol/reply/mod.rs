//! Replies, read as they arrive.

pub mod base64_stream;
pub mod body;
pub mod envelope;
pub mod reader;
pub mod room;
pub mod unexpected;
pub mod unpack;
