//! Clients are measured in processes of their own, in interleaved rounds.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

/// Seconds of each client in each round.
pub const SECONDS: &str = "2";
/// How often each client is measured.
pub const ROUNDS: usize = 5;

/// What a client of this program reports.
pub fn worker(client: &str, endpoint: &str, seconds: &str) -> Result<Value> {
    let mut command = Command::new(std::env::current_exe()?);
    report(command.args(["worker", client, endpoint, seconds]))
}

/// The JSON that a process prints.
pub fn report(command: &mut Command) -> Result<Value> {
    let output = command.output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).with_context(|| format!("{command:?}: {errors}"))
}

/// The median of one member of all reports.
pub fn median(reports: &[Value], member: &str) -> Result<f64> {
    let numbers = reports.iter().map(|report| number(&report[member]));
    let mut numbers = numbers.collect::<Result<Vec<f64>>>()?;
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().context("no rounds")
}

/// A number of a report.
pub fn number(value: &Value) -> Result<f64> {
    value
        .as_f64()
        .with_context(|| format!("{value} is no number"))
}
