//! From what the HTTP interface says to responses.

use axum::body::Body;
use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode, header};
use visual_http_api::Reply;

/// A response of JSON, or of problem details.
pub fn response(reply: Reply) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    let status = StatusCode::from_u16(reply.status);
    *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_static(reply.media_type);
    headers.insert(header::CONTENT_TYPE, media_type);
    // Links are for their owner alone, and tasks go on.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}
