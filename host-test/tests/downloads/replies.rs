//! Files inside of answers: decoded as they arrive, in bounded memory.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use host_test::calls::Calls;
use host_test::{Rig, options, rig};
use serde_json::json;
use visual_host::types::{Error, ErrorKind, MediaContent, Outcome, Purchase, Task};
use volc_sim::{Fault, Target, What};

const MIB: usize = 1 << 20;

fn bytes_wanted() -> Task {
    let asked = options::read(&json!({ "output": { "delivery": "bytes" } }));
    let mut task = rig::task("7392616336519610409", 600);
    task.output = asked.output;
    task
}

/// Asks once: the answer, and the memory that the component took.
async fn ask(rig: &Rig) -> (Result<Outcome, Error>, usize) {
    let waits = (Some(0), Some(8 << 20));
    let asked = rig.host.wait_unrecorded(&bytes_wanted(), waits).await;
    asked.expect("an instance")
}

fn reply(text: &str) -> What {
    let body = format!(
        r#"{{"code":10000,"data":{{"binary_data_base64":["{text}"],"status":"done"}},"message":"Success","request_id":"r"}}"#
    );
    What::json(body)
}

/// The memory that answers without a file need.
async fn idle(rig: &Rig) -> usize {
    rig.simulator.inject(Fault::once(
        Target::AnyQuery,
        What::TaskStatus("in_queue".into()),
    ));
    let (answer, memory) = ask(rig).await;
    answer.unwrap();
    memory
}

#[tokio::test]
async fn a_file_is_held_once() {
    let rig = Rig::start().await;
    let idle = idle(&rig).await;
    let picture: Vec<u8> = (0..3 * MIB).map(|n| (n * 7 + n / 251) as u8).collect();
    rig.simulator.inject(Fault::once(
        Target::AnyQuery,
        reply(&STANDARD.encode(&picture)),
    ));
    let (Ok(Outcome::Done(done)), memory) = ask(&rig).await else {
        panic!("not done");
    };
    assert!(matches!(&done.media[0].content, MediaContent::Bytes(bytes) if *bytes == picture));
    let grown = memory - idle;
    assert!(
        grown * 10 < picture.len() * 12,
        "{grown} bytes for {}",
        picture.len()
    );
}

#[tokio::test]
async fn f10_an_endless_answer_ends_at_the_cap() {
    let rig = Rig::start().await;
    let idle = idle(&rig).await;
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
    let open = r#"{"code":10000,"data":{"binary_data_base64":[""#;
    for (begin, more) in [
        (format!("{head}{open}"), "QUJD".repeat(16 * 1024)),
        (format!("{head}{{"), " ".repeat(64 * 1024)),
        (format!("{head}{{\"a\":\""), "x".repeat(64 * 1024)),
    ] {
        let what = What::Endless(begin.into_bytes(), more.into_bytes());
        // Once more where a link is asked for after that.
        rig.simulator.inject(Fault {
            on: Target::AnyQuery,
            times: Some(2),
            what,
        });
        let (answer, memory) = ask(&rig).await;
        let error = answer.unwrap_err();
        assert_eq!(error.host, None);
        rig::assert_error(&error, ErrorKind::TooLarge, Purchase::Made);
        assert!(error.message.contains("links"), "{}", error.message);
        assert!(error.task.is_some());
        let grown = memory - idle;
        assert!(grown <= 65 * MIB, "{grown} bytes");
        rig.simulator.clear_faults();
    }
}

#[tokio::test]
async fn f10_lengths_of_answers_that_lie_lose_no_task() {
    let rig = Rig::start().await;
    let body = r#"{"code":10000,"data":{"status":"in_queue"},"request_id":"r"}"#;
    for length in [1_000, 60_000_000, 10] {
        let raw = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}");
        rig.simulator
            .inject(Fault::once(Target::AnyQuery, What::Raw(raw.into_bytes())));
        let error = rig::failure(rig.host.task_status(&bytes_wanted()).await);
        let kind = if length < body.len() {
            ErrorKind::BadReply
        } else {
            ErrorKind::Network
        };
        assert_eq!(
            (error.kind, error.purchase),
            (kind, Purchase::Made),
            "{length}"
        );
        assert!(error.task.is_some());
    }
}

#[tokio::test]
async fn too_much_is_asked_for_as_a_link() {
    let rig = Rig::start().await;
    let asked = options::read(&json!({ "output": { "delivery": "bytes" } }));
    let mut options = asked;
    options.max_inline = Some(64 << 20);
    let head = "HTTP/1.1 200 OK\r\n\r\n{\"code\":10000,\"data\":{\"binary_data_base64\":[\"";
    let what = What::Endless(head.into(), "QUJD".repeat(16 * 1024).into_bytes());
    rig.simulator.inject(Fault::once(Target::AnyQuery, what));
    let answer = rig
        .host
        .invoke(
            "high-aes-general-v30l-zt2i",
            r#"{"prompt":"a cat"}"#,
            Some(&options),
        )
        .await;
    let Ok(Outcome::Done(done)) = answer else {
        panic!("not done: {answer:?}");
    };
    assert!(matches!(done.media[0].content, MediaContent::Url(_)));
    assert!(
        done.warnings[0].message.contains("link"),
        "{:?}",
        done.warnings
    );
    assert_eq!(rig.meter().accepted, 1);
}
