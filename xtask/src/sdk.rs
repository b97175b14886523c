//! `cargo xtask sdk`: the vendor's Python SDK, unchanged, against the simulator.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};

use anyhow::{Context, Result};

use crate::build;
use crate::python;
use crate::workspace::Workspace;

const SDK: &str = "volcengine==1.0.229";

/// Keys of no account, known to the simulator and to the script.
const KEYS: [(&str, &str); 2] = [
    ("VOLC_ACCESSKEY", "AKLTEXAMPLE0000000000"),
    ("VOLC_SECRETKEY", "U0VDUkVURVhBTVBMRTAwMDAwMDAwMDAwMA=="),
];

/// Runs `cargo xtask sdk`; the exit code is the script's.
pub fn run(args: &[String]) -> Result<ExitCode> {
    crate::take_none("sdk", args)?;
    let workspace = Workspace::load()?;
    let python = python(&workspace)?;
    build::program(&workspace, "volc-sim")?;
    let simulator = Simulator::start(&workspace.program("volc-sim"))?;

    let script = workspace
        .root
        .join("host-test")
        .join("sdk")
        .join("check_sdk.py");
    let mut command = Command::new(python);
    command
        .arg(script)
        .envs(KEYS)
        .env("VOLC_ENDPOINT", &simulator.endpoint);
    let status = command
        .status()
        .context("cannot start the check of the SDK")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// A Python of our own with the SDK in it.
pub fn python(workspace: &Workspace) -> Result<PathBuf> {
    python::environment(&workspace.target.join("sdk-venv"), &[SDK])
}

/// A running simulator, stopped when dropped.
struct Simulator {
    process: Child,
    endpoint: String,
    /// Kept open: the simulator could not write into a closed pipe.
    output: BufReader<ChildStdout>,
}

impl Simulator {
    fn start(program: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        // The script submits every tool of the cases, and some of them have one source only.
        command.arg("--unconfirmed");
        command.envs(KEYS).stdout(Stdio::piped());
        let mut process = command.spawn().context("cannot start the simulator")?;
        let stdout = process
            .stdout
            .take()
            .context("the simulator has no output")?;
        let mut simulator = Self {
            process,
            endpoint: String::new(),
            output: BufReader::new(stdout),
        };
        let mut line = String::new();
        simulator.output.read_line(&mut line)?;
        let endpoint = line.trim().strip_prefix("listening on ");
        simulator.endpoint = endpoint
            .with_context(|| format!("the simulator said {line:?}, not where it listens"))?
            .to_owned();
        Ok(simulator)
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
