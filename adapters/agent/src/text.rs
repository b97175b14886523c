//! What a model reads: results as JSON, failures as sentences.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::bindings::volcengine::visual::types::{
    Advice, Done, Error, Media, MediaContent, MediaKind, Pending, Purchase, Task, Warning,
};
use crate::words;

/// A result. `format` writes a task as text.
pub fn done(done: Done, format: impl Fn(&Task) -> String) -> String {
    let mut members = Map::new();
    let media: Vec<Value> = done.media.into_iter().map(media).collect();
    members.insert("media".to_owned(), media.into());
    let details: Value = serde_json::from_str(&done.details).unwrap_or(Value::Null);
    let is_empty = details.is_null() || details == json!({});
    insert(&mut members, "details", (!is_empty).then_some(details));
    let task = done.task.as_ref().map(|task| format(task).into());
    insert(&mut members, "task", task);
    insert(&mut members, "warnings", list(&done.warnings));
    json!({ "done": members }).to_string()
}

fn media(media: Media) -> Value {
    let kind = match media.kind {
        MediaKind::Image => "image",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Other => "other",
    };
    let mut members = Map::new();
    members.insert("kind".to_owned(), kind.into());
    members.insert("mime_type".to_owned(), media.mime_type.into());
    let (form, content) = match media.content {
        MediaContent::Url(url) => ("url", url),
        MediaContent::Base64(text) => ("base64", text),
        // Of a tool without links.
        MediaContent::Bytes(bytes) => ("base64", STANDARD.encode(bytes)),
    };
    members.insert(form.to_owned(), content.into());
    insert(
        &mut members,
        "expires_at",
        media.expires_at.map(Value::from),
    );
    members.into()
}

/// A job that is still running, with its text.
pub fn pending(pending: &Pending, task: &str) -> String {
    let mut members = Map::new();
    members.insert("task".to_owned(), task.into());
    let status = pending.status.clone().map(Value::from);
    insert(&mut members, "status", status);
    insert(&mut members, "warnings", list(&pending.warnings));
    let [next, _] = words::PENDING;
    members.insert("next".to_owned(), next.into());
    json!({ "pending": members }).to_string()
}

fn insert(members: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        members.insert(name.to_owned(), value);
    }
}

fn list(warnings: &[Warning]) -> Option<Value> {
    let texts = warnings.iter().map(|warning| warning.message.clone());
    (!warnings.is_empty()).then(|| texts.collect())
}

/// A failure, with the text of its task.
pub fn failure(error: &Error, task: Option<&str>) -> String {
    let purchase = match error.purchase {
        Purchase::NotMade => "not-made",
        Purchase::Made => "made",
        Purchase::Unknown => "unknown",
    };
    let advice = match error.advice {
        Advice::FixInput => "fix-input",
        Advice::FixAccount => "fix-account",
        Advice::RepeatLater => "repeat-later",
        Advice::AskBeforeRepeating => "ask-before-repeating",
        Advice::CollectTask => "collect-task",
        Advice::Report => "report",
    };
    let ([billed, _], [next, _]) = (words::billed(purchase), words::next(advice));
    let mut text = format!("FAILED: {}\nBilled: {billed}\nNext: {next}", error.message);
    if let Some(ms) = error.retry_after_ms {
        text += &format!(", after {} s", ms.div_ceil(1000));
    }
    let lines = [
        ("At fault", error.field.as_deref()),
        ("Task", task),
        ("Code", error.code.as_deref()),
        ("Request id", error.request_id.as_deref()),
    ];
    for (name, value) in lines {
        if let Some(value) = value {
            text += &format!("\n{name}: {value}");
        }
    }
    text
}

/// A refusal of this adapter's own, before anything was sent.
pub fn refused(message: &str) -> String {
    let ([billed, _], [next, _]) = (words::billed("not-made"), words::next("fix-input"));
    format!("FAILED: {message}\nBilled: {billed}\nNext: {next}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bindings::volcengine::visual::types::ErrorKind;

    #[test]
    fn a_failure_says_what_was_billed_and_who_must_act() {
        let mut error = Error {
            kind: ErrorKind::RateLimited,
            advice: Advice::RepeatLater,
            message: "Too many requests.".to_owned(),
            message_zh: "请求过多。".to_owned(),
            field: None,
            code: Some("50429".to_owned()),
            request_id: None,
            retry_after_ms: Some(1500),
            purchase: Purchase::NotMade,
            task: None,
        };
        assert_eq!(
            failure(&error, None),
            "FAILED: Too many requests.\nBilled: no\nNext: retry later, after 2 s\nCode: 50429"
        );
        error.advice = Advice::CollectTask;
        error.purchase = Purchase::Made;
        error.retry_after_ms = None;
        let text = failure(&error, Some("vt1.x"));
        assert!(
            text.contains("Billed: only if") && text.contains("\nTask: vt1.x"),
            "{text}"
        );
    }

    #[test]
    fn a_result_is_links_and_what_else_is_there() {
        let image = Media {
            kind: MediaKind::Image,
            mime_type: "image/jpeg".to_owned(),
            content: MediaContent::Url("https://a.example/b".to_owned()),
            expires_at: Some(1_800_000_000),
        };
        let result = Done {
            media: vec![image],
            request_id: "r".to_owned(),
            task: None,
            warnings: Vec::new(),
            details: "{}".to_owned(),
        };
        let text = done(result, |_| unreachable!());
        let wanted = json!({ "done": { "media": [{
            "kind": "image",
            "mime_type": "image/jpeg",
            "url": "https://a.example/b",
            "expires_at": 1_800_000_000,
        }] } });
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), wanted);
    }
}
