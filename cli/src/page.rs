//! The page of `visual serve`, for people.

use crate::serve::server::Server;
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use std::sync::Arc;

pub fn router() -> Router<Arc<Server>> {
    Router::new()
}

/// What a browser without a session is shown: a form that posts `token` to `/session`.
/// `is_wrong`: the token that was posted is not known.
pub fn sign_in(_headers: &HeaderMap, is_wrong: bool) -> Response {
    let text = match is_wrong {
        true => "This token is not known.",
        false => "Sign in with the link that the server printed, or with a token.",
    };
    let html = format!(
        "<!doctype html><meta charset=utf-8><title>visual</title><p>{text}</p>\
         <form method=post action=/session><input type=password name=token><button>OK</button></form>"
    );
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response
}
