//! What can go wrong, what it means, and who must act.

mod decode;
pub mod fault;
pub mod service_codes;
pub mod side_notes;
pub mod stage;
pub mod transport_codes;
pub mod transport_error;
pub mod unexpected_reply;

pub use decode::decode;
