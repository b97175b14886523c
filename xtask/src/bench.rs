//! `cargo xtask bench`: measurements, as ratios within one run.

use anyhow::{Result, bail};

use crate::workspace::{self, Workspace};
use crate::{build, sdk};

/// Runs `cargo xtask bench calls|media [--json]`, or `bench serve [STOPS [SECONDS]]`: the server
/// under load, ended by a signal so many times, and then for so many seconds at half the load; or
/// `bench journal [ROWS...]`: the statements of a journal in PostgreSQL with so many tasks at rest; or
/// `bench fleet [SEED]`: a simulation of a thousand members with those figures.
pub fn run(args: &[String]) -> Result<()> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    if let ["serve", rest @ ..] = words.as_slice()
        && rest.len() <= 2
    {
        let workspace = programs()?;
        let mut command = std::process::Command::new(workspace.program("bench"));
        let given = |place: usize, usual| rest.get(place).copied().unwrap_or(usual);
        return workspace::run(command.args(["serve", given(0, "10"), given(1, "0")]));
    }
    if let ["journal", rest @ ..] = words.as_slice() {
        let workspace = Workspace::load()?;
        build::program(&workspace, "bench")?;
        let usual = ["0", "100000", "1000000"];
        let rest = if rest.is_empty() { &usual[..] } else { rest };
        let mut command = std::process::Command::new(workspace.program("bench"));
        return workspace::run(command.arg("journal").args(rest));
    }
    if let ["fleet"] | ["fleet", _] = words.as_slice() {
        let workspace = Workspace::load()?;
        build::program(&workspace, "bench")?;
        return workspace::run(std::process::Command::new(workspace.program("bench")).args(words));
    }
    if !matches!(
        words.as_slice(),
        ["calls" | "media"] | ["calls" | "media", "--json"]
    ) {
        bail!(
            "`cargo xtask bench` takes `calls` or `media`, and --json after it, `serve`, `journal` or `fleet`"
        );
    }
    let workspace = programs()?;
    let mut command = std::process::Command::new(workspace.program("bench"));
    if words.first() == Some(&"calls") {
        match sdk::python(&workspace) {
            Ok(python) => _ = command.env("BENCH_PYTHON", python),
            Err(error) => eprintln!("the Python SDK is left out: {error:#}"),
        }
    }
    workspace::run(command.args(words))
}

/// Builds what is measured, and what measures it.
fn programs() -> Result<Workspace> {
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "visual")?;
    build::program(&workspace, "bench")?;
    Ok(workspace)
}
