//! Faults at full size, and what came of them as a table.

mod words;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use host_test::killed::{kill, moments};
use host_test::replay::{self, Capture};
use host_test::tenants::{Crowd, mix};
use host_test::torture::sdk::Script;
use host_test::torture::{Stage, run_all, table, work};
use words::{TortureOptions, now, soaking};

/// What a call may be longer than its wait.
const SLACK: Duration = Duration::from_millis(100);

/// How often the program is killed.
const KILLS: usize = 100;
/// How many products of tools without links are bought.
const PURCHASES: usize = 1_000;
/// F19 at full size.
const CROWD: Crowd = Crowd {
    tenants: 1_000,
    calls: 100,
};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match start(&words) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("torture: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(words: &[String]) -> Result<bool> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match words.as_slice() {
            ["soak", words @ ..] => soak(words).await,
            ["sdk", python, file] => sdk(python, file).await,
            ["soak-worker", words @ ..] => work(words).await.map(|()| true),
            ["kill"] => Ok(killed(KILLS, now()?).await),
            ["kill", times] => Ok(killed(times.parse()?, now()?).await),
            ["kill", times, seed] => Ok(killed(times.parse()?, seed.parse()?).await),
            ["products"] => Ok(products(PURCHASES, now()?).await),
            ["products", times] => Ok(products(times.parse()?, now()?).await),
            ["products", times, seed] => Ok(products(times.parse()?, seed.parse()?).await),
            ["postgres"] => Box::pin(outages()).await,
            ["tenants"] => Ok(tenants().await),
            ["replay"] => Ok(replayed().await),
            words => Ok(torture(&TortureOptions::read(words)?).await),
        }
    })
}

/// Whether everything held.
async fn torture(options: &TortureOptions) -> bool {
    let began = Instant::now();
    let stage = Arc::new(Stage::set(options.size).await);
    let rows = run_all(&options.scenarios, &stage, SLACK, |row| {
        let held = if row.holds() { "holds" } else { "BROKEN" };
        let seconds = began.elapsed().as_secs_f64();
        eprintln!("{:<16} {held}, {seconds:.1} s from the start", row.name());
    });
    let rows = rows.await;
    let crowd = match options.tenants {
        true => Some(mix(CROWD).await),
        false => None,
    };
    let mut flaws: Vec<String> = rows.iter().flat_map(|row| row.flaws()).collect();
    flaws.extend(crowd.iter().flat_map(|mixed| mixed.flaws()));
    let holds = flaws.is_empty();
    if options.json {
        let tenants = crowd.map(|mixed| mixed.to_string());
        let rows: Vec<_> = rows.iter().map(|row| row.json()).collect();
        let all = serde_json::json!({ "torture": rows, "tenants": tenants, "holds": holds });
        println!("{all}");
        return holds;
    }
    println!("{}", table(&rows));
    let notes = rows.iter().filter_map(|row| row.note());
    let tenants = crowd.map(|mixed| format!("F19-tenants: {mixed}"));
    for line in notes.chain(tenants).chain(flaws) {
        println!("{line}");
    }
    let verdict = if holds {
        "Everything held"
    } else {
        "NOT EVERYTHING HELD"
    };
    println!("{verdict}, after {} s.", began.elapsed().as_secs());
    holds
}

/// Whether everything held.
async fn soak(words: &[&str]) -> Result<bool> {
    let (soak, json) = soaking(words)?;
    let soaked = soak.run(&std::env::current_exe()?).await?;
    let flaws = soaked.flaws();
    if json {
        println!("{}", soaked.json());
        return Ok(flaws.is_empty());
    }
    println!("{}", soaked.text());
    Ok(held(&flaws))
}

/// Whether nothing was lost or bought twice by killed programs, with a journal in a file and with one
/// in PostgreSQL.
async fn killed(times: usize, seed: u64) -> bool {
    println!("seed {seed}");
    let tally = kill(times, moments(seed), None).await;
    println!("journal in a file: {tally}");
    let mut flaws = tally.flaws();
    if let Some(address) = test_postgres::database() {
        let tally = kill(times, moments(seed), Some(&address)).await;
        println!("journal in PostgreSQL: {tally}");
        flaws.extend(tally.flaws());
    }
    held(&flaws)
}

/// Whether every product that was delivered is somewhere.
#[cfg(unix)]
async fn products(times: usize, seed: u64) -> bool {
    println!("seed {seed}");
    let tally = host_test::products::buy(times, seed).await;
    println!("{tally}");
    held(&tally.flaws())
}

#[cfg(not(unix))]
async fn products(_: usize, _: u64) -> bool {
    held(&["this needs signals and a shell".to_owned()])
}

/// Whether a journal in PostgreSQL held in every outage of its database, and the control did not.
#[cfg(unix)]
async fn outages() -> Result<bool> {
    use host_test::outages::{self, Outage};
    let missing = "PostgreSQL is not installed";
    let mut flaws = Vec::new();
    for outage in Outage::ALL {
        let tally = outages::run(&[outage], 1, true).await.context(missing)?;
        println!("{outage:?}: {tally}");
        if tally.overrun > outages::LAST_WORD + Duration::from_secs(1) {
            flaws.push(format!(
                "{outage:?}: a call was {:?} too long",
                tally.overrun
            ));
        }
        flaws.extend(tally.faults);
    }
    let delay = Duration::from_millis(300);
    let slow = outages::slow(delay).await.context(missing)?;
    println!("every statement takes {delay:?} more: {slow}");
    flaws.extend(slow.faults);
    for (what, found) in [
        ("out of connections", outages::connections().await),
        ("out of disk", outages::disk().await),
    ] {
        let told = found.as_ref().map_or("SKIPPED".to_owned(), |found| {
            format!("{} faults", found.len())
        });
        println!("{what}: {told}");
        flaws.extend(found.into_iter().flatten());
    }
    let cut = [Outage::ALL[1]];
    let control = outages::run(&cut, 1, false).await.context(missing)?;
    println!("control, two databases: {control}");
    if control.twice < control.schedules {
        flaws.push("the control did not buy twice".to_owned());
    }
    Ok(held(&flaws))
}

#[cfg(not(unix))]
async fn outages() -> Result<bool> {
    Ok(held(&["this needs signals".to_owned()]))
}

/// Whether all calls were made, and none was signed with another's key.
async fn tenants() -> bool {
    let mixed = mix(CROWD).await;
    println!("{mixed}");
    held(&mixed.flaws())
}

/// Whether every captured answer was told as its file expects.
async fn replayed() -> bool {
    let captures = Capture::all();
    let mut played = Vec::new();
    for capture in &captures {
        played.push(capture.play().await);
    }
    println!("{}", replay::table(&played));
    let flaws = played.iter().flat_map(|one| {
        let flaw = |flaw: &String| format!("{}: {flaw}", one.name);
        one.flaws.iter().map(flaw)
    });
    let flaws: Vec<String> = flaws.collect();
    println!("{} captured answers, {} flaws", played.len(), flaws.len());
    held(&flaws)
}

/// Whether there is no flaw; each is printed.
fn held(flaws: &[String]) -> bool {
    for flaw in flaws {
        println!("{flaw}");
    }
    flaws.is_empty()
}

/// Prints the table of the vendor's SDK.
async fn sdk(python: &str, file: &str) -> Result<bool> {
    let script = Script {
        python: python.to_owned(),
        file: file.to_owned(),
    };
    print!("{}", script.compare().await?);
    Ok(true)
}
