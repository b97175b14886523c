//! A download, piece by piece.

use crate::sandbox::bindings::exports::volcengine::visual::downloads as guest;
use crate::sandbox::call::About;
use crate::sandbox::session::{Purpose, Session};
use crate::types::{Error, Origin};
use crate::{HostError, Usage, VisualHost, counters};
use tokio::time::Instant;
use visual_catalog::sanitize::cut;

/// How many bytes are passed at once.
const PIECE: u32 = 64 * 1024;
/// The most characters of a media type.
const MIME_TYPE: usize = 200;

/// A download under way, made by [`VisualHost::open_download`]. Its sandbox goes with it.
pub struct Download<'a> {
    host: &'a VisualHost,
    pub(super) session: Session,
    download: guest::Download,
    about: About<'a>,
    /// How many bytes came.
    pub(super) bytes: u64,
    outcome: &'static str,
    /// When it has taken as long as it may.
    pub(super) end: Instant,
}

impl From<&Origin> for guest::Origin {
    fn from(origin: &Origin) -> guest::Origin {
        guest::Origin {
            task: (&origin.task).into(),
            index: origin.index,
        }
    }
}

impl VisualHost {
    /// Opens a result link, to be read piece by piece within
    /// [`Limits::time`](crate::Limits::time). An expired link is requested again, once, if its
    /// origin is known.
    pub async fn open_download<'a>(
        &'a self,
        link: &str,
        origin: Option<&'a Origin>,
    ) -> Result<Download<'a>, Error> {
        let opened = self.open(link, origin).await;
        if opened.is_err() {
            counters::download("failed", 0);
        }
        opened
    }

    async fn open<'a>(
        &'a self,
        link: &str,
        origin: Option<&'a Origin>,
    ) -> Result<Download<'a>, Error> {
        let options = guest::DownloadOptions {
            origin: origin.map(Into::into),
            max_bytes: Some(self.limits.download),
            link_hosts: self.egress.link_hosts().to_vec(),
            // A file that trickles would never end otherwise.
            timeout_ms: Some(u32::try_from(self.limits.time.as_millis()).unwrap_or(u32::MAX)),
        };
        let mut session = self.download_session().await?;
        let end = Instant::now() + self.limits.time;
        let about = About::asking(origin.map(|origin| &origin.task));
        if let Some(origin) = origin {
            session.meter.about(&origin.task.tool);
        }
        let answer = session
            .call_for(Purpose::Ask, Some(0), async |guest| {
                guest.open(link, &options).await
            })
            .await;
        let download = self.conclude(&mut session, about, answer)?;
        Ok(Download {
            host: self,
            session,
            download,
            about,
            bytes: 0,
            outcome: "partial",
            end,
        })
    }
}

impl Download<'_> {
    /// The next bytes; none at the end of the file. A file that breaks off is an error: what
    /// was read of it until then is not the file.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let piece = self.read().await;
        match &piece {
            Ok(Some(_)) => {}
            Ok(None) => self.outcome = "done",
            Err(_) => self.outcome = "failed",
        }
        piece
    }

    async fn read(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let download = self.download;
        let answer = self
            .session
            .call_for(Purpose::Ask, Some(0), async |guest| {
                guest.read(download, PIECE).await
            })
            .await;
        let piece = self.host.conclude(&mut self.session, self.about, answer)?;
        self.bytes += piece.as_ref().map_or(0, Vec::len) as u64;
        let max = self.host.limits.download;
        if self.bytes > max {
            return Err(HostError::Limit(Usage::DownloadBytes, max).into());
        }
        Ok(piece)
    }

    /// The size in bytes, where the server names it.
    pub async fn length(&mut self) -> Result<Option<u64>, Error> {
        let download = self.download;
        let answer = self
            .session
            .call_for(Purpose::Ask, Some(0), async |guest| {
                Ok(Ok(guest.length(download).await?))
            })
            .await;
        self.host.conclude(&mut self.session, self.about, answer)
    }

    /// The media type: by the first bytes, else as the server says.
    pub async fn mime_type(&mut self) -> Result<String, Error> {
        let download = self.download;
        let answer = self
            .session
            .call_for(Purpose::Ask, Some(0), async |guest| {
                Ok(Ok(cut(guest.mime_type(download).await?, MIME_TYPE)))
            })
            .await;
        self.host.conclude(&mut self.session, self.about, answer)
    }
}

impl Drop for Download<'_> {
    fn drop(&mut self) {
        counters::download(self.outcome, self.bytes);
    }
}
