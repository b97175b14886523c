//! Results and files, through this server: a browser asks nobody else.

use super::address::file_name;
use super::known::{Known, find};
use super::visit::Visit;
use axum::body::Body;
use axum::extract::{Multipart, Path};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use visual_host::Done;

/// What is shown in a page: nothing that could run.
const SHOWN: [&str; 3] = ["image/", "video/", "audio/"];
/// What such a file may do when it is opened by itself.
const POLICY: &str = "default-src 'none'; img-src 'self'; media-src 'self'; sandbox";

/// The result of a purchase, once it is there.
async fn done(visit: &Visit, key: &str) -> Option<Arc<Done>> {
    match find(visit, key).await? {
        Known::Run(run) => run.done(),
        Known::Entry(_) => None,
    }
}

/// A picture out of a result, as a file for another tool.
pub async fn picture(visit: &Visit, key: &str, index: usize) -> Option<(String, Vec<u8>)> {
    let done = done(visit, key).await?;
    let bytes = done.media.get(index)?.bytes().await.ok()?;
    let name = file_name(key, index, visual_type(&bytes));
    Some((name, bytes))
}

fn visual_type(bytes: &[u8]) -> &'static str {
    let info = volcengine_visual::input::picture::image_info(bytes);
    info.map_or("application/octet-stream", |info| info.mime_type)
}

/// `GET /runs/{key}/media/{n}`.
pub async fn show(
    visit: Visit,
    Path((key, index)): Path<(String, usize)>,
    headers: HeaderMap,
) -> Response {
    let Some(done) = done(&visit, &key).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some(media) = done.media.get(index) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut bytes = Vec::new();
    let downloaded = match media.write_to(&mut bytes).await {
        Ok(downloaded) => downloaded,
        Err(error) => {
            let text = visit.locale.speak(|| match &error {
                visual_host::DownloadError::Call(error) => crate::output::failure::line(error),
                other => other.to_string(),
            });
            return (StatusCode::BAD_GATEWAY, text).into_response();
        }
    };
    file((bytes, &downloaded.mime_type), &headers)
}

/// `GET /uploads/{id}`.
pub async fn upload(visit: Visit, Path(id): Path<String>, headers: HeaderMap) -> Response {
    match visit.memory.uploads.get(&visit.tenant.name, &id) {
        Some(upload) => {
            let kind = upload.mime_type.unwrap_or("application/octet-stream");
            file((upload.bytes.clone(), kind), &headers)
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `POST /uploads`: keeps a file for a form, and answers with how it stands in it.
pub async fn receive(visit: Visit, mut form: Multipart) -> Response {
    let path = super::query::parameter(&visit.query, "control").unwrap_or_default();
    while let Ok(Some(field)) = form.next_field().await {
        let kept = super::incoming::file(&visit.files(), field).await;
        let upload = match kept {
            Ok(Some(id)) => visit.memory.uploads.get(&visit.tenant.name, &id),
            Ok(None) => continue,
            Err(text) => return (StatusCode::BAD_REQUEST, text).into_response(),
        };
        if let Some(upload) = upload {
            return visit.part(|| super::form::thumb(&path, &upload));
        }
    }
    StatusCode::BAD_REQUEST.into_response()
}

/// A file, or the part of it that is asked for.
fn file((bytes, kind): (Vec<u8>, &str), headers: &HeaderMap) -> Response {
    let is_shown =
        SHOWN.iter().any(|known| kind.starts_with(known)) && !kind.starts_with("image/svg");
    let kind = if is_shown {
        kind
    } else {
        "application/octet-stream"
    };
    let length = bytes.len();
    let asked = headers
        .get(header::RANGE)
        .and_then(|range| range.to_str().ok());
    let range = asked.and_then(|range| range_of(range, length));
    let (status, bytes) = match range {
        Some((first, last)) => {
            let part = bytes.get(first..=last).unwrap_or_default().to_vec();
            (StatusCode::PARTIAL_CONTENT, part)
        }
        None => (StatusCode::OK, bytes),
    };
    let mut response = (status, Body::from(bytes)).into_response();
    let headers = response.headers_mut();
    let mut set = |header, text: String| {
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.insert(header, value);
        }
    };
    set(header::CONTENT_TYPE, kind.to_owned());
    set(header::ACCEPT_RANGES, "bytes".to_owned());
    set(header::CACHE_CONTROL, "private, max-age=600".to_owned());
    set(header::CONTENT_SECURITY_POLICY, POLICY.to_owned());
    if let Some((first, last)) = range {
        set(
            header::CONTENT_RANGE,
            format!("bytes {first}-{last}/{length}"),
        );
    }
    if !is_shown {
        set(header::CONTENT_DISPOSITION, "attachment".to_owned());
    }
    response
}

/// The first and the last byte of a range, if it is one that can be served.
fn range_of(text: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    let end = length.checked_sub(1)?;
    let range = match (first.is_empty(), last.is_empty()) {
        (true, _) => (length.saturating_sub(last.parse().ok()?), end),
        (false, true) => (first.parse().ok()?, end),
        (false, false) => (first.parse().ok()?, last.parse::<usize>().ok()?.min(end)),
    };
    (range.0 <= range.1).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_stay_within_the_file() {
        for (text, expected) in [
            ("bytes=0-", Some((0, 9))),
            ("bytes=2-4", Some((2, 4))),
            ("bytes=2-400", Some((2, 9))),
            ("bytes=-3", Some((7, 9))),
            ("bytes=10-", None),
            ("bytes=4-2", None),
            ("lines=1-2", None),
            ("bytes=0-1,3-4", None),
        ] {
            assert_eq!(range_of(text, 10), expected, "{text}");
        }
        assert_eq!(range_of("bytes=0-", 0), None);
    }

    #[test]
    fn what_could_run_is_only_downloaded() {
        for kind in ["text/html", "image/svg+xml", "application/pdf"] {
            let response = file((vec![1], kind), &HeaderMap::new());
            assert_eq!(
                response.headers()[header::CONTENT_DISPOSITION],
                "attachment"
            );
            assert_eq!(
                response.headers()[header::CONTENT_TYPE],
                "application/octet-stream"
            );
        }
    }
}
