//! Files and directories on this machine.

mod bounded;
pub(crate) mod io_error;
mod partial;
pub(crate) mod private;

pub use bounded::read_bounded;
pub use io_error::words_zh as io_error_zh;
pub use partial::PartialFile;
