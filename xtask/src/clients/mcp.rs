//! The official Python client of MCP, and the command line of its inspector.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{python, workspace};

const PACKAGE: &str = "mcp==2.3.0";
const INSPECTOR: &str = "@modelcontextprotocol/inspector@0.17.5";

/// The check of these clients, in a Python and with a package of Node of our own.
pub fn command(workspace: &Workspace) -> Result<Command> {
    let python = python::environment(&workspace.target.join("clients-mcp-venv"), &[PACKAGE])?;
    let modules = workspace.target.join("clients-npm");
    fs::create_dir_all(&modules)?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--no-fund", "--no-audit", INSPECTOR])
        .args(["--prefix", "."])
        .current_dir(&modules);
    workspace::run(&mut npm).context("npm is needed, with Node 20 or later")?;
    let mut command = Command::new(python);
    command
        .arg(workspace.root.join("host-test/clients/mcp_check.py"))
        .env("VISUAL", workspace.program("visual"))
        .env(
            "INSPECTOR",
            modules.join("node_modules/@modelcontextprotocol/inspector/cli/build/cli.js"),
        );
    Ok(command)
}
