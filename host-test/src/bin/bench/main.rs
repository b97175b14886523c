//! Measurements against a service of fixed replies. Every figure comes from a
//! process of its own, and what is compared is measured in turns in one run.

mod calls;
mod clients;
mod journal;
mod media;
mod rounds;
mod serve;
mod server;
mod small;

use std::process::ExitCode;

use anyhow::{Result, bail};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<()> {
    match words {
        ["calls"] => calls::run(false),
        ["calls", "--json"] => calls::run(true),
        ["media"] => media::run(false),
        ["media", "--json"] => media::run(true),
        ["journal", rest @ ..] => {
            let rest = rest.iter().map(|rows| rows.parse());
            journal::run(&rest.collect::<Result<Vec<u64>, _>>()?)
        }
        ["fleet"] => fleet(7),
        ["fleet", seed] => fleet(seed.parse()?),
        ["serve", stops, soak] => serve::run(stops.parse()?, soak.parse()?),
        ["worker", kind, endpoint, seconds] => clients::work(kind, endpoint, seconds.parse()?),
        _ => bail!(
            "usage: bench calls|media [--json], bench serve STOPS SECONDS, bench journal ROWS..., bench fleet [SEED]"
        ),
    }
}

/// Prints a simulation.
fn fleet(seed: u64) -> Result<()> {
    println!("{}", host_test::simulation::report(seed));
    Ok(())
}
