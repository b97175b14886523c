//! What people and programs read: the records of the contract as JSON. Field
//! names are those of the WIT in snake_case; what is absent is left out.

pub mod words;

use crate::catalog::{CredentialCheck, ToolDescription, ToolInfo};
use crate::types::{self, Media, MediaContent, Outcome, OutputOptions, Task};
use serde_json::{Map, Value, json};
use visual_catalog::json_text;

/// An object without its absent members.
fn object(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let present = map.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(present.collect::<Map<_, _>>())
        }
        other => other,
    }
}

/// `{"done":…}` or `{"pending":…}`; `text` is the text form of its task.
pub fn outcome(outcome: &Outcome, text: Option<&str>) -> Value {
    match outcome {
        Outcome::Done(done) => {
            let media: Vec<_> = done.media.iter().map(self::media).collect();
            json!({ "done": self::done(done, media, text) })
        }
        Outcome::Pending(pending) => json!({ "pending": self::pending(pending, text) }),
    }
}

/// A finished job, with its products rendered by the caller.
pub fn done(done: &types::Done, media: Vec<Value>, text: Option<&str>) -> Value {
    // The details are JSON of the service; what is no JSON stays a string.
    let details =
        json_text::parse(&done.details).unwrap_or_else(|_| Value::String(done.details.clone()));
    object(json!({
        "media": media,
        "request_id": done.request_id,
        "task": done.task.as_ref().map(|task| self::task(task, text)),
        "warnings": done.warnings,
        "details": details,
    }))
}

/// A job that is still running.
pub fn pending(pending: &types::Pending, text: Option<&str>) -> Value {
    object(json!({
        "task": task(&pending.task, text),
        "status": pending.status,
        "request_id": pending.request_id,
        "warnings": pending.warnings,
    }))
}

/// A submitted job, with its text form beside the record.
pub fn task(task: &Task, text: Option<&str>) -> Value {
    object(json!({
        "tool": task.tool,
        "id": task.id,
        "submitted_at": task.submitted_at,
        "output": task.output.as_ref().map(output_options),
        "text": text,
    }))
}

pub(crate) fn output_options(options: &OutputOptions) -> Value {
    let watermark = options.watermark.as_ref().map(|mark| {
        object(json!({
            "text": mark.text,
            "position": mark.position.map(words::position),
            "language": mark.language.map(words::language),
            "opacity": mark.opacity,
        }))
    });
    let label = options.label.as_ref().map(|label| {
        object(json!({
            "content_producer": label.content_producer,
            "producer_id": label.producer_id,
            "content_propagator": label.content_propagator,
            "propagate_id": label.propagate_id,
        }))
    });
    object(json!({
        "delivery": options.delivery.map(words::delivery),
        "watermark": watermark,
        "label": label,
    }))
}

/// One product. Inline content is given by its size only.
pub fn media(media: &Media) -> Value {
    let content = match &media.content {
        MediaContent::Url(url) => json!({ "url": url }),
        MediaContent::Bytes(bytes) => json!({ "bytes": bytes.len() }),
        MediaContent::Base64(text) => json!({ "base64": text.len() }),
    };
    object(json!({
        "kind": words::media_kind(media.kind),
        "mime_type": media.mime_type,
        "content": content,
        "expires_at": media.expires_at,
    }))
}

/// `{"error":…}`; `text` is the text form of its task.
pub fn error(error: &types::Error, text: Option<&str>) -> Value {
    json!({ "error": object(json!({
        "kind": words::error_kind(error.kind),
        "advice": words::advice(error.advice),
        "message": error.message,
        "message_zh": error.message_zh,
        "field": error.field,
        "code": error.code,
        "request_id": error.request_id,
        "retry_after_ms": error.retry_after_ms,
        "purchase": words::purchase(error.purchase),
        "task": error.task.as_ref().map(|task| self::task(task, text)),
    })) })
}

/// One tool in a line.
pub fn tool(tool: &ToolInfo) -> Value {
    json!({
        "name": tool.name,
        "alias": tool.alias,
        "family": tool.family,
        "title": tool.title,
        "title_zh": tool.title_zh,
        "summary": tool.summary,
        "summary_zh": tool.summary_zh,
        "req_key": tool.req_key,
        "actions": tool.actions,
        "status": words::tool_status(tool.status),
        "typed": tool.typed,
    })
}

/// `{"tools":[…]}`.
pub fn tools(tools: &[ToolInfo]) -> Value {
    json!({ "tools": tools.iter().map(tool).collect::<Vec<_>>() })
}

/// `{"tool":…}`: one tool in full.
pub fn description(description: &ToolDescription) -> Value {
    let parse = |text: &str| json_text::parse(text).unwrap_or(Value::Null);
    json!({ "tool": object(json!({
        "info": tool(&description.info),
        "schema": parse(&description.schema),
        "facts": parse(&description.facts),
    })) })
}

/// `{"check":…}`.
pub fn check(check: &CredentialCheck) -> Value {
    json!({ "check": object(json!({
        "endpoint": check.endpoint,
        "request_id": check.request_id,
        "warnings": check.warnings,
    })) })
}

#[cfg(test)]
#[path = "json/tests.rs"]
mod tests;
