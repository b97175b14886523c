//! `cargo xtask bench`: measurements, as ratios within one run.

use anyhow::{Result, bail};

use crate::workspace::{self, Workspace};
use crate::{build, sdk};

/// Runs `cargo xtask bench calls|media [--json]`.
pub fn run(args: &[String]) -> Result<()> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    if !matches!(
        words.as_slice(),
        ["calls" | "media"] | ["calls" | "media", "--json"]
    ) {
        bail!("`cargo xtask bench` takes `calls` or `media`, and --json after it");
    }
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "visual")?;
    build::program(&workspace, "bench")?;
    let mut command = std::process::Command::new(workspace.program("bench"));
    if words.first() == Some(&"calls") {
        match sdk::python(&workspace) {
            Ok(python) => _ = command.env("BENCH_PYTHON", python),
            Err(error) => eprintln!("the Python SDK is left out: {error:#}"),
        }
    }
    workspace::run(command.args(words))
}
