//! One product of a job.

use super::{DownloadError, Downloaded};
use crate::words::words;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::json;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use tokio::io::AsyncWrite;

words! {
    /// What kind of file a product is.
    #[non_exhaustive]
    MediaKind {
        /// A picture.
        Image = "image",
        /// A video.
        Video = "video",
        /// A sound.
        Audio = "audio",
        /// Anything else.
        Other = "other",
    }
}

/// Where a product is written.
pub(crate) type Writer<'a> = &'a mut (dyn AsyncWrite + Unpin + Send);

/// A product on its way.
pub(crate) type Downloading<'a> =
    Pin<Box<dyn Future<Output = Result<Downloaded, DownloadError>> + Send + 'a>>;

/// Downloads a product.
pub(crate) trait Downloader: Send + Sync {
    /// Writes what is behind a link.
    fn download<'a>(&'a self, link: &'a str, writer: Writer<'a>) -> Downloading<'a>;
}

impl fmt::Debug for dyn Downloader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Downloader")
    }
}

/// Where the content of a product is. There is no fourth case, so that a `match`
/// covers every product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaContent {
    /// A link, to be fetched without credentials.
    Url(String),
    /// The bytes of the file.
    Bytes(Vec<u8>),
    /// The file in standard base64.
    Base64(String),
}

/// One product of a job.
///
/// [`save`](Media::save) writes it to a file wherever it is: what came inline
/// is written, a link is downloaded through the sandbox.
///
/// As JSON it holds the link, or the size of what came inline.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Media {
    /// What kind of file it is.
    pub kind: MediaKind,
    /// Its media type: from the bytes where they came inline, else from the
    /// link, else `image/*` or `video/mp4`.
    pub mime_type: String,
    /// The file, or where it is.
    pub content: MediaContent,
    /// For a link, when the service deletes the file, in seconds since
    /// 1970-01-01T00:00:00Z.
    pub expires_at: Option<u64>,
    /// What downloads it.
    pub(crate) downloader: Option<Arc<dyn Downloader>>,
}

impl Media {
    /// A product that no host downloads.
    pub fn new(kind: MediaKind, mime_type: impl Into<String>, content: MediaContent) -> Media {
        Media {
            kind,
            mime_type: mime_type.into(),
            content,
            expires_at: None,
            downloader: None,
        }
    }

    /// The link, where it has one.
    pub fn url(&self) -> Option<&str> {
        match &self.content {
            MediaContent::Url(url) => Some(url),
            _ => None,
        }
    }
}

impl Serialize for Media {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = match &self.content {
            MediaContent::Url(url) => json!({ "url": url }),
            MediaContent::Bytes(bytes) => json!({ "bytes": bytes.len() }),
            MediaContent::Base64(text) => json!({ "base64": text.len() }),
        };
        let mut out = serializer.serialize_struct("Media", 4)?;
        out.serialize_field("kind", &self.kind)?;
        out.serialize_field("mime_type", &self.mime_type)?;
        out.serialize_field("content", &content)?;
        match self.expires_at {
            Some(time) => out.serialize_field("expires_at", &time)?,
            None => out.skip_field("expires_at")?,
        }
        out.end()
    }
}
