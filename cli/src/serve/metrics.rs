//! What is counted: by the library, and of this server's requests.

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Duration;

const REQUESTS: &str = "visual_http_requests_total";
const SECONDS: &str = "visual_http_request_seconds";
const BUCKETS: [f64; 10] = [0.001, 0.005, 0.02, 0.1, 0.5, 1.0, 5.0, 30.0, 120.0, 600.0];

/// How long the journal's database took for a statement, repetitions included.
const STATEMENT_SECONDS: &str = "visual_journal_seconds";
const STATEMENT_BUCKETS: [f64; 9] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.2, 1.0, 5.0];

/// What has been counted in this process.
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// Counts from now on.
    pub fn start() -> Metrics {
        let seconds = Matcher::Full(SECONDS.to_owned());
        let builder = PrometheusBuilder::new();
        let statements = Matcher::Full(STATEMENT_SECONDS.to_owned());
        let builder = builder
            .set_buckets_for_metric(seconds, &BUCKETS)
            .and_then(|builder| builder.set_buckets_for_metric(statements, &STATEMENT_BUCKETS));
        let recorder = builder.unwrap_or_default().build_recorder();
        let handle = recorder.handle();
        // There is one server in a process.
        _ = metrics::set_global_recorder(recorder);
        describe();
        Metrics(handle)
    }

    /// All of it, as Prometheus reads it.
    pub fn render(&self) -> String {
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
    describe_counter!(
        "visual_journal_statements_total",
        "Statements to the journal's database by kind and result"
    );
    describe_histogram!(STATEMENT_SECONDS, "Time of a statement, by kind");
    describe_gauge!("visual_journal_up", "Whether the journal answers");
    describe_gauge!(
        "visual_journal_pending_writes",
        "Outcomes that are not written down yet"
    );
    describe_gauge!("visual_fleet_members", "Processes that share the journal");
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
