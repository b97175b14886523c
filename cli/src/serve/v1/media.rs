//! `GET /v1/media/{task}/{index}`: a product, streamed through the sandbox. Keys are not sent for
//! it, and its link is not shown.

use super::outcome;
use super::range::{Range, Wanted};
use crate::serve::pieces::{self, Writer};
use crate::serve::reply::response;
use crate::serve::server::Server;
use crate::serve::tenant::Tenant;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use std::io;
use std::sync::Arc;
use tokio::sync::oneshot;
use visual_host::{Download, Error, Media, MediaContent, Origin, Task};
use visual_http_api::Reply;
use visual_http_api::problem::refused;
use visual_http_api::reply::POLL_SECONDS;

/// What a browser may show of a file: nothing that runs.
const POLICY: &str = "default-src 'none'; sandbox";

/// What is known of a file before its first byte.
struct Head {
    mime_type: String,
    wanted: Wanted,
}

pub async fn media(
    State(server): State<Arc<Server>>,
    Extension(tenant): Extension<Arc<Tenant>>,
    path: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    let place = path
        .ok()
        .and_then(|Path((id, index))| Some((id, index.parse().ok()?)));
    let Some((id, index)) = place else {
        let detail = "A file is at /v1/media/{task}/{index}, with results counted from 0.";
        return response(refused(404, "not-found", detail));
    };
    let answer = match tenant.task(&id).await {
        Ok(task) => product(&server, tenant, (task, index), &headers).await,
        Err(error) => Err(outcome::not_found(&error)),
    };
    answer.unwrap_or_else(response)
}

/// A product of a task, or the range of it that is asked for.
pub async fn product(
    server: &Server,
    tenant: Arc<Tenant>,
    (task, index): (Task, u32),
    headers: &HeaderMap,
) -> Result<Response, Reply> {
    let failed = |error: Error| outcome::failed(&error, false);
    let found = server.results.find(&tenant, task.clone()).await;
    let Some(done) = found.map_err(failed)? else {
        let reply = refused(409, "pending", "The task has no result yet.");
        return Err(reply.with("retry-after", POLL_SECONDS.to_string()));
    };
    let place = usize::try_from(index).unwrap_or(usize::MAX);
    let Some(media) = done.media.get(place) else {
        let count = done.media.len();
        let detail = format!("The task has {count} results, counted from 0.");
        return Err(refused(404, "not-found", &detail));
    };
    let range = Range::read(headers);
    if let Some(bytes) = inline(media) {
        let wanted = Wanted::new(range, Some(bytes.len() as u64))?;
        let piece = wanted.of(0, bytes);
        let head = Head {
            mime_type: media.mime_type.clone(),
            wanted,
        };
        return Ok(told(&head, Body::from(piece)));
    }
    let link = media.url().unwrap_or_default().to_owned();
    let (writer, body) = pieces::body();
    let (head, told_head) = oneshot::channel();
    tokio::spawn(async move {
        stream(&tenant, (&link, task, index), range, (head, writer)).await;
    });
    match told_head.await {
        Ok(head) => head.map(|head| told(&head, body)),
        Err(_) => Err(refused(
            500,
            "internal",
            "The download ended without a word.",
        )),
    }
}

/// The file, where it came with the result.
fn inline(media: &Media) -> Option<Bytes> {
    match &media.content {
        MediaContent::Url(_) => None,
        MediaContent::Bytes(bytes) => Some(Bytes::from(bytes.clone())),
        MediaContent::Base64(text) => Some(Bytes::from(BASE64_STANDARD.decode(text).ok()?)),
    }
}

/// Downloads a link, and tells first what it leads to.
async fn stream(
    tenant: &Tenant,
    (link, task, index): (&str, Task, u32),
    range: Option<Range>,
    (head, writer): (oneshot::Sender<Result<Head, Reply>>, Writer),
) {
    let origin = Origin::new(task, index);
    let opened = async {
        let mut download = tenant.host.open_download(link, Some(&origin)).await?;
        // The first bytes tell the media type.
        let first = download.next().await?;
        let mime_type = download.mime_type().await?;
        let length = download.length().await?;
        Ok::<_, Error>((download, first, mime_type, length))
    };
    let (download, first, mime_type, length) = match opened.await {
        Ok(opened) => opened,
        Err(error) => {
            _ = head.send(Err(outcome::failed(&error, false)));
            return;
        }
    };
    let wanted = match Wanted::new(range, length) {
        Ok(wanted) => wanted,
        Err(reply) => {
            _ = head.send(Err(reply));
            return;
        }
    };
    if head
        .send(Ok(Head {
            mime_type,
            wanted: wanted.clone(),
        }))
        .is_ok()
    {
        copy(download, first, &wanted, &writer).await;
    }
}

/// Writes what is wanted of a file. A break in it breaks the response off.
async fn copy(
    mut download: Download<'_>,
    first: Option<Vec<u8>>,
    wanted: &Wanted,
    writer: &Writer,
) {
    let (mut place, mut next) = (0, Ok(first));
    loop {
        let piece = match next {
            Ok(Some(piece)) => piece,
            Ok(None) => return,
            Err(_) => {
                let broken = io::Error::from(io::ErrorKind::ConnectionAborted);
                _ = writer.send(Err(broken)).await;
                return;
            }
        };
        let length = piece.len() as u64;
        let piece = wanted.of(place, Bytes::from(piece));
        place += length;
        if !piece.is_empty() && writer.send(Ok(piece)).await.is_err() {
            return;
        }
        if wanted.ends_before(place) {
            return;
        }
        next = download.next().await;
    }
}

fn told(head: &Head, body: Body) -> Response {
    let mut response = Response::new(body);
    if head.wanted.is_part() {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    let headers = response.headers_mut();
    let mut insert = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    insert(header::CONTENT_TYPE, shown(&head.mime_type));
    insert(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    insert(header::CONTENT_SECURITY_POLICY, POLICY);
    insert(header::CACHE_CONTROL, "private, max-age=3600");
    if let Some(length) = head.wanted.length() {
        insert(header::CONTENT_LENGTH, &length.to_string());
        insert(header::ACCEPT_RANGES, "bytes");
    }
    if let Some(range) = head.wanted.content_range() {
        insert(header::CONTENT_RANGE, &range);
    }
    response
}

/// The media type that a browser is told: one of a picture, film or sound that cannot run
/// anything, or of bytes.
fn shown(mime_type: &str) -> &str {
    let kinds = ["image/", "video/", "audio/"];
    let is_media = kinds.iter().any(|kind| mime_type.starts_with(kind));
    match is_media && !mime_type.contains("svg") {
        true => mime_type,
        false => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_is_bytes() {
        assert_eq!(shown("image/png"), "image/png");
        assert_eq!(shown("video/mp4"), "video/mp4");
        for mime_type in ["image/svg+xml", "text/html", "application/pdf", ""] {
            assert_eq!(shown(mime_type), "application/octet-stream");
        }
    }
}
