//! Refusals of the server's own, before anything was sent, in the shape that the clients of a
//! path read.

use super::openai;
use super::reply::response;
use axum::response::Response;
use http::StatusCode;
use visual_http_api::Reply;
use visual_http_api::problem::refused;

/// A refusal with this status, kind and text.
pub fn refuse(path: &str, status: StatusCode, kind: &str, detail: &str) -> Response {
    shaped(path, refused(status.as_u16(), kind, detail))
}

/// The same of a refusal that both HTTP servers have.
pub fn shaped(path: &str, reply: Reply) -> Response {
    match openai::is_route(path) {
        true => openai::problem_response(reply),
        false => response(reply),
    }
}
