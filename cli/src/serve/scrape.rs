//! `GET /metrics`, as Prometheus reads it.

use super::reply::response;
use super::server::Server;
use super::tenant::Tenant;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use http::{HeaderValue, header};
use metrics::gauge;
use std::sync::Arc;
use visual_http_api::problem::refused;

pub fn router() -> Router<Arc<Server>> {
    Router::new().route("/metrics", get(show))
}

async fn show(
    State(server): State<Arc<Server>>,
    Extension(tenant): Extension<Arc<Tenant>>,
) -> Response {
    if !tenant.sees_metrics {
        let detail = "This token may not read metrics.";
        return response(refused(403, "not-permitted", detail));
    }
    measure(&server);
    let mut response = Response::new(Body::from(server.metrics.render()));
    let media_type = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What is looked up when somebody asks.
fn measure(server: &Server) {
    // The tenants share one limiter.
    let limiter = server
        .tenants
        .all()
        .first()
        .map(|tenant| tenant.host.limiter());
    let (orders, oldest) = limiter.map(|limiter| limiter.waiting()).unwrap_or_default();
    gauge!("visual_queue_orders").set(orders as f64);
    gauge!("visual_queue_oldest_seconds").set(oldest.as_secs_f64());
    gauge!("visual_purchases").set(server.purchases.count() as f64);
    if let Some(journal) = server.journal() {
        gauge!("visual_journal_up").set(f64::from(u8::from(journal.is_up())));
        gauge!("visual_journal_pending_writes").set(journal.pending_writes() as f64);
    }
    gauge!("visual_watched_tasks").set(server.watchers.count() as f64);
    if let Some(bytes) = resident() {
        gauge!("process_resident_memory_bytes").set(bytes as f64);
    }
}

/// The memory of this process, where the system tells.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}
