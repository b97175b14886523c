//! `cargo xtask test`: every test of the workspace, against fresh components.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::build;
use crate::workspace::{self, Workspace};

/// Runs `cargo xtask test`; the arguments are cargo's.
pub fn run(args: &[String]) -> Result<()> {
    let workspace = Workspace::load()?;
    build::components(&workspace)?;

    let start = Instant::now();
    let mut command = workspace.cargo(["test", "--release", "--workspace"]);
    workspace::run(command.args(args))
        .context("some tests did not pass; the lines above say which")?;
    println!("All tests passed in {} s.", start.elapsed().as_secs());
    Ok(())
}
