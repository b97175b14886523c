//! What the statements of a journal in PostgreSQL take, on a server of its own whose commits are
//! on the disk (`fsync`), with 1, 4 and 16 clients and more and more tasks at rest.

mod client;
mod rest;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use test_postgres::Postgres;

use client::Client;

/// For how long each is measured.
const TIME: Duration = Duration::from_secs(4);
/// How many clients at once.
const CLIENTS: [usize; 3] = [1, 4, 16];
/// Members that are alive, as many as a large fleet has.
pub const MEMBERS: usize = 1_000;
/// The quantiles that are printed for the simulation, in thousandths.
const QUANTILES: [usize; 13] = [
    0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 990, 999, 1000,
];
/// What a connection says when its commits do not wait for the disk.
const NO_FLUSH: &str = "?options=-c%20synchronous_commit%3Doff";

/// Times of each statement, in microseconds.
type Times = BTreeMap<&'static str, Vec<u32>>;

/// Measures with these numbers of tasks at rest, each at least the one before.
pub fn run(rest: &[u64]) -> Result<()> {
    let settings = ["fsync=on", "shared_buffers=256MB", "max_wal_size=4GB"];
    let server = Postgres::start(&settings).context("PostgreSQL is not installed")?;
    let address = server.database();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let database = rest::Rest::create(&address).await?;
        let mut filled = 0;
        for rows in rest {
            let began = Instant::now();
            database.fill(filled, *rows).await?;
            filled = *rows;
            let seconds = began.elapsed().as_secs();
            println!(
                "{rows} tasks at rest ({seconds} s); {}",
                database.size().await?
            );
            let no_flush = format!("{address}{NO_FLUSH}");
            measure(&server, &no_flush, (*rows, 1)).await?;
            for clients in CLIENTS {
                measure(&server, &address, (*rows, clients)).await?;
            }
        }
        Ok(())
    })
}

/// Measures so many clients, and prints a line for each statement.
async fn measure(server: &Postgres, address: &str, (rows, clients): (u64, usize)) -> Result<()> {
    let mut idle = Vec::new();
    for number in 0..clients {
        idle.push(Client::connect(address, number, rows).await?);
    }
    let (began, computed) = (Instant::now(), computed(server)?);
    let work = |client: Client| tokio::spawn(client.work(began + TIME));
    let running: Vec<_> = idle.into_iter().map(work).collect();
    let mut times = Times::new();
    let mut ended = Vec::new();
    for client in running {
        let (client, some) = client.await??;
        ended.push(client);
        for (statement, mut some) in some {
            times.entry(statement).or_default().append(&mut some);
        }
    }
    let computed = self::computed(server)? - computed;
    let seconds = began.elapsed().as_secs_f64();
    let purchases = times.get("claim").map_or(0, Vec::len) as f64 / seconds;
    let commits = client::WRITES.iter().filter_map(|name| times.get(name));
    let commits = commits.map(Vec::len).sum::<usize>() as f64 / seconds;
    let each = computed * 1e6 / (purchases * seconds);
    let waits = if address.ends_with(NO_FLUSH) {
        ", not waiting for the disk"
    } else {
        ""
    };
    println!(
        "  {clients:>2} clients{waits}: {purchases:.0} purchases/s, {commits:.0} commits/s, \
         {each:.0} us of the server's processors a purchase"
    );
    for (statement, times) in &mut times {
        times.sort_unstable();
        let at = |part: usize| times[(times.len() - 1) * part / 1000];
        let all: Vec<String> = QUANTILES.iter().map(|at_| at(*at_).to_string()).collect();
        println!(
            "    {statement:<9} p50 {:>6} us  p99 {:>6} us   [{}]",
            at(500),
            at(990),
            all.join(", ")
        );
    }
    Ok(())
}

/// What the server's processes have computed, in seconds.
fn computed(server: &Postgres) -> Result<f64> {
    let mut ticks = 0;
    for process in server.processes() {
        // Some end meanwhile.
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let numbers = after_name.split_whitespace().skip(11).take(2);
        ticks += numbers
            .filter_map(|number| number.parse::<u64>().ok())
            .sum::<u64>();
    }
    // Linux counts in hundredths of a second, whatever its kernel's are.
    Ok(ticks as f64 / 100.0)
}
