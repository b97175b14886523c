//! Where products are kept.

use crate::save::name::Target;
use std::path::{Path, PathBuf};
use visual_host::Journal;

/// A directory, and how files are created in it.
#[derive(Clone, Debug)]
pub struct Destination {
    pub target: Target,
    /// Readable and writable by the owner only.
    pub private: bool,
    /// Whether an existing file is replaced.
    pub replace: bool,
}

impl Destination {
    /// The place that was asked for; without one, the current directory.
    pub fn new(target: Option<&Target>, replace: bool) -> Destination {
        let here = || Target::directory_only(Path::new(""));
        Destination {
            target: target.cloned().unwrap_or_else(here),
            private: false,
            replace,
        }
    }
}

/// The places for what cannot be saved where it was asked for, in their order:
/// the current directory, the system's directory for temporary files, and that
/// of the journal.
pub fn fallbacks() -> impl Iterator<Item = Destination> {
    let journal = Journal::default_path(|name| std::env::var_os(name));
    let state = journal.and_then(|journal| journal.parent().map(Path::to_owned));
    let directories = [Some(PathBuf::new()), Some(std::env::temp_dir()), state];
    directories
        .into_iter()
        .flatten()
        .map(|directory| Destination {
            target: Target::directory_only(&directory),
            private: true,
            replace: false,
        })
}
