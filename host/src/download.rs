//! Fetching a product: the component asks, without credentials, and this side
//! writes what comes, piece by piece.

mod stream;

pub use stream::Download;

use crate::types::{
    Advice, DownloadError, Downloaded, Downloader, Downloading, Error, ErrorKind, Media,
    MediaContent, Origin, Outcome, Purchase, Writer,
};
use crate::{PartialFile, VisualHost};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::io;
use std::path::Path;
use std::sync::Arc;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, timeout_at};
use tracing::instrument;

/// What downloads a product: the host that ordered it.
struct Source {
    host: Arc<VisualHost>,
    origin: Option<Origin>,
}

impl Downloader for Source {
    fn download<'a>(&'a self, link: &'a str, writer: Writer<'a>) -> Downloading<'a> {
        Box::pin(self.host.download_to(link, self.origin.as_ref(), writer))
    }
}

impl VisualHost {
    /// The outcome with this host as what downloads its products.
    pub(crate) fn with_source(&self, mut outcome: Outcome) -> Outcome {
        if let Outcome::Done(done) = &mut outcome {
            let host = Arc::new(self.clone());
            for (index, media) in (0..).zip(&mut done.media) {
                media.downloader = Some(Arc::new(Source {
                    host: host.clone(),
                    origin: done.task.clone().map(|task| Origin { task, index }),
                }));
            }
        }
        outcome
    }
}

impl Media {
    /// Writes the product to a file, which appears when it is complete; an
    /// existing one is replaced. What came inline is written; a link is
    /// downloaded through the sandbox, without credentials, and replaced by a
    /// new one where it has expired.
    pub async fn save(&self, path: impl AsRef<Path>) -> Result<Downloaded, DownloadError> {
        to_file(path.as_ref(), async |file| self.write_to(file).await).await
    }

    /// The bytes of the product, wherever it is. A link is downloaded as
    /// [`save`](Media::save) does.
    pub async fn bytes(&self) -> Result<Vec<u8>, DownloadError> {
        let mut bytes = Vec::new();
        self.write_to(&mut bytes).await?;
        Ok(bytes)
    }

    /// Writes the product into a writer, as [`save`](Media::save) does.
    pub async fn write_to(
        &self,
        writer: &mut (impl AsyncWrite + Unpin + Send),
    ) -> Result<Downloaded, DownloadError> {
        let decoded;
        let bytes = match &self.content {
            MediaContent::Url(link) => {
                let Some(downloader) = &self.downloader else {
                    let reason = "this product did not come from a host that could download it";
                    return Err(io::Error::new(io::ErrorKind::Unsupported, reason).into());
                };
                return downloader.download(link, writer).await;
            }
            MediaContent::Bytes(bytes) => bytes,
            MediaContent::Base64(text) => {
                decoded = BASE64_STANDARD.decode(text).map_err(|_| not_base64())?;
                &decoded
            }
        };
        writer.write_all(bytes).await?;
        writer.flush().await?;
        Ok(Downloaded {
            bytes: bytes.len() as u64,
            mime_type: self.mime_type.clone(),
            memory: 0,
        })
    }
}

/// A product that was paid for and cannot be read.
fn not_base64() -> Error {
    let texts = ("it is not base64".to_owned(), "内容不是 base64".to_owned());
    let mut error = Error::refused(ErrorKind::BadReply, "", texts);
    error.advice = Advice::Report;
    error.purchase = Purchase::Made;
    error
}

/// Writes a file that appears when it is complete.
async fn to_file(
    target: &Path,
    write: impl AsyncFnOnce(&mut tokio::fs::File) -> Result<Downloaded, DownloadError>,
) -> Result<Downloaded, DownloadError> {
    let directory = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut partial = PartialFile::in_directory(directory).await?;
    let downloaded = write(&mut partial.file).await?;
    partial.persist(target, true).await?;
    Ok(downloaded)
}

impl VisualHost {
    /// Downloads a result link to a file, which appears when it is complete;
    /// an existing one is replaced. An expired link is requested again,
    /// once, if its origin is known.
    pub async fn download(
        &self,
        link: &str,
        origin: Option<&Origin>,
        target: &Path,
    ) -> Result<Downloaded, DownloadError> {
        to_file(target, async |file| {
            self.download_to(link, origin, file).await
        })
        .await
    }

    /// Downloads a result link into a writer, piece by piece, within
    /// [`Limits::time`](crate::Limits::time), the writer's time included.
    #[instrument(name = "download", skip_all)]
    pub async fn download_to(
        &self,
        link: &str,
        origin: Option<&Origin>,
        writer: &mut (impl AsyncWrite + Unpin + Send + ?Sized),
    ) -> Result<Downloaded, DownloadError> {
        self.fetch(link, origin, writer).await
    }

    async fn fetch(
        &self,
        link: &str,
        origin: Option<&Origin>,
        writer: &mut (impl AsyncWrite + Unpin + Send + ?Sized),
    ) -> Result<Downloaded, DownloadError> {
        let mut download = self.open_download(link, origin).await?;
        let end = download.end;
        while let Some(piece) = download.next().await? {
            in_time(end, writer.write_all(&piece)).await?;
        }
        in_time(end, writer.flush()).await?;
        Ok(Downloaded {
            bytes: download.bytes,
            mime_type: download.mime_type().await?,
            memory: download.session.memory(),
        })
    }
}

/// Waits for a writer no longer than a download may take.
async fn in_time(end: Instant, work: impl Future<Output = io::Result<()>>) -> io::Result<()> {
    timeout_at(end, work).await.unwrap_or_else(|_| {
        let reason = "the writer took longer than a download may";
        Err(io::Error::new(io::ErrorKind::TimedOut, reason))
    })
}
