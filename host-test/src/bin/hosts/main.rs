//! The same calls in several hosts, one of which is this project's: their answers
//! must be the same. Prints a table of the time that each took, and of memory.
//!
//! Usage: hosts [NAME COMMAND [ARGUMENT...] [-- NAME COMMAND...]...]

mod cases;
mod driver;
mod own;
mod table;

use std::env;
use std::process::ExitCode;

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
    Foreign(String, Box<Driver>),
}

impl Host<'_> {
    fn name(&self) -> &str {
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

    /// Makes calls, and returns the memory in MiB after the last.
    async fn memory(&mut self, calls: usize, request: &Value) -> u64 {
        let mut told = None;
        for _ in 0..calls {
            told = self.ask(request).await.mib;
        }
        let process = match self {
            Host::Own(_) => std::process::id(),
            Host::Foreign(_, driver) => driver.process(),
        };
        told.unwrap_or_else(|| process::resident(process) >> 20)
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let rig = Rig::with(Config::default()).await;
    let mut hosts = vec![Host::Own(Own::new(&rig.host))];
    for words in args.split(|word| word == "--") {
        if let Some((name, command)) = words.split_first() {
            let driver = Driver::start(command, &rig);
            hosts.push(Host::Foreign(name.clone(), Box::new(driver)));
        }
    }
    let names: Vec<&str> = hosts.iter().map(Host::name).collect();
    table::row("milliseconds", &names);
    let (cases, differing) = compare(&mut hosts).await;
    memory(&mut hosts).await;
    for host in hosts {
        if let Host::Foreign(_, driver) = host {
            driver.end().await;
        }
    }
    println!("{cases} cases, {differing} differ");
    ExitCode::from(u8::from(differing > 0))
}

/// Plays the cases in all hosts, and returns how many there are and how many
/// differ.
async fn compare(hosts: &mut [Host<'_>]) -> (usize, usize) {
    let file = "x".repeat(FILE);
    let large = Server::answering(move |_| {
        let length = file.len();
        // Pages of other origins may read it.
        format!(
            "HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: {length}\r\naccess-control-allow-origin: *\r\naccess-control-allow-headers: *\r\n\r\n{file}"
        )
    })
    .await;
    let (mut cases, mut differing) = (0, 0);
    let mut tell = |name: &str, answers: &[Answer]| {
        table::times(name, answers);
        cases += 1;
        differing += usize::from(!are_equal(answers));
    };
    for (name, request) in cases::all(&format!("{}/file.mp4", large.endpoint())) {
        let mut answers = Vec::new();
        for host in hosts.iter_mut() {
            answers.push(host.ask(&request).await);
        }
        tell(name, &answers);
        // What one host submitted is collected in the next.
        let tasks: Vec<Option<String>> = answers.iter().map(Answer::task).collect();
        if tasks.iter().all(Option::is_some) {
            let mut collected = Vec::new();
            for (i, host) in hosts.iter_mut().enumerate() {
                let task = &tasks[(i + 1) % tasks.len()];
                let request = json!({ "wait": task, "wait_ms": 60_000 });
                collected.push(host.ask(&request).await);
            }
            tell(&format!("  {name}, collected in another host"), &collected);
        }
    }
    (cases, differing)
}

/// Whether all hosts that can do it did the same.
fn are_equal(answers: &[Answer]) -> bool {
    let able = answers.iter().filter(|answer| answer.is_able());
    let comparable: Vec<Value> = able.map(Answer::comparable).collect();
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
    let mut rows = [(1, Vec::new()), (MORE, Vec::new())];
    for (calls, row) in &mut rows {
        for host in hosts.iter_mut() {
            row.push(host.memory(*calls, &request).await.to_string());
        }
    }
    let [(_, before), (_, after)] = rows;
    table::row("MiB of memory", &before);
    table::row(&format!("MiB after {MORE} more calls"), &after);
}
