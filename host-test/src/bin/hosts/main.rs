//! The same calls in three hosts, one of which is this project's: their answers
//! must be the same. Prints a table of the time that each took.
//!
//! Usage: hosts PYTHON NODE_DIRECTORY COMPONENT

mod cases;
mod driver;
mod own;

use std::process::ExitCode;
use std::{env, path::Path};

use host_test::{Rig, Server, process};
use serde_json::{Value, json};
use volc_sim::Config;

use driver::{Answer, Driver};
use own::Own;

/// How large the file is that every host downloads.
const FILE: usize = 5 << 20;
/// How many more calls a host makes before its memory is looked at.
const MORE: usize = 200;

/// A host under test.
enum Host<'a> {
    Own(Own<'a>),
    Foreign(&'static str, Box<Driver>),
}

impl Host<'_> {
    fn name(&self) -> &'static str {
        match self {
            Host::Own(_) => "visual-host",
            Host::Foreign(name, _) => name,
        }
    }

    async fn ask(&mut self, request: &Value) -> Answer {
        match self {
            Host::Own(own) => own.ask(request).await,
            Host::Foreign(_, driver) => driver.ask(request).await,
        }
    }

    fn process(&self) -> u32 {
        match self {
            Host::Own(_) => std::process::id(),
            Host::Foreign(_, driver) => driver.process(),
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let [python, node, component] = args.as_slice() else {
        eprintln!("usage: hosts PYTHON NODE_DIRECTORY COMPONENT");
        return ExitCode::from(2);
    };
    let rig = Rig::with(Config::default()).await;
    let drivers = Path::new(env!("CARGO_MANIFEST_DIR")).join("drivers");
    let script = drivers.join("driver.py").display().to_string();
    let module = Path::new(node).join("driver.mjs").display().to_string();
    let mut hosts = [
        Host::Own(Own::new(&rig.host)),
        Host::Foreign(
            "wasmtime-py",
            Box::new(Driver::start(&[python, &script, component], &rig)),
        ),
        Host::Foreign(
            "jco, Node",
            Box::new(Driver::start(&["node", &module], &rig)),
        ),
    ];
    let differing = compare(&mut hosts).await;
    memory(&mut hosts).await;
    match differing {
        0 => ExitCode::SUCCESS,
        differing => {
            println!("{differing} cases differ");
            ExitCode::FAILURE
        }
    }
}

/// Plays the cases in all hosts, and returns how many differ.
async fn compare(hosts: &mut [Host<'_>]) -> usize {
    let file = "x".repeat(FILE);
    let large = Server::answering(move |_| {
        let length = file.len();
        format!(
            "HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: {length}\r\n\r\n{file}"
        )
    })
    .await;
    let names: Vec<&str> = hosts.iter().map(Host::name).collect();
    println!(
        "{:<44} {:>12} {:>12} {:>12} ms",
        "case", names[0], names[1], names[2]
    );
    let mut differing = 0;
    for (name, request) in cases::all(&format!("{}/file.mp4", large.endpoint())) {
        let mut answers = Vec::new();
        for host in hosts.iter_mut() {
            answers.push(host.ask(&request).await);
        }
        print(name, &answers);
        differing += usize::from(!are_equal(&answers));
        // What one host submitted is collected in the next.
        let tasks: Vec<Option<String>> = answers.iter().map(Answer::task).collect();
        if tasks.iter().all(Option::is_some) {
            let mut collected = Vec::new();
            for (i, host) in hosts.iter_mut().enumerate() {
                let task = &tasks[(i + 1) % tasks.len()];
                let request = json!({ "wait": task, "wait_ms": 60_000 });
                collected.push(host.ask(&request).await);
            }
            print(&format!("  {name}, collected in another host"), &collected);
            differing += usize::from(!are_equal(&collected));
        }
    }
    differing
}

fn print(name: &str, answers: &[Answer]) {
    let times: Vec<String> = answers
        .iter()
        .map(|answer| format!("{:>12}", answer.ms))
        .collect();
    println!("{name:<44} {}", times.join(" "));
}

fn are_equal(answers: &[Answer]) -> bool {
    let comparable: Vec<Value> = answers.iter().map(Answer::comparable).collect();
    let are_equal = comparable.windows(2).all(|pair| pair[0] == pair[1]);
    if !are_equal {
        for answer in comparable {
            println!("    {answer}");
        }
    }
    are_equal
}

/// How much memory a host takes before and after many calls.
async fn memory(hosts: &mut [Host<'_>]) {
    let (_, request) = cases::quick();
    for host in hosts {
        let process = host.process();
        let before = process::resident(process) >> 20;
        for _ in 0..MORE {
            host.ask(&request).await;
        }
        let after = process::resident(process) >> 20;
        println!(
            "{}: {before} MiB, after {MORE} more calls {after} MiB",
            host.name()
        );
    }
}
