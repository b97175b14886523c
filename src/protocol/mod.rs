//! The service's protocol, sans-IO: no clock, no network, no wasi.

pub mod body;
pub mod canonical_request;
pub mod json_writer;
pub mod redaction;
pub mod reply;
pub mod request;
pub mod route;
pub mod shared_text;
pub mod signature;
pub mod sniff;
pub mod special_address;
pub mod string_to_sign;
pub mod time;
