//! `cargo xtask clients`: the official clients of others against `visual serve` and
//! `visual mcp`.

mod mcp;
mod openai;

use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::build;
use crate::workspace::Workspace;

/// A client: its name on the command line, and what runs it. The command's exit code is its verdict.
type Client = (&'static str, fn(&Workspace) -> Result<Command>);

const CLIENTS: &[Client] = &[("openai", openai::command), ("mcp", mcp::command)];

/// Runs `cargo xtask clients`: those that are named, or all.
pub fn run(args: &[String]) -> Result<ExitCode> {
    let names: Vec<_> = CLIENTS.iter().map(|(name, _)| *name).collect();
    if let Some(unknown) = args.iter().find(|arg| !names.contains(&arg.as_str())) {
        bail!("no client `{unknown}`; there are: {}", names.join(", "));
    }
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "visual")?;
    build::program(&workspace, "volc-sim")?;
    let mut code = ExitCode::SUCCESS;
    for (name, command) in CLIENTS {
        if !args.is_empty() && !args.iter().any(|arg| arg == name) {
            continue;
        }
        println!("\n# {name}");
        if !command(&workspace)?.status()?.success() {
            eprintln!("error: the check of {name} failed");
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}
