//! `cargo xtask hosts`: the same calls in hosts that are not ours.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::build;
use crate::python;
use crate::workspace::{self, Workspace};

const COMPONENT: &str = "visual-base-env.wasm";

/// Runs `cargo xtask hosts`; the exit code says whether all hosts agree.
pub fn run(args: &[String]) -> Result<ExitCode> {
    crate::take_none("hosts", args)?;
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "hosts")?;
    let (python, node) = (python(&workspace)?, node(&workspace)?);
    let mut command = Command::new(workspace.program("hosts"));
    command.arg(python).arg(node);
    command.arg(workspace.components().join(COMPONENT));
    let status = command.status().context("cannot start the comparison")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// A Python of our own with what the example needs.
fn python(workspace: &Workspace) -> Result<PathBuf> {
    let requirements = workspace.root.join("examples/python/requirements.txt");
    let requirements = requirements.to_str().context("a path in UTF-8")?;
    let directory = workspace.target.join("hosts").join("python");
    python::environment(&directory, &["--requirement", requirements])
}

/// A directory of our own with what the example needs, and the component as
/// JavaScript.
fn node(workspace: &Workspace) -> Result<PathBuf> {
    let directory = workspace.target.join("hosts").join("node");
    fs::create_dir_all(&directory)?;
    for file in [
        "examples/node/package.json",
        "examples/node/picture.mjs",
        "host-test/drivers/driver.mjs",
    ] {
        let from = workspace.root.join(file);
        let name = from.file_name().context("a file has a name")?;
        fs::copy(&from, directory.join(name))?;
    }
    let npm = |args: &[&str]| {
        let mut command = Command::new("npm");
        command.args(args).current_dir(&directory);
        command
    };
    workspace::run(&mut npm(&[
        "install",
        "--silent",
        "--no-fund",
        "--no-audit",
    ]))
    .context("npm is needed, with Node 20 or later")?;
    let mut command = npm(&["run", "--silent", "transpile", "--"]);
    command.arg(workspace.components().join(COMPONENT));
    workspace::run(&mut command).context("jco cannot transpile the component")?;
    Ok(directory)
}
