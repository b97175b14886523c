//! The head of the response to a link: whether a file follows.

use crate::download::download_error::DownloadError;
use crate::protocol::reply::body::is_understood;

/// The default maximum size of a file.
pub const MAX_BYTES: u64 = 1 << 30;
/// The maximum number of bytes of one read.
pub const MAX_READ: u32 = 256 * 1024;

/// What the head of a response means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The file follows.
    File,
    /// The file is at another address.
    Redirect(String),
    /// There is no file.
    Failed(DownloadError),
}

/// The head of the response to a link.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// `Location` of a redirect.
    pub location: Option<String>,
    /// `Content-Length`.
    pub length: Option<u64>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// The content coding of the body.
    pub encoding: Option<String>,
    /// `Retry-After`, in milliseconds.
    pub retry_after_ms: Option<u32>,
}

impl Head {
    /// What it means for a caller who takes at most `max` bytes.
    pub fn verdict(&self, max: u64) -> Verdict {
        let is_unknown = |coding: &String| !is_understood(coding);
        let error = match (self.status, &self.location, self.length) {
            (301 | 302 | 303 | 307 | 308, Some(location), _) => {
                return Verdict::Redirect(location.clone());
            }
            (403 | 404 | 410, ..) => DownloadError::Expired(self.status),
            (200, _, Some(0)) => DownloadError::Empty,
            (200, _, Some(length)) if length > max => DownloadError::TooLarge(max),
            (200, ..) if self.encoding.as_ref().is_some_and(is_unknown) => DownloadError::Encoding,
            (200, ..) => return Verdict::File,
            _ => DownloadError::Status(self.status, self.retry_after_ms),
        };
        Verdict::Failed(error)
    }

    /// Whether the body is compressed with gzip.
    pub fn is_packed(&self) -> bool {
        let coding = self.encoding.as_deref().unwrap_or_default();
        !matches!(coding, "" | "identity")
    }

    /// The media type of a file with this beginning; an error if the response is
    /// a web page.
    pub fn mime_type(&self, beginning: &[u8]) -> Result<String, DownloadError> {
        if let Some(known) = crate::protocol::sniff::mime_type(beginning) {
            return Ok(known.to_string());
        }
        let said = self.content_type.as_deref().unwrap_or_default();
        let said = said.split(';').next().unwrap_or_default().trim();
        let said = visual_catalog::sanitize::excerpt(&said.to_ascii_lowercase(), 60);
        let page = said.starts_with("text/") || said.ends_with("json") || said.ends_with("xml");
        // No image, video or audio file begins with these.
        let markup = matches!(beginning.trim_ascii_start().first(), Some(b'<' | b'{'));
        match said.as_str() {
            _ if page || markup => Err(DownloadError::Page(said)),
            "" => Ok("application/octet-stream".to_string()),
            _ => Ok(said),
        }
    }
}
