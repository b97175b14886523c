//! F10: what this process grows by while answers never end. It is alone in its
//! program, so that nobody else's memory counts.

#![cfg(target_os = "linux")]

use host_test::calls::Calls;
use std::fs;

use host_test::{Rig, options, rig};
use serde_json::json;
use visual_host::types::ErrorKind;
use volc_sim::{Fault, Target, What};

const MIB: usize = 1 << 20;
/// The largest answer that is read, and the room that row F10 grants beside it.
const MOST: usize = 65 * MIB;

/// A line of what the system says of this process's memory, in bytes.
fn told(name: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").expect("this system's own account");
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    let kib: usize = number.and_then(|kib| kib.parse().ok()).expect("a number");
    kib * 1024
}

/// Resets the peak of this process's memory, and returns the present amount.
fn begin() -> usize {
    fs::write("/proc/self/clear_refs", "5").expect("a mark that can be taken back");
    told("VmRSS")
}

#[tokio::test]
async fn f10_an_endless_answer_costs_its_cap_and_no_more() {
    let rig = Rig::start().await;
    let files = options::read(&json!({
        "wait_ms": 30_000, "max_inline": 64 << 20, "output": { "delivery": "bytes" },
    }));
    let mut task = rig::task("7392616336519610409", 600);
    task.output = files.output.clone();
    let cat = r#"{"prompt":"a cat"}"#;
    let tool = "jimeng-high-aes-general-v21-l";
    // Whatever is made once is there.
    rig.host.invoke(tool, cat, Some(&files)).await.unwrap();

    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
    let file = format!(r#"{head}{{"code":10000,"data":{{"binary_data_base64":[""#);
    for (begun, more) in [
        (file, "QUJD".repeat(16 * 1024)),
        (format!("{head}{{\"a\":\""), "x".repeat(64 * 1024)),
        (format!("{head}["), "[".repeat(64 * 1024)),
    ] {
        let what = What::Endless(begun.into_bytes(), more.into_bytes());
        for on in [Target::AnySubmit, Target::AnyQuery] {
            rig.simulator
                .inject(Fault::always(on.clone(), what.clone()));
            let before = begin();
            let answer = match on {
                Target::AnySubmit => rig.host.invoke(tool, cat, Some(&files)).await,
                _ => rig.host.task_status(&task).await,
            };
            let grown = told("VmHWM") - before;
            assert!(grown <= MOST, "{} KiB at {on:?}", grown / 1024);
            let kind = match on {
                Target::AnySubmit => ErrorKind::OutcomeUnknown,
                _ => ErrorKind::TooLarge,
            };
            assert_eq!(rig::failure(answer).kind, kind);
            rig.simulator.clear_faults();
        }
    }
}
