//! What a finished file is: its type, its size, and whether it is all there.

use crate::images::truncation;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use visual_catalog::Text;
use volcengine_visual::protocol::sniff;

/// How much of an image is read for its sides: they come before the pixels.
const HEAD: u64 = 1 << 20;

/// What was seen of a file.
#[derive(Debug)]
pub struct Probe {
    /// By the first bytes.
    pub extension: Option<&'static str>,
    /// By the first bytes.
    pub mime_type: Option<&'static str>,
    /// The size of the file.
    pub bytes: u64,
    /// Width and height of an image.
    pub sides: Option<(usize, usize)>,
    /// What is certainly missing.
    pub missing: Option<Text>,
}

/// Looks at a file, away from the threads that answer signals.
pub async fn probe(path: &Path) -> io::Result<Probe> {
    let path: PathBuf = path.to_owned();
    let seen = tokio::task::spawn_blocking(move || probe_now(&path)).await;
    seen.map_err(io::Error::other)?
}

fn probe_now(path: &Path) -> io::Result<Probe> {
    let mut file = File::open(path)?;
    let bytes = file.metadata()?.len();
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    let mime_type = sniff::mime_type(&head);
    let is_picture = mime_type.is_some_and(|mime_type| mime_type.starts_with("image/"));
    let sides = is_picture
        .then(|| imagesize::blob_size(&head).ok())
        .flatten();
    Ok(Probe {
        extension: mime_type.and_then(sniff::extension),
        mime_type,
        bytes,
        sides: sides.map(|sides| (sides.width, sides.height)),
        missing: mime_type.and_then(|mime_type| truncation::missing(&mut file, bytes, mime_type)),
    })
}
