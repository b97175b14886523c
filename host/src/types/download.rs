//! Downloads of products.

use super::{Error, Task};

/// What was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// The size of the file.
    pub bytes: u64,
    /// Its media type: by its first bytes, else as the server says.
    pub mime_type: String,
    /// The memory that the component took for it, in bytes.
    pub memory: usize,
}

/// Where a link came from: with it, a link that has expired is replaced by a
/// new one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Origin {
    /// The job.
    pub task: Task,
    /// The product's place in [`Done::media`](crate::Done::media), counted from 0.
    pub index: u32,
}

impl Origin {
    /// A product of a job.
    pub fn new(task: Task, index: u32) -> Origin {
        Origin { task, index }
    }
}

/// Why nothing was fetched. No text contains the link: it is as good as a key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DownloadError {
    /// The component's error: its kind tells an ended link (`expired-link`), a
    /// host that is not allowed (`denied-by-host`), a file beyond
    /// [`Limits::download`](crate::Limits::download) (`too-large`) and a broken
    /// line (`network`, `timed-out`) apart.
    #[error(transparent)]
    Call(#[from] Error),
    /// The file could not be written, or its writer was too slow.
    #[error("it could not be written: {0}")]
    Write(#[from] std::io::Error),
}
