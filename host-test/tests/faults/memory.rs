//! Too little memory for an answer: an error or a link with the task, no trap.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use host_test::calls::Calls;
use host_test::{Rig, options, rig};
use serde_json::json;
use visual_host::types::{Error, ErrorKind, MediaContent, Options, Outcome, Purchase};
use visual_host::{Limits, VisualHost};
use volc_sim::{Fault, Target, What};

use crate::faults::{CAT, GENERAL, PROCESS, SOME};

const MIB: usize = 1 << 20;

/// Everything as bytes, however large.
fn files() -> Options {
    options::read(&json!({
        "wait_ms": 20_000, "max_inline": u32::MAX, "output": { "delivery": "bytes" },
    }))
}

fn within(rig: &Rig, memory: usize) -> VisualHost {
    rig.host_within(Limits::default().with_memory(memory).with_calls(1))
}

/// Collects a job with a bound on what comes as bytes.
async fn collect(host: &VisualHost, max_inline: u32) -> Result<Outcome, Error> {
    let mut task = rig::task(SOME, crate::faults::OLD);
    task.output = files().output;
    let waits = (Some(0), Some(max_inline));
    let (answer, _) = host
        .wait_unrecorded(&task, waits)
        .await
        .expect("an instance");
    answer
}

/// One answer of each kind that needs much memory.
fn large() -> Vec<(&'static str, What)> {
    let file = STANDARD.encode(vec![0xff; 3 * MIB]);
    let with = |data: &str| {
        What::json(format!(
            r#"{{"code":10000,"data":{{{data}"status":"done"}},"message":"Success","request_id":"r"}}"#
        ))
    };
    let objects = r#"{"":0},"#.repeat(400_000);
    let escaped = objects.replace('"', r#"\""#);
    vec![
        (
            "a file",
            with(&format!(r#""binary_data_base64":["{file}"],"#)),
        ),
        (
            "three files",
            with(&format!(
                r#""binary_data_base64":["{file}","{file}","{file}"],"#
            )),
        ),
        (
            "many objects",
            with(&format!(
                r#""a":[{objects}0],"image_urls":["https://h.example/a"],"#
            )),
        ),
        (
            "objects in a text",
            with(&format!(
                r#""resp_data":"{{\"a\":[{}0]}}","image_urls":["https://h.example/a"],"#,
                escaped
                    .get(..escaped.len() / 2 / 11 * 11)
                    .unwrap_or_default()
            )),
        ),
        (
            "a long text",
            with(&format!(
                r#""a":"{}","image_urls":["https://h.example/a"],"#,
                "x".repeat(3 * MIB)
            )),
        ),
    ]
}

/// In every amount of memory in which the component can ask at all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_query_in_little_memory_keeps_the_task() {
    let rig = Rig::start().await;
    for (name, what) in large() {
        rig.simulator.clear_faults();
        rig.simulator
            .inject(Fault::always(Target::AnyQuery, what.clone()));
        for memory in [3, 4, 5, 6, 8, 12, 24, 48].map(|halves| halves * MIB / 2) {
            let host = within(&rig, memory);
            match collect(&host, u32::MAX).await {
                Ok(Outcome::Done(done)) => assert!(!done.media.is_empty(), "{name}"),
                Ok(Outcome::Pending(pending)) => assert_eq!(pending.task.id, SOME),
                Err(error) => {
                    assert_eq!(error.host, None, "{name} in {memory} bytes");
                    assert_eq!(error.purchase, Purchase::Made, "{name}: {error:?}");
                    assert_eq!(error.task.clone().expect("the task").id, SOME);
                }
            }
        }
    }
}

/// A purchase is not sent where there is no memory for its answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purchase_in_little_memory_is_never_lost() {
    let rig = Rig::start().await;
    let file = STANDARD.encode(vec![0xff; 3 * MIB]);
    let product = What::json(format!(
        r#"{{"code":10000,"data":{{"binary_data_base64":["{file}"]}},"message":"Success","request_id":"r"}}"#
    ));
    for memory in (10..48).step_by(4).map(|eighths| eighths * MIB / 8) {
        let host = within(&rig, memory);
        for tool in [PROCESS, GENERAL] {
            if tool == PROCESS {
                let after = What::AfterWork(Box::new(product.clone()));
                rig.simulator.inject(Fault::once(Target::AnySubmit, after));
            }
            let bought = rig.meter().accepted;
            let answer = host.invoke(tool, CAT, Some(&files())).await;
            let bought = rig.meter().accepted - bought;
            rig.simulator.clear_faults();
            match answer {
                Ok(_) => assert_eq!(bought, 1, "{tool} in {memory} bytes"),
                Err(failed) => {
                    // Before anything is sent it may be too little to do anything.
                    let trap = failed.host.as_ref().filter(|_| bought > 0);
                    assert_eq!(trap, None, "{tool} in {memory} bytes");
                    let told = failed.purchase;
                    assert_eq!(told == Purchase::NotMade, bought == 0, "{failed:?}");
                }
            }
        }
    }
}

/// A length that lies, where the file would be fetched into memory.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_a_lying_length_stays_a_link() {
    let rig = Rig::start().await;
    for length in [100 * MIB, 1 << 30, 3 << 30] {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
        let film = b"\0\0\0\x18ftypisom\0\0\0\0";
        let what = What::Endless(head.into_bytes(), film.repeat(4096));
        rig.simulator.clear_faults();
        rig.simulator.inject(Fault::always(Target::Download, what));
        let host = within(&rig, 8 * MIB);
        let answer = host.invoke(crate::faults::VIDEO, CAT, Some(&files())).await;
        let Ok(Outcome::Done(done)) = answer else {
            panic!("{length}: {answer:?}");
        };
        assert!(matches!(done.media[0].content, MediaContent::Url(_)));
        assert!(!done.warnings.is_empty());
        assert!(done.task.is_some());
    }
}

/// The words for it name who must act.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_little_memory_is_named() {
    let rig = Rig::start().await;
    let (_, what) = large().swap_remove(2);
    rig.simulator.inject(Fault::always(Target::AnyQuery, what));
    let told = collect(&within(&rig, 8 * MIB), 0).await;
    let error = told.expect_err("too little memory");
    assert_eq!(error.host, None);
    assert_eq!(error.kind, ErrorKind::LimitReached, "{error:?}");
    assert_eq!(error.code.as_deref(), Some("out-of-memory"));
}
