//! What a caller gives: read, checked and written as the body of a request.

pub mod arguments;
pub mod base64_text;
pub mod body;
pub mod check;
pub mod json;
pub mod picture;
