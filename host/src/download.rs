//! Fetching a product: the component asks, without credentials, and this side
//! writes what comes, piece by piece.

use crate::sandbox::bindings::exports::volcengine::visual::downloads::{
    Download, DownloadOptions, Origin,
};
use crate::sandbox::call::About;
use crate::sandbox::session::Purpose;
use crate::{CallError, HostError, PartialFile, Session, Usage, VisualHost};
use std::io;
use std::path::Path;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, timeout_at};
use visual_catalog::sanitize::cut;

/// How many bytes are passed at once.
const PIECE: u32 = 64 * 1024;
/// The most characters of a media type.
const MIME_TYPE: usize = 200;

/// What was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downloaded {
    /// The size of the file.
    pub bytes: u64,
    /// Its media type: by its first bytes, else as the server says.
    pub mime_type: String,
    /// The memory that the component took for it, in bytes.
    pub memory: usize,
}

/// Why nothing was fetched. No text contains the link: it is as good as a key.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// The component's error: its kind tells an ended link (`expired-link`), a
    /// host that is not allowed (`denied-by-host`), a file beyond
    /// [`Limits::download`](crate::Limits::download) (`too-large`) and a broken
    /// line (`network`, `timed-out`) apart.
    #[error("{0}")]
    Call(#[from] CallError),
    /// The file could not be written, or its writer was too slow.
    #[error("it could not be written: {0}")]
    Write(#[from] std::io::Error),
}

impl VisualHost {
    /// Downloads a result link to a file, which appears when it is complete;
    /// an existing one is replaced. A link that has ended is asked for anew,
    /// once, if its origin is known.
    pub async fn download(
        &self,
        link: &str,
        origin: Option<&Origin>,
        target: &Path,
    ) -> Result<Downloaded, DownloadError> {
        let directory = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut partial = PartialFile::in_directory(directory).await?;
        let downloaded = self.download_to(link, origin, &mut partial.file).await?;
        partial.persist(target, true).await?;
        Ok(downloaded)
    }

    /// Downloads a result link into a writer, piece by piece, within
    /// [`Limits::time`](crate::Limits::time), the writer's time included.
    pub async fn download_to(
        &self,
        link: &str,
        origin: Option<&Origin>,
        writer: &mut (impl AsyncWrite + Unpin),
    ) -> Result<Downloaded, DownloadError> {
        let options = DownloadOptions {
            origin: origin.cloned(),
            max_bytes: Some(self.limits.download),
            link_hosts: self.egress.link_hosts().to_vec(),
            // A file that trickles would never end otherwise.
            within_ms: Some(u32::try_from(self.limits.time.as_millis()).unwrap_or(u32::MAX)),
        };
        let mut session = self.download_session().await.map_err(CallError::from)?;
        let end = Instant::now() + self.limits.time;
        let about = About::asking(origin.map(|origin| &origin.task));
        if let Some(origin) = origin {
            session.meter.about(&origin.task.tool);
        }
        let answer = session
            .call_for(Purpose::Ask, Some(0), async |visual, store| {
                let downloads = visual.volcengine_visual_downloads();
                downloads.call_open(store, link, Some(&options)).await
            })
            .await;
        let download = self.conclude(&mut session, about, answer)?;
        let mut stream = Stream {
            host: self,
            session,
            download,
            about,
        };
        let mut bytes = 0;
        while let Some(piece) = stream.next().await? {
            bytes += piece.len() as u64;
            if bytes > self.limits.download {
                let limit = HostError::Limit(Usage::DownloadBytes, self.limits.download);
                return Err(CallError::from(limit).into());
            }
            in_time(end, writer.write_all(&piece)).await?;
        }
        in_time(end, writer.flush()).await?;
        Ok(Downloaded {
            bytes,
            mime_type: stream.mime_type().await?,
            memory: stream.session.memory(),
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

/// A download under way. Its sandbox goes with it.
struct Stream<'a> {
    host: &'a VisualHost,
    session: Session,
    download: Download,
    about: About<'a>,
}

impl Stream<'_> {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, CallError> {
        let download = self.download;
        let answer = self
            .session
            .call_for(Purpose::Ask, Some(0), async |visual, store| {
                let downloads = visual.volcengine_visual_downloads();
                downloads.download().call_read(store, download, PIECE).await
            })
            .await;
        self.host.conclude(&mut self.session, self.about, answer)
    }

    async fn mime_type(&mut self) -> Result<String, CallError> {
        let download = self.download;
        let answer = self
            .session
            .call_for(Purpose::Ask, Some(0), async |visual, store| {
                let downloads = visual.volcengine_visual_downloads();
                let told = downloads.download().call_mime_type(store, download).await?;
                Ok(Ok(cut(told, MIME_TYPE)))
            })
            .await;
        self.host.conclude(&mut self.session, self.about, answer)
    }
}
