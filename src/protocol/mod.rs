//! The service's protocol, sans-IO: no clock, no network, no wasi.

pub mod canonical;
pub mod codes;
pub mod envelope;
pub mod mask;
pub mod oddity;
pub mod output;
pub mod request;
pub mod time;
pub mod transport_codes;
