//! Refusals of the server's own, before anything was sent, in the shape that the clients of a
//! path read.

use super::openai;
use super::reply::response;
use axum::response::Response;
use http::{StatusCode, header};
use serde_json::Value;
use visual_http_api::Reply;
use visual_http_api::problem::refused;

/// A refusal with this status, kind and text.
pub fn refuse(path: &str, status: StatusCode, kind: &str, detail: &str) -> Response {
    shaped(path, refused(status.as_u16(), kind, detail))
}

/// The same of a refusal that both HTTP servers have.
pub fn shaped(path: &str, reply: Reply) -> Response {
    if !openai::is_route(path) {
        return response(reply);
    }
    let told: Value = serde_json::from_str(&reply.body).unwrap_or_default();
    let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
    let plain = response(reply);
    let (kind, detail) = (text("kind"), text("detail"));
    let mut shaped = openai::error_response(plain.status(), &kind, &detail);
    for (name, value) in plain.headers() {
        if name != header::CONTENT_TYPE {
            shaped.headers_mut().insert(name.clone(), value.clone());
        }
    }
    shaped
}
