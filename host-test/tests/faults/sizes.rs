//! F10: answers without end, and lengths that lie, where something is bought.
//! What queries make of them is tested in `tests/downloads/replies.rs`, and
//! what the whole process grows by in `tests/growth.rs`.

use host_test::{Rig, all_of, options, rig};
use serde_json::json;
use visual_host::types::{ErrorKind, Options, Purchase};
use volc_sim::{Fault, Target, What};

use crate::faults::{Case, GENERAL, PROCESS, run, run_for, submits};

/// The largest answer that is read, and the reader's room beside it.
const MOST: usize = 65 << 20;

/// Files as bytes, however large.
fn files() -> Options {
    options::read(&json!({
        "wait_ms": 20_000, "max_inline": 64 << 20, "output": { "delivery": "bytes" },
    }))
}

fn endless(begin: &str, more: String) -> What {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
    What::Endless(format!("{head}{begin}").into_bytes(), more.into_bytes())
}

#[tokio::test]
async fn f10_an_endless_answer_to_a_submit_ends_at_the_cap() {
    let rig = Rig::start().await;
    let idle = run_for(&rig.host, PROCESS, 20_000).await.memory;
    let file = r#"{"code":10000,"data":{"binary_data_base64":[""#;
    for what in [
        endless(file, "QUJD".repeat(16 * 1024)),
        endless(file, r#"QUJD","#.repeat(8 * 1024)),
        endless("{", " ".repeat(64 * 1024)),
        endless("{\"a\":\"", "x".repeat(64 * 1024)),
        endless("", "[".repeat(64 * 1024)),
    ] {
        for tool in [PROCESS, GENERAL] {
            let bought = rig.meter().accepted;
            let before = submits(&rig);
            let after = What::AfterWork(Box::new(what.clone()));
            rig.simulator.inject(Fault::once(Target::AnySubmit, after));
            let ran = run(&rig.host, tool, &files()).await;
            ran.assert_within(20_000);
            let grown = ran.memory - idle;
            assert!(grown <= MOST, "{grown} bytes");
            let error = ran.error();
            rig::assert_error(&error, ErrorKind::OutcomeUnknown, Purchase::Unknown);
            assert!(error.message.contains("64 MiB"), "{}", error.message);
            assert_eq!(submits(&rig), before + 1);
            assert_eq!(rig.meter().accepted, bought + 1);
        }
    }
}

#[tokio::test]
async fn f10_an_endless_head_ends() {
    let rig = Rig::start().await;
    for (begin, more) in [
        ("HTTP/1.1 200 OK\r\n", "a: b\r\n"),
        ("HTTP/1.1 200 OK\r\na: ", "b"),
        (
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
        ),
        ("", "x"),
    ] {
        let what = What::Endless(begin.into(), more.repeat(4096).into_bytes());
        rig.simulator.inject(Fault::once(Target::AnySubmit, what));
        let ran = run_for(&rig.host, GENERAL, 1_500).await;
        ran.assert_within(1_500);
        assert!(ran.memory < 16 << 20, "{} bytes", ran.memory);
        assert_eq!(ran.error().kind, ErrorKind::OutcomeUnknown, "{begin:?}");
    }
}

#[tokio::test]
async fn f10_lengths_that_lie_cost_no_memory_and_no_second_submit() {
    let calm = Rig::start().await;
    let idle = run_for(&calm.host, PROCESS, 20_000).await.memory;
    let file = r#"{"code":10000,"data":{"binary_data_base64":["QUJD"#;
    let announced = |length: &str| {
        let raw = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{file}");
        What::AfterWork(Box::new(What::Raw(raw.into_bytes())))
    };
    let mut faults = vec![
        ("more".to_owned(), What::WrongLength(1_000)),
        ("much more".to_owned(), What::WrongLength(60 << 20)),
        ("fewer".to_owned(), What::WrongLength(-20)),
        ("none".to_owned(), What::WrongLength(-100_000_000)),
    ];
    for length in [
        "67108864",
        "4294967295",
        "18446744073709551616",
        "-1",
        "x",
        "10\r\ncontent-length: 20",
    ] {
        faults.push((length.to_owned(), announced(length)));
    }
    let mut cases = Vec::new();
    for (name, what) in faults {
        for tool in [GENERAL, PROCESS] {
            let name = format!("{tool}: {name}");
            cases.push(Case::always(name, Target::AnySubmit, what.clone()).times(1));
        }
    }
    all_of(cases, move |case: Case| async move {
        let rig = case.rig().await;
        let tool = case.name.split(':').next().unwrap_or_default().to_owned();
        let ran = run_for(&rig.host, &tool, 20_000).await;
        ran.assert_within(0);
        let grown = ran.memory.saturating_sub(idle);
        assert!(grown <= MOST, "{grown} bytes");
        let error = ran.error();
        rig::assert_error(&error, ErrorKind::OutcomeUnknown, Purchase::Unknown);
        assert_eq!((submits(&rig), rig.meter().accepted), (1, 1));
        // What is left of the answer is no part of the next one.
        run_for(&rig.host, &tool, 20_000).await.done();
        assert_eq!(rig.meter().accepted, 2);
    })
    .await;
}
