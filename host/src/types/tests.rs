use super::*;
use crate::{HostError, Order, TaskHandle, VisualHost};
use serde_json::json;

fn task() -> Task {
    let mut task = Task::new("seededit-v30", "7392616336519610409", 1_700_000_000);
    task.output = Some(OutputOptions {
        delivery: Some(Delivery::Base64),
        ..OutputOptions::default()
    });
    task
}

#[test]
fn pending_carries_the_task_with_its_text() {
    let outcome = Outcome::Pending(Pending {
        status: Some("in_queue".to_owned()),
        ..task().into()
    });
    let expected = json!({ "pending": {
        "task": { "tool": "seededit-v30", "id": "7392616336519610409",
                  "submitted_at": 1_700_000_000, "output": { "delivery": "base64" },
                  "text": task().to_string() },
        "status": "in_queue",
        "warnings": [],
    } });
    assert_eq!(json!(outcome), expected);
}

#[test]
fn inline_bytes_are_never_printed() {
    let content = MediaContent::Bytes(vec![7; 3]);
    let done = Outcome::Done(Done {
        media: vec![Media::new(MediaKind::Image, "image/png", content)],
        request_id: "r".to_owned(),
        task: None,
        warnings: vec![],
        details: r#"{"seed":1}"#.to_owned(),
    });
    let expected = json!({ "done": {
        "media": [{ "kind": "image", "mime_type": "image/png", "content": { "bytes": 3 } }],
        "request_id": "r",
        "warnings": [],
        "details": { "seed": 1 },
    } });
    assert_eq!(json!(done), expected);
}

#[test]
fn errors_use_the_words_of_the_contract() {
    let texts = ("too long".to_owned(), "过长".to_owned());
    let error = Error::refused(ErrorKind::InvalidInput, "prompt", texts);
    let expected = json!({
        "kind": "invalid-input", "advice": "fix-input", "message": "too long",
        "message_zh": "过长", "field": "prompt", "purchase": "not-made",
    });
    assert_eq!(json!(error), expected);
}

#[test]
fn the_source_of_an_error_is_the_hosts_fault() {
    use std::error::Error as _;
    let error = Error::from(HostError::Deadline);
    let source = error.source().expect("a source");
    assert_eq!(source.to_string(), HostError::Deadline.to_string());
    let refused = Error::refused(ErrorKind::InvalidInput, "", Default::default());
    assert!(refused.source().is_none());
}

/// Compiles only while all of them can be shared and sent.
#[test]
fn types_are_send_and_sync() {
    fn assert<T: Send + Sync>() {}
    assert::<(Done, Pending, Outcome, Media, Task, Options)>();
    assert::<(Error, ErrorInfo, HostError, DownloadError)>();
    assert::<(ToolInfo, ToolDescription, CredentialCheck)>();
    assert::<(VisualHost, Order<'_>, TaskHandle<'_>)>();
}
