//! `bench serve`: the program's server under load, against the simulator.
//! Figures depend on the machine; both run on it.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use bytes::Bytes;
use host_test::program::Shell;
use host_test::served::{request, with};
use host_test::visual_serve::{VisualServe, answer, place, states};
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use volc_sim::{Config, Held, Simulator};

const TOOL: &str = "/v1/tools/general-3.0";
const CONNECTIONS: usize = 32;
/// Of clients that wait for their products, which take seconds.
const WAITING: usize = 512;
const SECONDS: u64 = 10;
const STREAMS: usize = 1000;

/// Runs everything: throughput, open streams, ends under load; or, for so many seconds, half of
/// the load, for the slope of memory.
pub fn run(stops: usize, soak: u64) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        throughput().await?;
        streams().await?;
        ends(stops).await?;
        match soak {
            0 => Ok(()),
            seconds => slope(seconds).await,
        }
    })
}

/// A server without logs, and its simulator without quotas.
async fn start() -> (Simulator, Shell) {
    let config = Config {
        concurrency: None,
        qps: None,
        ..Config::default()
    };
    let (simulator, shell) = Shell::simulated_with(config).await;
    (
        simulator,
        shell.set("VISUAL_TOKEN", host_test::served::TOKEN),
    )
}

async fn throughput() -> Result<()> {
    let (simulator, shell) = start().await;
    let serve = VisualServe::start(&shell, "--no-access-log").await;
    let describe = || request("GET", TOOL, None);
    let (times, seconds) = load(serve.address, CONNECTIONS, SECONDS, describe).await?;
    tell(("GET /v1/tools/{name}", CONNECTIONS), &times, seconds);
    let numbers = AtomicU64::new(0);
    let buy = |prefer: &str| {
        let number = numbers.fetch_add(1, Ordering::Relaxed);
        let body = json!({ "prompt": format!("cat {number}") });
        with(request("POST", TOOL, Some(&body)), "prefer", prefer)
    };
    let mut answered = 0;
    for (what, prefer, connections) in [
        ("submitted", "respond-async", CONNECTIONS),
        ("waited for", "wait=600", WAITING),
    ] {
        let made = || buy(prefer);
        let (times, seconds) = load(serve.address, connections, SECONDS, made).await?;
        let what = format!("POST /v1/tools/{{name}}, {what}");
        tell((&what, connections), &times, seconds);
        answered += times.len();
    }
    let accepted = simulator.meter().accepted;
    println!("  accepted: {accepted} of {answered} answered");
    Ok(())
}

/// Sends requests on so many connections, one after another on each, and
/// returns the time of each.
async fn load(
    address: SocketAddr,
    connections: usize,
    seconds: u64,
    made: impl Fn() -> Request<Full<Bytes>>,
) -> Result<(Vec<Duration>, f64)> {
    let begun = Instant::now();
    let end = begun + Duration::from_secs(seconds);
    let made = &made;
    let workers = (0..connections).map(|_| async move {
        let mut sender = connect(address).await?;
        let mut times = Vec::new();
        while Instant::now() < end {
            sender.ready().await?;
            let sent = Instant::now();
            let response = sender.send_request(made()).await?;
            let status = response.status();
            let body = response.into_body().collect().await?.to_bytes();
            ensure!(status.is_success(), "{status}: {body:?}");
            times.push(sent.elapsed());
        }
        Ok(times)
    });
    let mut times = Vec::new();
    for worker in join_all(workers).await {
        times.extend(worker?);
    }
    times.sort_unstable();
    Ok((times, begun.elapsed().as_secs_f64()))
}

/// Polls all of them on this task.
async fn join_all<T>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut open: Vec<_> = futures.map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut is_done = true;
        for (future, result) in &mut open {
            if result.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(value) => *result = Some(value),
                    std::task::Poll::Pending => is_done = false,
                }
            }
        }
        match is_done {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
    open.into_iter().filter_map(|(_, result)| result).collect()
}

async fn connect(address: SocketAddr) -> Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

fn tell((what, connections): (&str, usize), times: &[Duration], seconds: f64) {
    let at = |part: f64| {
        let place = (times.len() as f64 * part) as usize;
        let time = times.get(place.min(times.len().saturating_sub(1)));
        time.copied().unwrap_or_default().as_secs_f64() * 1000.0
    };
    println!(
        "{what}: {:.0}/s, median {:.1} ms, p99 {:.1} ms ({} requests, {connections} connections)",
        times.len() as f64 / seconds,
        at(0.5),
        at(0.99),
        times.len(),
    );
}

