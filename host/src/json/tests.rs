use super::*;
use crate::error::refusal;
use crate::types::{Delivery, Done, ErrorKind, MediaKind, Pending};

fn task() -> Task {
    Task {
        tool: "seededit-v30".to_owned(),
        id: "7392616336519610409".to_owned(),
        submitted_at: 1_700_000_000,
        output: Some(OutputOptions {
            delivery: Some(Delivery::Base64),
            watermark: None,
            label: None,
        }),
    }
}

#[test]
fn pending_carries_the_task_with_its_text() {
    let outcome = Outcome::Pending(Pending {
        task: task(),
        status: Some("in_queue".to_owned()),
        request_id: None,
        warnings: vec![],
    });
    let expected = serde_json::json!({ "pending": {
        "task": { "tool": "seededit-v30", "id": "7392616336519610409",
                  "submitted_at": 1_700_000_000, "output": { "delivery": "base64" },
                  "text": "v1.x" },
        "status": "in_queue",
        "warnings": [],
    } });
    assert_eq!(super::outcome(&outcome, Some("v1.x")), expected);
}

#[test]
fn inline_bytes_are_never_printed() {
    let media = Media {
        kind: MediaKind::Image,
        mime_type: "image/png".to_owned(),
        content: MediaContent::Bytes(vec![7; 3]),
        expires_at: None,
    };
    let done = Outcome::Done(Done {
        media: vec![media],
        request_id: "r".to_owned(),
        task: None,
        warnings: vec![],
        details: r#"{"seed":1}"#.to_owned(),
    });
    let expected = serde_json::json!({ "done": {
        "media": [{ "kind": "image", "mime_type": "image/png", "content": { "bytes": 3 } }],
        "request_id": "r",
        "warnings": [],
        "details": { "seed": 1 },
    } });
    assert_eq!(outcome(&done, None), expected);
}

#[test]
fn errors_use_the_words_of_the_contract() {
    let error = refusal(
        ErrorKind::InvalidInput,
        "prompt",
        ("too long".to_owned(), "过长".to_owned()),
    );
    let expected = serde_json::json!({ "error": {
        "kind": "invalid-input", "advice": "fix-input", "message": "too long",
        "message_zh": "过长", "field": "prompt", "purchase": "not-made",
    } });
    assert_eq!(super::error(&error, None), expected);
}
