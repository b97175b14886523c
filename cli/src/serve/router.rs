//! The doors, and who stands before them.

use super::guard::guard;
use super::observe::observe;
use super::refusal::refuse;
use super::reply::response;
use super::server::Server;
use super::{openai, scrape, v1};
use crate::{mcp, page};
use axum::Router;
use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::get;
use http::{StatusCode, Uri};
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use visual_http_api::problem::refused;
use visual_http_api::{Reply, json};

/// All routes. Those of health need no token.
pub fn router(server: Arc<Server>) -> Router {
    let doors = Router::new()
        .merge(v1::router())
        .merge(openai::router())
        .merge(page::router())
        .merge(mcp::router())
        .merge(scrape::router())
        .fallback(unknown)
        .method_not_allowed_fallback(not_allowed)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(server.clone(), guard))
        .layer(from_fn_with_state(server.clone(), observe))
        .with_state(server.clone());
    Router::new()
        .route("/healthz", get(healthy))
        .route("/readyz", get(ready))
        .method_not_allowed_fallback(only_get)
        .layer(from_fn_with_state(server.clone(), observe))
        .with_state(server)
        .fallback_service(doors)
}

/// A fault of a door.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    response(refused(500, "internal", "The server has failed."))
}

async fn healthy() -> Response {
    status("ok")
}

/// Whether new requests are welcome: not while the server is ending, nor while its journal is
/// away, without which it buys nothing.
async fn ready(State(server): State<Arc<Server>>) -> Response {
    if server.shutdown.is_cancelled() {
        let detail = "The server is shutting down.";
        return response(refused(503, "limit-reached", detail));
    }
    match server.journal().is_none_or(|journal| journal.is_up()) {
        true => status("ok"),
        false => response(refused(503, "io", "The journal does not answer.")),
    }
}

fn status(text: &str) -> Response {
    response(Reply::json(200, json::member("status", &json::text(text))))
}

async fn unknown(uri: Uri) -> Response {
    let detail = "There is nothing at this path.";
    refuse(uri.path(), StatusCode::NOT_FOUND, "not-found", detail)
}

async fn not_allowed(uri: Uri) -> Response {
    let detail = "This path does not take this method.";
    let status = StatusCode::METHOD_NOT_ALLOWED;
    refuse(uri.path(), status, "method-not-allowed", detail)
}

async fn only_get() -> Response {
    let refusal = refused(405, "method-not-allowed", "This path takes GET, HEAD.");
    response(refusal.with("allow", "GET, HEAD"))
}