/// Memory with many open streams of events, each of a task of its own.
async fn streams() -> Result<()> {
    let (simulator, shell) = start().await;
    let serve = VisualServe::start(&shell, "--no-access-log").await;
    simulator.hold_tasks(Held::InQueue);
    let mut tasks = Vec::new();
    for number in 0..STREAMS {
        let body = json!({ "prompt": format!("cat {number}") });
        let submit = with(
            request("POST", TOOL, Some(&body)),
            "prefer",
            "respond-async",
        );
        let answer = serve.answer(submit).await;
        ensure!(answer.status == 202, "{}", answer.text());
        tasks.push(answer.task().to_owned());
    }
    let before = memory(&serve).await?;
    let opened = Arc::new(Semaphore::new(0));
    let mut open = JoinSet::new();
    for task in tasks {
        let (address, opened) = (serve.address, opened.clone());
        open.spawn(async move {
            let mut sender = connect(address).await?;
            let events = request("GET", &format!("{task}/events"), None);
            let mut response = sender.send_request(events).await?;
            response.frame().await.context("an event")??;
            opened.add_permits(1);
            let body = response.into_body().collect().await?.to_bytes();
            Ok::<_, anyhow::Error>(body.windows(12).any(|part| part == b"event: done\n"))
        });
    }
    let all = u32::try_from(STREAMS)?;
    opened.acquire_many(all).await?.forget();
    let after = memory(&serve).await?;
    println!(
        "{STREAMS} open event streams: {} MiB before, {} MiB with them",
        before >> 20,
        after >> 20
    );
    simulator.release_tasks();
    let mut done = 0;
    while let Some(ended) = open.join_next().await {
        done += usize::from(ended??);
    }
    println!("  ended with `done`: {done}");
    Ok(())
}

/// The resident memory of the server, by its metrics.
async fn memory(serve: &VisualServe<'_>) -> Result<u64> {
    let metrics = serve.answer(request("GET", "/metrics", None)).await;
    let text = String::from_utf8_lossy(metrics.body()).into_owned();
    let mut lines = text.lines();
    let line = lines.find_map(|line| line.strip_prefix("process_resident_memory_bytes "));
    Ok(line.context("a gauge")?.parse::<f64>()? as u64)
}

/// SIGTERM while many buy: nothing is lost, and nothing is unknown.
async fn ends(count: usize) -> Result<()> {
    let (mut lost, mut unknown, mut accepted) = (0, 0, 0);
    for number in 0..count {
        let (simulator, shell) = place().await;
        let serve = VisualServe::start(&shell, "--no-access-log").await;
        let address = serve.address;
        let mut clients = JoinSet::new();
        for client in 0..CONNECTIONS {
            let body = json!({ "prompt": format!("cat {number} {client}") });
            let submit = with(
                request("POST", TOOL, Some(&body)),
                "prefer",
                "respond-async",
            );
            clients.spawn(answer(address, submit));
        }
        // Some are on their way by then, others are not, run by run.
        tokio::time::sleep(Duration::from_millis(7 * number as u64 % 140)).await;
        serve.running.signal("TERM").await;
        let (exit, _, err) = serve.running.left().await;
        ensure!(exit == Some(0), "{err}");
        clients.join_all().await;
        let bought = simulator.meter().accepted;
        let states = states(&journal(&shell));
        let known = states
            .iter()
            .filter(|state| *state == "pending" || *state == "done");
        lost += bought.abs_diff(known.count() as u64);
        unknown += states.iter().filter(|state| *state == "unknown").count();
        accepted += bought;
    }
    println!(
        "SIGTERM under load, {count} runs: {accepted} purchases, {lost} lost, {unknown} unknown"
    );
    ensure!(lost == 0 && unknown == 0, "purchases were lost");
    Ok(())
}

fn journal(shell: &Shell) -> std::path::PathBuf {
    let directory = shell.state_directory();
    Path::new(&directory).join("journal.db")
}

/// How memory grows at half the load.
async fn slope(seconds: u64) -> Result<()> {
    let (_simulator, shell) = start().await;
    let serve = VisualServe::start(&shell, "--no-access-log").await;
    let mut seen = Vec::new();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(seconds) {
        let buy = || {
            let body = json!({ "prompt": "a cat" });
            with(
                request("POST", TOOL, Some(&body)),
                "prefer",
                "respond-async",
            )
        };
        load(serve.address, CONNECTIONS / 2, 5, buy).await?;
        // As long again without load.
        tokio::time::sleep(Duration::from_secs(5)).await;
        seen.push((begun.elapsed().as_secs_f64(), memory(&serve).await? as f64));
    }
    let half = seen.split_off(seen.len() / 3);
    let (first, last) = (
        half.first().context("points")?,
        half.last().context("points")?,
    );
    let minutes = (last.0 - first.0) / 60.0;
    println!(
        "half the load for {seconds} s: {:.1} MiB at the end, {:+.2} MiB a minute over the last two thirds",
        last.1 / 1048576.0,
        (last.1 - first.1) / 1048576.0 / minutes.max(0.01),
    );
    Ok(())
}
