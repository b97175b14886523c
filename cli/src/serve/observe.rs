//! What is noted of every request.

use super::metrics;
use super::server::Server;
use super::session::SESSION;
use super::tenant::Tenant;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header;
use serde_json::json;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Counts a request and writes it down, once its response begins.
pub async fn observe(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().to_string();
    let route = request.extensions().get::<MatchedPath>();
    let unmatched = match request.uri().path() {
        SESSION => SESSION,
        _ => "none",
    };
    let route = route.map_or(unmatched, MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let time = begun.elapsed();
    let status = response.status().as_u16();
    metrics::request(known(&method), &route, status, time);
    let tenant = response.extensions().get::<Arc<Tenant>>();
    let length = response.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let line = json!({
        "time": now(),
        "method": known(&method),
        "route": route,
        "status": status,
        "ms": (time.as_secs_f64() * 10_000.0).round() / 10.0,
        "bytes": length,
        "tenant": tenant.map(|tenant| &tenant.name),
    });
    server.log.request(line.to_string());
    response
}

/// The time in seconds since 1970, as lines of the log have it.
pub fn now() -> f64 {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    (now.as_secs_f64() * 1000.0).round() / 1000.0
}

/// A method by its name; those that a client makes up have one name.
fn known(method: &str) -> &str {
    match method {
        "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "OPTIONS" | "PATCH" => method,
        _ => "other",
    }
}
