//! A case in a process of its own, so that its memory is its own too.

use host_test::calls::Calls;
use std::env;
use std::process::Command;

use host_test::rig;
use host_test::server::{Server, local};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use visual_host::tools::Actions;
use visual_host::{DownloadError, Egress, Error, HostError, Keys, StaticKeys, VisualHost};

use crate::foreign::cases::{Act, Case, limits};
use crate::foreign::guest::Guest;

/// The variable that names the case of a child.
const NAME: &str = "FOREIGN_CASE";
/// What its report begins with.
const MARK: &str = "FOREIGN_REPORT ";

/// What a child saw.
#[derive(Debug)]
pub struct Report {
    /// The host's fault, as Rust writes it; empty without one.
    pub fault: String,
    pub message: String,
    pub requests: usize,
    pub alive: bool,
    /// The peak of its memory beyond what it was at rest.
    pub peak_kib: u64,
}

/// The case that this process is for.
pub fn name() -> Option<String> {
    env::var(NAME).ok()
}

/// Runs a case in a child, and reads its report.
pub fn run(name: &str) -> Report {
    let mut child = Command::new(env::current_exe().expect("this program"));
    child.args(["foreign::in_a_process_of_its_own", "--exact", "--nocapture"]);
    let output = child.env(NAME, name).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find_map(|line| line.split(MARK).nth(1));
    let Some(line) = line else {
        let err = String::from_utf8_lossy(&output.stderr);
        panic!("{name} ended without a report: {text}{err}");
    };
    let report: Value = serde_json::from_str(line).expect("JSON");
    let text = |member: &str| report[member].as_str().expect("a text").to_owned();
    Report {
        fault: text("fault"),
        message: text("message"),
        requests: report["requests"].as_u64().expect("a number") as usize,
        alive: report["alive"] == true,
        peak_kib: report["peak_kib"].as_u64().expect("a number"),
    }
}

/// Runs the case here, and prints what was seen.
pub fn report(case: Case) {
    let runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = { runtime }.worker_threads(2).enable_all().build();
    let report = runtime.expect("a runtime").block_on(seen(&case));
    println!("{MARK}{report}");
}

async fn seen(case: &Case) -> Value {
    let server = Server::on(local().await, |mut stream| async move {
        host_test::server::head(&mut stream).await;
        let reply = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        _ = stream.write_all(reply.as_bytes()).await;
        // Until the other side closes it.
        host_test::server::head(&mut stream).await;
    });
    let component = (case.component)(server.address);
    let good = host(&Guest::default().component(), limits()).expect("a host");
    assert_eq!(good.list_tools().await.expect("tools").len(), 0);
    let rest = memory("VmRSS:");
    let mut answer = Ok(());
    match host(&component, case.limits) {
        Err(fault) => answer = Err(Error::from(fault)),
        Ok(_) if case.act == Act::Build => {}
        Ok(host) => {
            answer = act(&host, case.act).await;
            // What is not given back would be missed.
            if case.act != Act::Buy {
                answer = act(&host, case.act).await;
            }
        }
    }
    let peak = memory("VmHWM:");
    let fault = answer.as_ref().err().and_then(|error| error.host.as_ref());
    json!({
        "fault": fault.map(|fault| format!("{fault:?}")).unwrap_or_default(),
        "message": answer.as_ref().err().map(ToString::to_string).unwrap_or_default(),
        "requests": server.connections(),
        "alive": good.list_tools().await.is_ok(),
        "peak_kib": peak.saturating_sub(rest),
    })
}

fn host(component: &[u8], limits: visual_host::Limits) -> Result<VisualHost, HostError> {
    VisualHost::builder()
        .component(component)
        .cache(None)
        .credentials(StaticKeys::new(Keys::new("AKLTforeign", "c2VjcmV0")))
        .egress(Egress::default().loopback(true))
        .limits(limits)
        .max_calls(1)
        .build()
}

async fn act(host: &VisualHost, act: Act) -> Result<(), Error> {
    match act {
        Act::Build => Ok(()),
        Act::List => host.list_tools().await.map(drop),
        Act::Describe => host.describe("any").await.map(drop),
        Act::Buy => {
            let options = rig::wait(1_000 * crate::foreign::cases::TIME as u32);
            let key = ("some_key", Actions::Process);
            host.custom(key, "{}", Some(&options)).await.map(drop)
        }
        Act::Status => host.task_status(&rig::task("1", 600)).await.map(drop),
        Act::Download => {
            let link = "http://127.0.0.1:9/file.png";
            let mut sink = tokio::io::sink();
            match host.download_to(link, None, &mut sink).await {
                Ok(_) => Ok(()),
                Err(DownloadError::Call(error)) => Err(error),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

/// A line of what the system knows of this process, in KiB.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value = status.lines().find_map(|l| l.strip_prefix(line));
    let number = value.and_then(|value| value.trim().strip_suffix(" kB"));
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
