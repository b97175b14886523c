//! What can go wrong, what it means, and who must act.

pub mod failure;
pub mod fault;
pub mod oddity;
pub mod service_codes;
pub mod transport_codes;
