//! `cargo xtask hosts`: the same calls in hosts that are not ours.

pub mod install;

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::workspace::{self, Workspace};
use crate::{build, python};

const COMPONENT: &str = "visual-base-env.wasm";

/// Runs `cargo xtask hosts`; the exit code says whether all hosts agree.
pub fn run(args: &[String]) -> Result<ExitCode> {
    crate::take_none("hosts", args)?;
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "hosts")?;
    let component = workspace.components().join(COMPONENT);
    let drivers = workspace.root.join("host-test/drivers");

    let mut command = Command::new(workspace.program("hosts"));
    let mut host = |name: &str, words: &[&Path]| {
        command.arg("--").arg(name).args(words);
    };
    let python = install::python(&workspace)?;
    host(
        "wasmtime-py",
        &[&python, &drivers.join("driver.py"), &component],
    );
    let cli = python::wasmtime(&python)?;
    host(
        "wasmtime run",
        &[&python, &drivers.join("cli.py"), &cli, &component],
    );
    let server = workspace.components().join("visual-http.wasm");
    host(
        "wasmtime serve",
        &[&python, &drivers.join("serve.py"), &cli, &server],
    );
    let node = install::node(&workspace, &component)?;
    host("jco, Node", &[Path::new("node"), &node.join("driver.mjs")]);
    match install::browser(&workspace, &component) {
        Ok((driver, page)) => host("Chromium", &[Path::new("node"), &driver, &page]),
        Err(error) => println!("SKIPPED: there is no browser with JSPI: {error:#}"),
    }
    workspace::exit_code(&mut command)
}
