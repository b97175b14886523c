//! OpenAI's Python client.

use std::process::Command;

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{python, sdk};

const PACKAGE: &str = "openai==3.57.0";

/// How many calls go through a proxy that spoils their first reply.
const RUNS: &str = "200";

/// The check of this client, in a Python of our own.
pub fn command(workspace: &Workspace) -> Result<Command> {
    let python = python::environment(&workspace.target.join("clients-venv"), &[PACKAGE])?;
    let script = workspace.root.join("host-test/clients/openai_check.py");
    let mut command = Command::new(python);
    command
        .arg(script)
        .envs(sdk::KEYS)
        .env("VISUAL", workspace.program("visual"))
        .env("VOLC_SIM", workspace.program("volc-sim"))
        .env("CLIENT_RUNS", RUNS);
    Ok(command)
}
