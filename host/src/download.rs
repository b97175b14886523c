//! Fetching a product: a plain GET without credentials, from allowed hosts.

use crate::transport::{Timeouts, Transport};
use crate::{Denied, Egress, PartialFile, VisualHost};
use bytes::Bytes;
use http::{Request, StatusCode, Uri};
use http_body_util::{BodyExt, Empty};
use std::path::Path;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody};

/// What was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downloaded {
    /// The size of the file.
    pub bytes: u64,
    /// The media type that the server gave.
    pub content_type: Option<String>,
}

/// Why nothing was fetched. No text contains the link: it is as good as a key.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// The link is no address.
    #[error("the link is malformed")]
    Malformed,
    /// The policy does not allow the host.
    #[error("{0}; `Egress::allow_link_hosts` allows more")]
    Denied(#[from] Denied),
    /// The server does not give the file; redirects are not followed.
    #[error("the server answered {0}{hint}", hint = status_hint(*.0))]
    Status(u16),
    /// The connection failed.
    #[error("{0}")]
    Network(#[from] Error),
    /// The file is larger than [`Limits::download`](crate::Limits::download).
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// The file could not be written.
    #[error("{0}")]
    Write(#[from] std::io::Error),
}

fn status_hint(status: u16) -> &'static str {
    match status {
        403 | 404 | 410 => ": the link has expired, ask for the task again",
        300..=399 => ": redirects are not followed",
        _ => "",
    }
}

impl VisualHost {
    /// Downloads a result link to a file, which appears when it is complete;
    /// an existing one is replaced.
    pub async fn download(&self, link: &str, target: &Path) -> Result<Downloaded, DownloadError> {
        let directory = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut partial = PartialFile::in_directory(directory).await?;
        let downloaded = self.download_to(link, &mut partial.file).await?;
        partial.persist(target, true).await?;
        Ok(downloaded)
    }

    /// Downloads a result link into a writer, piece by piece.
    pub async fn download_to(
        &self,
        link: &str,
        writer: &mut (impl AsyncWrite + Unpin),
    ) -> Result<Downloaded, DownloadError> {
        let fetch = Fetch {
            transport: &self.transport,
            egress: &self.egress,
            limit: self.limits.download,
        };
        fetch.run(link, writer).await
    }
}

/// What a download needs of a host.
struct Fetch<'a> {
    transport: &'a Transport,
    egress: &'a Egress,
    limit: u64,
}

impl Fetch<'_> {
    async fn run(
        &self,
        link: &str,
        writer: &mut (impl AsyncWrite + Unpin),
    ) -> Result<Downloaded, DownloadError> {
        let uri: Uri = link.parse().map_err(|_| DownloadError::Malformed)?;
        self.egress.check_link(&uri)?;
        let response = self.transport.send(get(uri)?, timeouts()).await?;
        if response.status() != StatusCode::OK {
            return Err(DownloadError::Status(response.status().as_u16()));
        }
        let content_type = response.headers().get(http::header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| Some(value.to_str().ok()?.to_owned()));
        let mut body = response.into_body();
        let mut bytes = 0;
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame?.into_data() else {
                continue;
            };
            bytes += data.len() as u64;
            if bytes > self.limit {
                return Err(DownloadError::TooLarge(self.limit));
            }
            writer.write_all(&data).await?;
        }
        writer.flush().await?;
        Ok(Downloaded {
            bytes,
            content_type,
        })
    }
}

fn get(uri: Uri) -> Result<Request<WasiBody>, DownloadError> {
    let nothing = Empty::<Bytes>::new().map_err(Error::from);
    Request::get(uri)
        .body(nothing.boxed_unsync())
        .map_err(|_| DownloadError::Malformed)
}

fn timeouts() -> Timeouts {
    Timeouts::from(RequestOptions::default())
}

#[cfg(test)]
#[path = "download_tests.rs"]
mod tests;
