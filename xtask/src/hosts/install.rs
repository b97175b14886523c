//! What the examples in other hosts need, in directories of our own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::python;
use crate::workspace::{self, Workspace};

/// A Python with what its example needs, and the `wasmtime` program.
pub fn python(workspace: &Workspace) -> Result<PathBuf> {
    let requirements = workspace.root.join("examples/python/requirements.txt");
    let requirements = requirements.to_str().context("a path in UTF-8")?;
    let directory = directory(workspace, "python")?;
    python::environment(
        &directory,
        &["--requirement", requirements, python::WASMTIME],
    )
}

/// The example in Node with the driver beside it, and the component as
/// JavaScript.
pub fn node(workspace: &Workspace, component: &Path) -> Result<PathBuf> {
    let directory = directory(workspace, "node")?;
    transpile(workspace, "examples/node", &directory, component)?;
    Ok(directory)
}

/// The drivers of browsers, with Chromium.
pub fn chromium(workspace: &Workspace) -> Result<PathBuf> {
    let drivers = directory(workspace, "chromium")?;
    copy(workspace, "host-test/drivers", &drivers)?;
    install(&drivers)?;
    Ok(drivers)
}

/// A driver of a browser, and the page that it opens.
pub fn browser(workspace: &Workspace, component: &Path) -> Result<(PathBuf, PathBuf)> {
    let drivers = chromium(workspace)?;
    let driver = drivers.join("browser.mjs");
    let mut check = Command::new("node");
    workspace::run(check.arg(&driver).args([".", "--check"]))?;

    let page = directory(workspace, "browser")?;
    transpile(workspace, "examples/browser", &page, component)?;
    Ok((driver, page))
}

fn directory(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let directory = workspace.target.join("hosts").join(name);
    fs::create_dir_all(&directory)?;
    Ok(directory)
}

/// Copies the files of a directory, but not what was installed in it.
fn copy(workspace: &Workspace, from: &str, to: &Path) -> Result<()> {
    for entry in fs::read_dir(workspace.root.join(from))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Installs an example of JavaScript, with the drivers beside it, and writes the component as JavaScript.
fn transpile(workspace: &Workspace, example: &str, to: &Path, component: &Path) -> Result<()> {
    // The example's package.json is the one that stays.
    copy(workspace, "host-test/drivers", to)?;
    copy(workspace, example, to)?;
    install(to)?;
    let mut command = npm(to, &["run", "--silent", "transpile", "--", "--quiet"]);
    workspace::run(command.arg(component)).context("jco cannot transpile the component")
}

fn install(directory: &Path) -> Result<()> {
    let mut command = npm(
        directory,
        &["install", "--silent", "--no-fund", "--no-audit"],
    );
    workspace::run(&mut command).context("npm is needed, with Node 20 or later")
}

fn npm(directory: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.args(args).current_dir(directory);
    command
}
