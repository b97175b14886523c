//! This process among those that share a journal: it is alive while it says so.

use super::link::{Link, Statement};
use super::obstacles::Obstacles;
use super::schema;
use crate::clock;
use crate::clock::Reading;
use crate::counters;
use crate::journal::store::{Result, StoreError};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval};
use visual_shared_journal::sql;

/// For how long a member counts as alive after it has said so.
const LEASE: Duration = Duration::from_secs(15);
/// How often it says so.
const TICK: Duration = Duration::from_secs(5);

/// What a member says.
#[derive(Clone, Serialize)]
struct Tick<'a> {
    name: &'a str,
    about: &'a str,
    lease_ms: u128,
    joins: bool,
    proven: i64,
    estimated: i64,
}

/// What it is told.
#[derive(Deserialize)]
struct Told {
    proven: i64,
    estimated: i64,
    members: u32,
}

/// When it joined, by the journal's time and by its own.
pub(super) struct Joined {
    proven: i64,
    estimated: i64,
    at: Reading,
}

/// Becomes a member.
pub(super) async fn join(link: &Link, name: &str, end: Instant) -> Result<Joined> {
    let at = clock::read();
    let tick = Tick {
        name,
        about: &about(),
        lease_ms: LEASE.as_millis(),
        joins: true,
        proven: 0,
        estimated: 0,
    };
    let told = say(link, &tick, end).await?;
    Ok(Joined {
        proven: told.proven,
        estimated: told.estimated,
        at,
    })
}

/// Says that it is alive, again and again.
pub(super) async fn stay(link: Link, name: String, joined: Joined) {
    let about = about();
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await;
    loop {
        ticks.tick().await;
        let ran = clock::read().uptime.saturating_sub(joined.at.uptime).max(0);
        let tick = Tick {
            name: &name,
            about: &about,
            lease_ms: LEASE.as_millis(),
            joins: false,
            proven: joined.proven.saturating_add(ran),
            estimated: joined.estimated.saturating_add(ran),
        };
        // What fails is known to the link.
        _ = say(&link, &tick, Instant::now() + TICK).await;
    }
}

/// Says that it ends, if the database answers within that time.
pub(super) async fn leave(link: Link, name: String, limit: Duration) {
    let statement = Statement::new(sql::LEAVE, &[&name]);
    _ = link.ask(&statement, Instant::now() + limit).await;
}

async fn say(link: &Link, tick: &Tick<'_>, end: Instant) -> Result<Told> {
    let unreadable = |error| StoreError::new(error, "数据库的回复无法解析");
    let text = serde_json::to_string(tick).map_err(unreadable)?;
    let rows = link.ask(&Statement::new(sql::TICK, &[&text]), end).await?;
    let row = rows.first().map(String::as_str).unwrap_or_default();
    let told: Told = serde_json::from_str(row).map_err(unreadable)?;
    counters::members(told.members);
    let obstacles = Obstacles::find(link, end).await?;
    let refusal = match schema::salt(link, end).await {
        Ok(_) => obstacles.refusal(),
        Err(error) if error.busy => return Err(error),
        Err(error) => Some(error),
    };
    link.health.looked(refusal);
    Ok(told)
}

/// What operators see of it.
fn about() -> String {
    let (version, process) = (env!("CARGO_PKG_VERSION"), std::process::id());
    let machine = machine().map_or_else(String::new, |name| format!(" on {name}"));
    format!("visual {version} pid {process}{machine}")
}

/// The name of this machine, where the system tells.
fn machine() -> Option<String> {
    let mut files = ["/proc/sys/kernel/hostname", "/etc/hostname"].iter();
    let name = files.find_map(|file| std::fs::read_to_string(file).ok());
    let mut variables = ["COMPUTERNAME", "HOSTNAME"].iter();
    let name = name.or_else(|| variables.find_map(|name| std::env::var(name).ok()))?;
    let name: String = name.trim().chars().take(100).collect();
    (!name.is_empty()).then_some(name)
}
