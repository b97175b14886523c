//! What goes into an order beside its arguments, and what comes back.
//!
//! These types are this crate's own: they stay as they are when the engine or
//! the component's contract change. All of them are `Serialize`, in the form
//! that `visual --json` prints: names in snake_case, absent members left out.

mod catalog;
mod convert;
mod done;
mod download;
mod error;
mod media;
mod options;
mod task;
mod task_text;

pub use catalog::{Cancellation, CredentialCheck, ToolDescription, ToolInfo, ToolStatus};
pub use done::{Done, Outcome, Pending, Warning};
pub use download::{DownloadError, Downloaded, Origin};
pub use error::{Advice, Error, ErrorInfo, ErrorKind, Purchase};
pub(crate) use media::{Downloader, Downloading, Writer};
pub use media::{Media, MediaContent, MediaKind};
pub use options::{
    AigcLabel, Delivery, Options, OutputOptions, Watermark, WatermarkLanguage, WatermarkPosition,
};
pub use task::Task;

#[cfg(test)]
mod tests;
