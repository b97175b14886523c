//! Errors in OpenAI's shape.

use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use serde_json::json;

/// Whether a path is one of OpenAI's interface, whose clients read errors of its own shape.
pub fn is_route(path: &str) -> bool {
    let prefixes = ["/v1/images/", "/v1/models", "/v1/videos"];
    prefixes.iter().any(|prefix| path.starts_with(prefix))
}

/// An error in OpenAI's shape.
pub fn error_response(status: StatusCode, code: &str, message: &str) -> Response {
    let error = json!({ "message": message, "type": code, "param": null, "code": code });
    let mut response = Response::new(Body::from(json!({ "error": error }).to_string()));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}
