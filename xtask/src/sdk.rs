//! `cargo xtask sdk`: the vendor's Python SDK, unchanged, against the simulator.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::build;
use crate::python;
use crate::server::{Says, Server};
use crate::workspace::{self, Workspace};

const SDK: &str = "volcengine==1.0.229";

/// Keys of no account, known to the simulators and to the script.
pub const KEYS: [(&str, &str); 2] = [
    ("VOLC_ACCESSKEY", "AKLTEXAMPLE0000000000"),
    ("VOLC_SECRETKEY", "U0VDUkVURVhBTVBMRTAwMDAwMDAwMDAwMA=="),
];

/// Runs `cargo xtask sdk`; the exit code is the script's.
pub fn run(args: &[String]) -> Result<ExitCode> {
    crate::take_none("sdk", args)?;
    let workspace = Workspace::load()?;
    let python = python(&workspace)?;
    build::program(&workspace, "volc-sim")?;
    let scripts = workspace.root.join("host-test").join("sdk");
    let mut command = Command::new(python);
    command
        .arg(scripts.join("check_sdk.py"))
        .envs(KEYS)
        .env("VOLC_SIM", workspace.program("volc-sim"));
    workspace::exit_code(&mut command)
}

/// A Python of our own with the SDK in it.
pub fn python(workspace: &Workspace) -> Result<PathBuf> {
    python::environment(&workspace.target.join("sdk-venv"), &[SDK])
}

/// A simulator with an account of these keys.
pub fn simulator(workspace: &Workspace) -> Result<Server> {
    let mut command = Command::new(workspace.program("volc-sim"));
    command.arg("--unconfirmed").envs(KEYS);
    Server::start(command, Says::Output)
}
