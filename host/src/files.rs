//! Files and directories on this machine.

mod bounded;
mod partial;
pub(crate) mod private;

pub use bounded::read_bounded;
pub use partial::PartialFile;
