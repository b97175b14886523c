//! `cargo xtask torture`: faults by the thousand, at full size.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::build;
use crate::workspace::Workspace;

/// Runs `cargo xtask torture [--quick] [--json] [--schedules N] [NAME...]`; the exit code is the torture's.
pub fn run(args: &[String]) -> Result<ExitCode> {
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "torture")?;
    let mut command = Command::new(workspace.program("torture"));
    let status = command.args(args).status();
    let status = status.context("cannot start the torture")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
