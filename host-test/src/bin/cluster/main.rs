//! Two hosts of wasmCloud and two `visual serve` with one journal in PostgreSQL, for real: what
//! is bought when members are killed, and connections and the database end.
//!
//! Usage: cluster TOOLS COMPONENTS DIRECTORY [CHECK...]

mod engine;
mod fleet;
mod growth;
mod killed;
mod order;
mod place;
mod quota;
mod race;
mod report;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use fleet::Fleet;
use place::Place;
use report::Report;

/// All checks together are done by then.
const LIMIT: Duration = Duration::from_secs(600);

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match start(&words) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cluster: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(words: &[String]) -> Result<u32> {
    let [tools, components, directory, checks @ ..] = words else {
        bail!("Usage: cluster TOOLS COMPONENTS DIRECTORY [CHECK...]");
    };
    let place = Place::new(
        Path::new(tools),
        Path::new(components),
        Path::new(directory),
    )?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let checked = tokio::time::timeout(LIMIT, check(place, checks));
        checked.await.context("not done in 10 minutes")?
    })
}

/// Runs these checks, or all; returns how many did not hold.
async fn check(place: Place, checks: &[String]) -> Result<u32> {
    let mut report = Report::default();
    let report = &mut report;
    let mut fleet = Fleet::start(place).await?;
    let fleet = &mut fleet;
    let checks: Vec<&str> = match checks {
        [] => vec!["killed", "race", "control", "quota", "growth"],
        some => some.iter().map(String::as_str).collect(),
    };
    for name in checks {
        match name {
            "killed" => killed::run(fleet, report).await?,
            "race" => race::run(fleet, report).await?,
            "control" => race::control(fleet, report).await?,
            "quota" => quota::run(fleet, report).await?,
            "growth" => growth::run(fleet, report).await?,
            other => bail!("no check is called {other}"),
        }
    }
    Ok(report.failed())
}
