//! Tasks as text, and tasks that were put together by hand.

use host_test::calls::Calls;
use host_test::{Rig, options, rig, task_text};
use serde_json::json;
use visual_host::types::{Error, ErrorKind, Task};

fn assert_refused(error: &Error, about: &str) {
    assert_eq!(error.kind, ErrorKind::InvalidInput, "{about}: {error:?}");
    assert_eq!(error.field.as_deref(), Some("task"), "{about}: {error:?}");
    assert!(error.message.len() < 400, "{about}");
}

fn full() -> Task {
    let asked = json!({ "output": {
        "delivery": "url",
        "watermark": { "text": "试用", "position": "top-right", "language": "chinese", "opacity": 0.3 },
        "label": { "producer_id": "p", "content_producer": "我们", "content_propagator": "c", "propagate_id": "i" },
    } });
    let mut task = rig::task("7392616336519610409", 0);
    task.output = options::read(&asked).output;
    task
}

#[tokio::test]
async fn a_task_survives_its_text_whole() {
    let rig = Rig::start().await;
    for task in [rig::task("1", 0), full()] {
        let text = task_text::format(&task).await;
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        assert!(
            text.starts_with("vt1.") && text.chars().all(plain),
            "{text}"
        );
        let parsed = task_text::parse(&text).await.unwrap();
        assert_eq!(parsed, task);
        // Outside of the component it is the same text.
        assert_eq!(task.to_string(), text);
        assert_eq!(text.parse::<Task>().unwrap(), task);
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn damage_anywhere_is_noticed() {
    let rig = Rig::start().await;
    let text = task_text::format(&full()).await;
    let mut damaged: Vec<String> = (0..text.len()).map(|end| text[..end].to_owned()).collect();
    for at in 0..text.len() {
        let other = if text.as_bytes()[at] == b'A' {
            "B"
        } else {
            "A"
        };
        damaged.push(format!("{}{other}{}", &text[..at], &text[at + 1..]));
    }
    damaged.extend([
        text.to_uppercase(),
        text.replacen("vt1.", "vt2.", 1),
        format!("{text}.{text}"),
        "7392616336519610409".to_owned(),
        "vt1..".to_owned(),
        "A".repeat(1 << 20),
        "任务\0\r\n".to_owned(),
    ]);
    for text in damaged {
        let error = rig::failure(task_text::parse(&text).await);
        let shown: String = text.chars().take(80).collect();
        assert_refused(&error, &shown);
        assert!(!error.message_zh.is_ascii());
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn tasks_that_cannot_be_are_not_asked_for() {
    let rig = Rig::start().await;
    let named = |tool: &str, id: &str| Task::new(tool, id, rig::task(id, 0).submitted_at);
    let general = "high-aes-general-v30l-zt2i";
    let long = "1".repeat(10_000);
    for task in [
        named("no-such-tool", "1"),
        named("jimeng-high-aes-general-v21-l", "1"),
        named(general, ""),
        named(general, "1 2"),
        named(general, "1\r\n"),
        named(general, "\",\"req_key\":\"other"),
        named(general, &long),
    ] {
        let host = &rig.host;
        for error in [
            rig::failure(host.task_status(&task).await),
            rig::failure(host.task_resume(&task, Some(1_000)).await),
            rig::failure(host.task_cancel(&task).await),
        ] {
            assert_refused(&error, &format!("{task:?}"));
            assert_eq!(error.requests, 0);
        }
    }
    rig.assert_untouched();
}
