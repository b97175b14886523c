//! Pictures and videos as they come back.

pub mod product;
pub mod sniff;
