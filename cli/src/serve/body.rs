//! Bodies of requests: read whole before a door sees them, within a length and a time.

use axum::body::Body;
use axum::extract::Request;
use http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::time::Duration;
use tokio::time::timeout;
use visual_http_api::Reply;
use visual_http_api::refusal::{BODY_SECONDS, MAX_BODY, incomplete, too_large, too_slow};

/// The most bytes of the form that opens a session.
const MAX_FORM: usize = 4 << 10;

/// How long it may take.
const FORM_TIMEOUT: Duration = Duration::from_secs(10);

/// The request with its whole body.
pub async fn read(request: Request) -> Result<Request, Reply> {
    within(request, MAX_BODY, Duration::from_secs(BODY_SECONDS)).await
}

/// The same of the form that opens a session.
pub async fn read_form(request: Request) -> Result<Request, Reply> {
    within(request, MAX_FORM, FORM_TIMEOUT).await
}

async fn within(request: Request, max: usize, time: Duration) -> Result<Request, Reply> {
    let (parts, body) = request.into_parts();
    if length(&parts.headers).is_some_and(|length| length > max as u64) {
        return Err(too_large());
    }
    match timeout(time, Limited::new(body, max).collect()).await {
        Ok(Ok(body)) => Ok(Request::from_parts(parts, Body::from(body.to_bytes()))),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(incomplete()),
        Err(_) => Err(too_slow()),
    }
}

fn length(headers: &HeaderMap) -> Option<u64> {
    let length = headers.get(header::CONTENT_LENGTH)?.to_str().ok()?;
    length.parse().ok()
}
