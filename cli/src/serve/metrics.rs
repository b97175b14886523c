//! `GET /metrics`, as Prometheus reads it: what the library counts, and this server's requests.

use super::server::Server;
use super::tenant::Tenant;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use http::{HeaderValue, header};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::Arc;
use std::time::Duration;
use visual_http_api::problem::refused;

use super::reply::response;

const REQUESTS: &str = "visual_http_requests_total";
const SECONDS: &str = "visual_http_request_seconds";
const BUCKETS: [f64; 10] = [0.001, 0.005, 0.02, 0.1, 0.5, 1.0, 5.0, 30.0, 120.0, 600.0];

/// What has been counted in this process.
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// Counts from now on.
    pub fn start() -> Metrics {
        let seconds = Matcher::Full(SECONDS.to_owned());
        let builder = PrometheusBuilder::new();
        let builder = builder.set_buckets_for_metric(seconds, &BUCKETS);
        let recorder = builder.unwrap_or_default().build_recorder();
        let handle = recorder.handle();
        // There is one server in a process.
        _ = metrics::set_global_recorder(recorder);
        describe();
        Metrics(handle)
    }

    fn render(&self) -> String {
        self.0.run_upkeep();
        self.0.render()
    }
}

fn describe() {
    describe_counter!("visual_orders_total", "Purchases by tool and outcome");
    describe_counter!("visual_submissions_total", "Requests that buy");
    describe_counter!("visual_retries_total", "Submissions made again, by reason");
    describe_counter!("visual_polls_total", "Queries of tasks by outcome");
    describe_counter!("visual_downloads_total", "Downloads of results by outcome");
    describe_counter!("visual_downloaded_bytes_total", "Bytes of results");
    describe_counter!(
        "visual_instances_total",
        "Calls by the source of their instance"
    );
    describe_counter!(REQUESTS, "HTTP requests by method, route and status");
    describe_histogram!(SECONDS, "Time to the head of a response, by route");
    describe_gauge!("visual_instances", "Instances of the component");
    describe_gauge!("visual_memory_bytes", "Memory of the instances");
    describe_gauge!("visual_queue_orders", "Orders that wait for their turn");
    describe_gauge!(
        "visual_queue_oldest_seconds",
        "How long the oldest has waited"
    );
    describe_gauge!("visual_purchases", "Purchases under way");
    describe_gauge!("visual_watched_tasks", "Tasks that clients watch");
    describe_gauge!("process_resident_memory_bytes", "Memory of the process");
}

/// A request was answered.
pub fn request(method: &str, route: &str, status: u16, time: Duration) {
    let labels = [
        ("method", method.to_owned()),
        ("route", route.to_owned()),
        ("status", status.to_string()),
    ];
    counter!(REQUESTS, &labels).increment(1);
    histogram!(SECONDS, "route" => route.to_owned()).record(time.as_secs_f64());
}

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
