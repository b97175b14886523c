//! The tools as structs: one for each tool that has a typed function.
//!
//! Required arguments are parameters of `new`, the others have setters. The
//! limits in the documentation are those of the service; they are checked
//! before anything is sent, and the error names the argument.
//!
//! ```
//! use visual_host::tools::{General30, Request};
//!
//! let tool = General30::new("a cat").size(1024, 1024).seed(7);
//! let request = Request::from(tool);
//! assert_eq!(request.tool(), "high-aes-general-v30l-zt2i");
//! ```
//!
//! Tools that answer with facts, not media, have a [`Report`] struct beside
//! them, which [`Done::report`](crate::Done::report) reads.

mod arguments;
#[rustfmt::skip]
mod families;
mod image;
pub(crate) mod report;
mod request;
mod structs;

pub use families::*;
pub use image::Image;
pub use report::Report;
pub use request::{Actions, Request, Tool};
