//! `cargo xtask bench`: measurements, as ratios within one run.

use anyhow::{Result, bail};

use crate::build;
use crate::workspace::{self, Workspace};

/// Runs `cargo xtask bench media [--json]`.
pub fn run(args: &[String]) -> Result<()> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    if !matches!(words.as_slice(), ["media"] | ["media", "--json"]) {
        bail!("`cargo xtask bench` takes `media`, and --json after it");
    }
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "visual")?;
    build::program(&workspace, "bench")?;
    let mut command = std::process::Command::new(workspace.program("bench"));
    workspace::run(command.args(words))
}
