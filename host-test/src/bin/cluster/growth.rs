//! How much a fleet of one, two, three and four members buys, and what limits it. All of it runs
//! on one machine, so the processor time of each part counts, not the rate alone.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use cpu_time::ProcessTime;
use host_test::process;
use tokio::task::JoinSet;

use crate::fleet::Fleet;
use crate::order::{End, Order};
use crate::report::Report;

const TIME: Duration = Duration::from_secs(6);
/// Clients of each member.
const CLIENTS: usize = 16;
/// What members have asked of the database.
const STATEMENTS: &str =
    "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE query LIKE '%visual.%'";
/// What a purchase takes, indexes included.
const SIZE: &str =
    "SELECT pg_total_relation_size('visual.purchases') / count(*) FROM visual.purchases";
/// Makes the members forget what they know of quotas, which the service here has not.
const FORGET: &str = "UPDATE visual.quotas SET at_once = visual.new_limit(NULL, false), pace = visual.new_limit(NULL, false)";
/// Members that buy, in turns; the second is of the other kind.
const FLEETS: [(&str, &[usize]); 6] = [
    ("1 `visual serve`", &[0]),
    ("1 wasmCloud host", &[2]),
    ("2 `visual serve`", &[0, 1]),
    ("2 wasmCloud hosts", &[2, 3]),
    ("3: 2 `visual serve`, 1 host", &[0, 1, 2]),
    ("4: 2 and 2", &[0, 1, 2, 3]),
];

/// Processor seconds so far.
struct Used {
    members: f64,
    database: f64,
    /// The simulator and the clients, which are this process.
    rest: f64,
    statements: f64,
}

impl Used {
    async fn now(fleet: &Fleet) -> Result<Used> {
        let statements = fleet.query(STATEMENTS).await?;
        let data = fleet.with_postgres(|postgres| postgres.data()).await?;
        let server = std::fs::read_to_string(data.join("postmaster.pid"))?;
        let server: u32 = server.lines().next().context("a process")?.parse()?;
        Ok(Used {
            members: fleet.processes().into_iter().map(process::cpu).sum(),
            database: process::cpu(server),
            rest: ProcessTime::now().as_duration().as_secs_f64(),
            statements: statements.parse()?,
        })
    }
}

/// Prints a row for each fleet.
pub async fn run(fleet: &Fleet, report: &mut Report) -> Result<()> {
    println!();
    println!(
        "| members | purchases/s | statements a purchase | CPU ms a purchase: members | database | clients and simulator |"
    );
    println!("|---|---|---|---|---|---|");
    let all = fleet.addresses();
    Order::keyed("growth".to_owned()).buy(&all).await;
    fleet.query(FORGET).await?;
    let mut bought = 0;
    for (number, (name, which)) in FLEETS.iter().enumerate() {
        let members: Vec<SocketAddr> = which.iter().filter_map(|i| all.get(*i).copied()).collect();
        let before = Used::now(fleet).await?;
        let begun = Instant::now();
        let count = load(&members, number).await;
        let seconds = begun.elapsed().as_secs_f64();
        let after = Used::now(fleet).await?;
        let each = |after: f64, before: f64| (after - before) / f64::from(count.max(1));
        println!(
            "| {name} | {:.0} | {:.2} | {:.2} | {:.2} | {:.2} |",
            f64::from(count) / seconds,
            each(after.statements, before.statements),
            each(after.members, before.members) * 1e3,
            each(after.database, before.database) * 1e3,
            each(after.rest, before.rest) * 1e3,
        );
        bought += usize::from(count > 0);
    }
    println!();
    let size = fleet.query(SIZE).await?;
    report.check(
        "growth",
        bought == FLEETS.len(),
        &format!("the table above; a purchase at rest takes {size} bytes of the database"),
    );
    Ok(())
}

/// Buys at these members for a while, each purchase with a key of its own.
async fn load(members: &[SocketAddr], run: usize) -> u32 {
    let end = Instant::now() + TIME;
    let mut clients = JoinSet::new();
    for (index, member) in members.iter().copied().enumerate() {
        for client in 0..CLIENTS {
            clients.spawn(async move {
                let mut count = 0;
                for number in 0.. {
                    if Instant::now() > end {
                        break;
                    }
                    let key = format!("growth-{run}-{index}-{client}-{number}");
                    let (end, _) = Order::keyed(key).buy(&[member]).await;
                    count += u32::from(matches!(end, End::Task(_)));
                }
                count
            });
        }
    }
    clients.join_all().await.into_iter().sum()
}
