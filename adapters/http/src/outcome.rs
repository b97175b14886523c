//! What a call that did not fail returns, as `visual --json` prints it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::bindings::volcengine::visual::types::{
    Done, Media, MediaContent, Outcome, Pending, Task, Warning,
};
use crate::names;
use visual_http_api::Reply;
use visual_http_api::json::{self, Object};

/// A result, or 202 with the place of the task. `format` writes a task as text.
pub fn reply(outcome: &Outcome, format: impl Fn(&Task) -> String) -> Reply {
    match outcome {
        Outcome::Done(done) => {
            let text = done.task.as_ref().map(format);
            Reply::done(self::done(done, text.as_deref()), text.as_deref())
        }
        Outcome::Pending(pending) => {
            let text = format(&pending.task);
            Reply::pending(self::pending(pending, &text), &text)
        }
    }
}

/// A task, with its text.
pub fn task(task: &Task, text: &str) -> String {
    let object = Object::default()
        .text("text", text)
        .text("tool", &task.tool)
        .text("id", &task.id);
    object.number("submitted_at", task.submitted_at).end()
}

fn done(done: &Done, text: Option<&str>) -> String {
    let mut object = Object::default()
        .json("media", &json::list(done.media.iter().map(media)))
        .text("request_id", &done.request_id)
        .json("warnings", &warnings(&done.warnings));
    if let (Some(task), Some(text)) = (&done.task, text) {
        object = object.json("task", &self::task(task, text));
    }
    // A tool may return no facts at all.
    let details = Some(done.details.as_str()).filter(|details| !details.is_empty());
    let object = object.json("details", details.unwrap_or("{}"));
    json::member("done", &object.end())
}

fn pending(pending: &Pending, text: &str) -> String {
    let object = Object::default()
        .json("task", &task(&pending.task, text))
        .option("status", pending.status.as_deref())
        .option("request_id", pending.request_id.as_deref())
        .json("warnings", &warnings(&pending.warnings));
    json::member("pending", &object.end())
}

fn media(media: &Media) -> String {
    let content = match &media.content {
        MediaContent::Url(url) => Object::default().text("url", url),
        MediaContent::Base64(text) => Object::default().text("base64", text),
        // Of a tool without links.
        MediaContent::Bytes(bytes) => Object::default().text("base64", &STANDARD.encode(bytes)),
    };
    let object = Object::default()
        .text("kind", names::media(media.kind))
        .text("mime_type", &media.mime_type)
        .json("content", &content.end());
    match media.expires_at {
        Some(time) => object.number("expires_at", time).end(),
        None => object.end(),
    }
}

fn warnings(warnings: &[Warning]) -> String {
    json::list(warnings.iter().map(|warning| {
        let object = Object::default().text("message", &warning.message);
        object.text("message_zh", &warning.message_zh).end()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bindings::volcengine::visual::types::MediaKind;
    use serde_json::{Value, json};

    fn made() -> Task {
        Task {
            tool: "t".to_owned(),
            id: "1".to_owned(),
            submitted_at: 7,
            output: None,
        }
    }

    fn parsed(outcome: &Outcome) -> (Reply, Value) {
        let reply = reply(outcome, |task| format!("vt1.{}", task.id));
        let body = serde_json::from_str(&reply.body).unwrap();
        (reply, body)
    }

    #[test]
    fn a_result_has_its_media_as_links_or_base64() {
        let media = |content| Media {
            kind: MediaKind::Image,
            mime_type: "image/png".to_owned(),
            content,
            expires_at: None,
        };
        let (reply, body) = parsed(&Outcome::Done(Done {
            media: vec![
                media(MediaContent::Url("https://a.example/b".to_owned())),
                media(MediaContent::Bytes(b"picture".to_vec())),
            ],
            request_id: "r".to_owned(),
            task: Some(made()),
            warnings: Vec::new(),
            details: String::new(),
        }));
        assert_eq!(reply.status, 200);
        let done = &body["done"];
        assert_eq!(
            done["media"][0]["content"],
            json!({ "url": "https://a.example/b" })
        );
        assert_eq!(
            done["media"][1]["content"],
            json!({ "base64": "cGljdHVyZQ==" })
        );
        assert_eq!(done["task"]["text"], "vt1.1");
        assert_eq!(done["details"], json!({}));
    }

    #[test]
    fn a_pending_task_says_where_it_is() {
        let (reply, body) = parsed(&Outcome::Pending(Pending {
            task: made(),
            status: Some("in_queue".to_owned()),
            request_id: None,
            warnings: Vec::new(),
        }));
        assert_eq!(reply.status, 202);
        let place = ("location", "/v1/tasks/vt1.1".to_owned());
        assert!(reply.headers.contains(&place), "{reply:?}");
        assert_eq!(body["pending"]["status"], "in_queue");
    }
}
