//! A Python environment of our own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace;

/// The interpreter of the virtual environment in `directory`, with what `pip
/// install` takes as `packages` in it. Needs python3 and its package index.
pub fn environment(directory: &Path, packages: &[&str]) -> Result<PathBuf> {
    let python = directory.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if !python.exists() {
        let mut command = Command::new("python3");
        workspace::run(command.args(["-m", "venv"]).arg(directory))
            .context("python3 with its module venv is needed")?;
    }
    let mut command = Command::new(&python);
    command.args(["-m", "pip", "install", "--quiet"]);
    command.arg("--disable-pip-version-check").args(packages);
    workspace::run(&mut command).context("the packages come from Python's package index")?;
    Ok(python)
}
