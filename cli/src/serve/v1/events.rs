//! `GET /v1/tasks/{id}/events`: server-sent events, until the task has ended.

use super::outcome;
use crate::serve::pieces::{self, Writer};
use crate::serve::reply::response;
use crate::serve::server::Server;
use crate::serve::tenant::Tenant;
use crate::serve::watchers::Seen;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use http::{HeaderValue, header};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;
use visual_host::{Error, Outcome, Pending};
use visual_http_api::Reply;

/// How long nothing is sent at most, so that nobody between takes the line for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// What the service says of a task that waits.
const IN_QUEUE: &str = "in_queue";

pub async fn events(
    State(server): State<Arc<Server>>,
    Extension(tenant): Extension<Arc<Tenant>>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    // What is no text is no task.
    let id = path.map_or_else(|_| String::new(), |Path(id)| id);
    let task = match tenant.task(&id).await {
        Ok(task) => task,
        Err(error) => return response(outcome::not_found(&error)),
    };
    let seen = server.watchers.watch(&tenant, task, &server.shutdown);
    let (writer, body) = pieces::body();
    tokio::spawn(tell(seen, writer));
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_static("text/event-stream");
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

/// Writes each stage once, and comments while nothing happens. The stream ends with the task,
/// with the server, or with its client.
async fn tell(mut seen: watch::Receiver<Seen>, writer: Writer) {
    let mut last = String::new();
    loop {
        let now = seen.borrow_and_update().clone();
        let is_over = matches!(now, Seen::Ended(_));
        let (name, data) = event(now, last.is_empty());
        let text = format!("event: {name}\ndata: {data}\n\n");
        if text != last && writer.send(Ok(Bytes::from(text.clone()))).await.is_err() {
            return;
        }
        last = text;
        if is_over {
            return;
        }
        loop {
            tokio::select! {
                changed = timeout(KEEP_ALIVE, seen.changed()) => match changed {
                    Ok(Ok(())) => break,
                    // The server ends.
                    Ok(Err(_)) => return,
                    Err(_) if writer.send(Ok(Bytes::from_static(b":\n\n"))).await.is_err() => return,
                    Err(_) => {}
                },
                () = writer.closed() => return,
            }
        }
    }
}

/// The name and the data of an event.
fn event(seen: Seen, is_first: bool) -> (&'static str, Value) {
    match seen {
        Seen::Pending(pending) => (
            stage(&pending, is_first),
            json!({ "pending": outcome::pending(&pending) }),
        ),
        Seen::Ended(Ok(Outcome::Done(done))) => ("done", json!({ "done": outcome::done(&done) })),
        Seen::Ended(Ok(Outcome::Pending(pending))) => {
            ("running", json!({ "pending": outcome::pending(&pending) }))
        }
        Seen::Ended(Err(error)) => ("failed", problem(&error)),
    }
}

fn stage(pending: &Pending, is_first: bool) -> &'static str {
    match pending.status.as_deref() {
        None if is_first => "submitted",
        Some(IN_QUEUE) => "queued",
        _ => "running",
    }
}

/// The problem details of a failed task.
fn problem(error: &Error) -> Value {
    let Reply { body, .. } = outcome::failed(error, false);
    serde_json::from_str(&body).unwrap_or_default()
}
