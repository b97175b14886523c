//! Small calls: CPU time of one call, beside a plain hyper client and the
//! vendor's Python SDK.

use std::process::Command;

use anyhow::Result;
use serde_json::{Value, json};

use crate::media;
use crate::rounds::{ROUNDS, SECONDS, median, report, worker};
use crate::server::{self, Reply};

/// Names the Python that has the vendor's SDK; set by `cargo xtask bench`.
const PYTHON: &str = "BENCH_PYTHON";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sdk/bench_sdk.py");

/// A case, and the largest ratio to another client that is accepted.
struct Case {
    name: &'static str,
    title: &'static str,
    service: fn() -> Result<String>,
    bar: (&'static str, f64),
}

const CASES: &[Case] = &[
    Case {
        name: "order",
        title: "order, SQLite journal",
        service: one_reply,
        bar: ("python", 0.8),
    },
    Case {
        name: "task-order",
        title: "order, task and one query",
        service: task_replies,
        bar: ("python", 0.8),
    },
    Case {
        name: "call",
        title: "bare call",
        service: one_reply,
        bar: ("python", 0.5),
    },
    Case {
        name: "picture",
        title: "5 MiB picture from bytes",
        service: one_reply,
        bar: ("python", 1.0),
    },
    Case {
        name: "reply",
        title: "reply of 5 MiB",
        service: || media::reply(5),
        bar: ("hyper", 0.9),
    },
];

/// Measures, and prints a table or one JSON object.
pub fn run(as_json: bool) -> Result<()> {
    let rows = CASES.iter().map(measure).collect::<Result<Vec<_>>>()?;
    if as_json {
        println!(
            "{}",
            json!({ "calls": { "rounds": ROUNDS, "cases": rows } })
        );
        return Ok(());
    }
    println!("CPU ms of one call, median of {ROUNDS} interleaved rounds");
    println!(
        "{:<28} {:>10} {:>10} {:>10} {:>8} {:>8}  bar",
        "case", "component", "hyper", "python", "/hyper", "/python"
    );
    rows.iter().for_each(print);
    if rows.iter().any(|row| row["python_cpu_ms"].is_null()) {
        println!("python: volcengine's SDK is not installed, so it was not measured");
    }
    Ok(())
}

fn measure(case: &Case) -> Result<Value> {
    let endpoint = (case.service)()?;
    let (component, hyper) = match case.name {
        // A reply is read as `bench media` reads it.
        "reply" => ("component".to_owned(), "plain".to_owned()),
        name => (format!("component/{name}"), format!("hyper/{name}")),
    };
    let mut runs: [Vec<Value>; 3] = Default::default();
    for _ in 0..ROUNDS {
        runs[0].push(worker(&component, &endpoint, SECONDS)?);
        runs[1].push(worker(&hyper, &endpoint, SECONDS)?);
        if let Some(python) = std::env::var_os(PYTHON) {
            let mut command = Command::new(python);
            command.args([SCRIPT, case.name, &endpoint, SECONDS]);
            runs[2].push(report(&mut command)?);
        }
    }
    let [component, hyper, python] = runs;
    let cpu = |runs: &[Value]| median(runs, "cpu_ms");
    let (component, hyper) = (cpu(&component)?, cpu(&hyper)?);
    let python = (!python.is_empty()).then(|| cpu(&python)).transpose()?;
    let ratios = json!({
        "hyper": component / hyper,
        "python": python.map(|python| component / python),
    });
    let (other, bar) = case.bar;
    Ok(json!({
        "case": case.name,
        "title": case.title,
        "component_cpu_ms": component,
        "hyper_cpu_ms": hyper,
        "python_cpu_ms": python,
        "ratio": ratios,
        "bar": { "client": other, "ratio": bar },
        "met": ratios[other].as_f64().map(|ratio| ratio <= bar),
    }))
}

fn print(row: &Value) {
    let number = |value: &Value| match value.as_f64() {
        Some(number) => format!("{number:.3}"),
        None => "-".to_owned(),
    };
    let cpu = |client: &str| number(&row[format!("{client}_cpu_ms")]);
    let met = match row["met"].as_bool() {
        Some(true) => "met",
        Some(false) => "missed",
        None => "not measured",
    };
    println!(
        "{:<28} {:>10} {:>10} {:>10} {:>8} {:>8}  {} {}: {met}",
        row["title"].as_str().unwrap_or_default(),
        cpu("component"),
        cpu("hyper"),
        cpu("python"),
        number(&row["ratio"]["hyper"]),
        number(&row["ratio"]["python"]),
        row["bar"]["ratio"],
        row["bar"]["client"].as_str().unwrap_or_default(),
    );
}

/// A service whose reply is the product, as a link.
fn one_reply() -> Result<String> {
    server::start(server::json(&done("null")), Reply::Fixed(Vec::new()))
}

/// A service that has tasks, which are done when they are asked for.
fn task_replies() -> Result<String> {
    let submitted = r#"{"code":10000,"data":{"task_id":"7392616336519610409"},"message":"Success","request_id":"2025070716340012345678","status":10000,"time_elapsed":"0.05s"}"#;
    let replies = Reply::Task(server::http(submitted), server::http(&done("\"done\"")));
    server::start(replies, Reply::Fixed(Vec::new()))
}

fn done(status: &str) -> String {
    let link = "https://p3-aiop-sign.byteimg.com/tos-cn-i-vuqhorh59i/20250707~tplv-vuqhorh59i-image.image?rk3s=7f9e702d&x-expires=1751965440&x-signature=abc%3D";
    format!(
        r#"{{"code":10000,"data":{{"algorithm_base_resp":{{"status_code":0,"status_message":"Success"}},"image_urls":["{link}"],"request_id":"0","status":{status}}},"message":"Success","request_id":"2025070716340012345678","status":10000,"time_elapsed":"1.234s"}}"#
    )
}
