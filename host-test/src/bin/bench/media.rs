//! Pictures and videos: memory of downloads and of files in answers, and the
//! time that decoding takes.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use anyhow::{Result, bail};
use host_test::{place, process};
use serde_json::{Value, json};

use crate::rounds::{ROUNDS, SECONDS, median, number, worker};
use crate::server::{self, Reply};

const MIB: u64 = 1 << 20;

/// Measures, and prints a table or one JSON object.
pub fn run(as_json: bool) -> Result<()> {
    let streams = [1, 50, 500]
        .map(stream)
        .into_iter()
        .collect::<Result<Vec<_>>>()?;
    let files = [5, 20].map(file).into_iter().collect::<Result<Vec<_>>>()?;
    let speed = speed()?;
    if as_json {
        println!(
            "{}",
            json!({ "media": { "streams": streams, "files": files, "speed": speed } })
        );
        return Ok(());
    }
    print_streams(&streams);
    print_files(&files);
    print_speed(&speed);
    Ok(())
}

/// A link of so many MiB: the program saves it, and the guest's memory is read
/// from a second download through the library.
fn stream(mib: u64) -> Result<Value> {
    let (pid, peak) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU64::new(0)));
    let (of, seen) = (pid.clone(), peak.clone());
    let almost = move || {
        seen.fetch_max(process::peak(of.load(Ordering::SeqCst)), Ordering::SeqCst);
    };
    let film = server::start(
        Reply::Fixed(Vec::new()),
        Reply::Film(mib * MIB, Box::new(almost)),
    )?;
    let link = format!("{film}/film.mp4");
    let reply = json!({ "code": 10000, "data": { "image_urls": [link] }, "message": "Success", "request_id": "r" });
    let service = server::start(server::json(&reply.to_string()), Reply::Fixed(Vec::new()))?;

    let home = tempfile::tempdir()?;
    let mut program = Command::new(place::program())
        .args([
            "run",
            "jimeng-2.1",
            "--prompt",
            "a cat",
            "-o",
            "film.mp4",
            "--json",
        ])
        .env("VOLC_ACCESSKEY", "AKLTEXAMPLE0000000000")
        .env("VOLC_SECRETKEY", "U0VDUkVURVhBTVBMRTAwMDAwMDAwMDAwMA==")
        .env("VOLC_ENDPOINT", &service)
        .env("XDG_CACHE_HOME", place::cache())
        .current_dir(home.path())
        .stdout(Stdio::null())
        .spawn()?;
    pid.store(program.id(), Ordering::SeqCst);
    let exit = program.wait()?;
    let saved = std::fs::metadata(home.path().join("film.mp4"))?.len();
    if !exit.success() || saved != mib * MIB {
        bail!("the program saved {saved} bytes and ended with {exit}");
    }
    let guest = worker("download", &film, "0")?;
    Ok(json!({
        "mib": mib,
        "host_peak_rss": peak.load(Ordering::SeqCst),
        "guest_memory": guest["guest_memory"],
    }))
}

/// A service whose reply holds a file of so many MiB of base64.
pub fn reply(mib: u64) -> Result<String> {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let text: String = (0..mib * MIB)
        .map(|at| char::from(alphabet[((at * 7 + at / 64) % 64) as usize]))
        .collect();
    let body = format!(
        r#"{{"code":10000,"data":{{"algorithm_base_resp":{{"status_code":0,"status_message":"Success"}},"binary_data_base64":["{text}"],"request_id":"0"}},"message":"Success","request_id":"2025070716340012345678","status":10000,"time_elapsed":"1.234s"}}"#
    );
    server::start(server::json(&body), Reply::Fixed(Vec::new()))
}

fn file(mib: u64) -> Result<Value> {
    let told = worker("component", &reply(mib)?, "0")?;
    let (guest, payload) = (number(&told["guest_memory"])?, number(&told["payload"])?);
    Ok(json!({
        "reply_mib": mib,
        "payload": payload,
        "guest_memory": guest,
        "ratio": guest / payload,
    }))
}

/// The three clients in rounds, and the median of each.
fn speed() -> Result<Value> {
    const CLIENTS: [&str; 3] = ["component", "plain", "tuned"];
    let endpoint = reply(5)?;
    let mut runs: [Vec<Value>; 3] = Default::default();
    for _ in 0..ROUNDS {
        for (runs, client) in runs.iter_mut().zip(CLIENTS) {
            runs.push(worker(client, &endpoint, SECONDS)?);
        }
    }
    let sums: Vec<&Value> = runs.iter().flatten().map(|run| &run["checksum"]).collect();
    if sums.iter().any(|sum| sum != &sums[0]) {
        bail!("the clients decoded different bytes: {sums:?}");
    }
    let [component, plain, tuned] = runs;
    let cpu = |runs: &[Value]| median(runs, "cpu_ms");
    Ok(json!({
        "component_cpu_ms": cpu(&component)?,
        "plain_cpu_ms": cpu(&plain)?,
        "tuned_cpu_ms": cpu(&tuned)?,
        "component_to_plain": cpu(&component)? / cpu(&plain)?,
        "component_to_tuned": cpu(&component)? / cpu(&tuned)?,
        "component_peak_rss": median(&component, "peak_rss")?,
        "plain_peak_rss": median(&plain, "peak_rss")?,
        "tuned_peak_rss": median(&tuned, "peak_rss")?,
        "rounds": ROUNDS,
    }))
}

fn mib(value: &Value) -> f64 {
    value.as_f64().unwrap_or_default() / MIB as f64
}

fn print_streams(streams: &[Value]) {
    println!("A link that the program saves");
    println!(
        "{:>10} {:>16} {:>16}",
        "file MiB", "host RSS MiB", "guest MiB"
    );
    for row in streams {
        let (host, guest) = (mib(&row["host_peak_rss"]), mib(&row["guest_memory"]));
        println!("{:>10} {host:>16.2} {guest:>16.2}", row["mib"].to_string());
    }
}

fn print_files(files: &[Value]) {
    println!("\nA file in an answer, delivered as bytes");
    println!(
        "{:>10} {:>16} {:>16} {:>8}",
        "reply MiB", "payload MiB", "guest MiB", "ratio"
    );
    for row in files {
        let (payload, guest) = (mib(&row["payload"]), mib(&row["guest_memory"]));
        let ratio = row["ratio"].as_f64().unwrap_or_default();
        println!(
            "{:>10} {payload:>16.2} {guest:>16.2} {ratio:>8.2}",
            row["reply_mib"].to_string()
        );
    }
}

fn print_speed(speed: &Value) {
    println!(
        "\nA reply of 5 MiB of base64 to bytes and a checksum, {} rounds",
        speed["rounds"]
    );
    println!("{:>12} {:>12} {:>16}", "client", "CPU ms", "peak RSS MiB");
    for client in ["component", "plain", "tuned"] {
        let cpu = speed[format!("{client}_cpu_ms")]
            .as_f64()
            .unwrap_or_default();
        let peak = mib(&speed[format!("{client}_peak_rss")]);
        println!("{client:>12} {cpu:>12.2} {peak:>16.1}");
    }
    for other in ["plain", "tuned"] {
        let ratio = speed[format!("component_to_{other}")]
            .as_f64()
            .unwrap_or_default();
        println!("component / {other}: {ratio:.2}");
    }
}
