//! What calls and queries return.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use visual_host::{Done, Error, MediaContent, Outcome, Pending, Task};
use visual_http_api::Reply;
use visual_http_api::problem::{self, Failure};

/// A result, or 202 with the place of the task.
pub fn reply(outcome: &Outcome) -> Reply {
    match outcome {
        Outcome::Done(done) => {
            let task = done.task.as_ref().map(Task::to_string);
            let json = json!({ "done": self::done(done) });
            Reply::done(json.to_string(), task.as_deref())
        }
        Outcome::Pending(pending) => {
            let json = json!({ "pending": self::pending(pending) });
            Reply::pending(json.to_string(), &pending.task.to_string())
        }
    }
}

/// A result as JSON, with what came inline.
pub fn done(done: &Done) -> Value {
    let mut json = json!(done);
    for (index, media) in done.media.iter().enumerate() {
        let content = match &media.content {
            MediaContent::Url(_) => continue,
            MediaContent::Base64(text) => json!({ "base64": text }),
            MediaContent::Bytes(bytes) => json!({ "base64": BASE64_STANDARD.encode(bytes) }),
        };
        json["media"][index]["content"] = content;
    }
    // A tool may return no facts at all.
    if done.details.is_empty() {
        json["details"] = json!({});
    }
    if let Some(task) = json.get_mut("task") {
        plain(task);
    }
    json
}

/// A task that runs on, as JSON.
pub fn pending(pending: &Pending) -> Value {
    let mut json = json!(pending);
    plain(&mut json["task"]);
    json
}

/// A task without its output options, which its text holds.
fn plain(task: &mut Value) {
    if let Some(task) = task.as_object_mut() {
        task.remove("output");
    }
}

/// A failed call. `is_purchase`: whether a repetition of the request would submit a task.
pub fn failed(error: &Error, is_purchase: bool) -> Reply {
    problem::failed(&failure(error), is_purchase)
}

/// The catalogue's word on a name, or on a task, that does not exist.
pub fn not_found(error: &Error) -> Reply {
    problem::not_found(&failure(error))
}

fn failure(error: &Error) -> Failure<'_> {
    let task = error.task.as_ref().map(|task| {
        let mut json = json!(task);
        plain(&mut json);
        (task.to_string(), json.to_string())
    });
    Failure {
        kind: error.kind.as_str(),
        advice: error.advice.as_str(),
        purchase: error.purchase.as_str(),
        message: &error.message,
        message_zh: &error.message_zh,
        field: error.field.as_deref(),
        code: error.code.as_deref(),
        request_id: error.request_id.as_deref(),
        retry_after_ms: error.retry_after_ms,
        idempotency_key: error.idempotency_key.as_deref(),
        task,
    }
}
