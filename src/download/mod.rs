//! Downloads of results without I/O: which links are allowed, and what a response means.

pub mod download_error;
pub mod head;
pub mod link;
