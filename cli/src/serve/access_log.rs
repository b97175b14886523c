//! The access log: one line of JSON for each request, without its path, prompts or links.

use super::metrics;
use super::server::Server;
use super::tenant::Tenant;
use crate::output::terminal;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header;
use serde_json::json;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The most lines that wait to be written. Further ones are lost, where nobody reads.
const MAX_LINES: usize = 4096;

/// How long the last lines are waited for.
const LAST_LINES: Duration = Duration::from_millis(500);

/// Writes lines on standard error, from a thread that may block.
#[derive(Default)]
pub struct AccessLog(Mutex<Option<(SyncSender<String>, JoinHandle<()>)>>);

impl AccessLog {
    /// Begins to write.
    pub fn start() -> AccessLog {
        let (sender, receiver) = sync_channel(MAX_LINES);
        let thread = std::thread::spawn(move || write(&receiver));
        AccessLog(Mutex::new(Some((sender, thread))))
    }

    fn line(&self, line: String) {
        let open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((sender, _)) = &*open {
            _ = sender.try_send(line);
        }
    }

    /// Writes what waits to be written, if somebody reads.
    pub async fn finish(&self) {
        let open = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((sender, thread)) = open {
            drop(sender);
            let end = Instant::now() + LAST_LINES;
            while !thread.is_finished() && Instant::now() < end {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    }
}

fn write(lines: &Receiver<String>) {
    while let Ok(line) = lines.recv() {
        terminal::tell_lines(&[line]);
    }
}

/// Counts a request and writes it down, once its response begins.
pub async fn observe(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().to_string();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("none", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let time = begun.elapsed();
    let status = response.status().as_u16();
    metrics::request(known(&method), &route, status, time);
    let tenant = response.extensions().get::<Arc<Tenant>>();
    let length = response.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let line = json!({
        "time": (now.as_secs_f64() * 1000.0).round() / 1000.0,
        "method": known(&method),
        "route": route,
        "status": status,
        "ms": (time.as_secs_f64() * 10_000.0).round() / 10.0,
        "bytes": length,
        "tenant": tenant.map(|tenant| &tenant.name),
    });
    server.log.line(line.to_string());
    response
}

/// A method by its name; those that a client makes up have one name.
fn known(method: &str) -> &str {
    match method {
        "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "OPTIONS" | "PATCH" => method,
        _ => "other",
    }
}
