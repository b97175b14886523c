//! `cargo xtask http`: `visual-http.wasm` in `wasmtime serve`, and `visual serve`,
//! under requests that schemathesis makes of their OpenAPI documents.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::server::{Says, Server};
use crate::workspace::{self, Workspace};
use crate::{build, python, sdk};

const PACKAGES: [&str; 2] = [python::WASMTIME, "schemathesis==4.32.5"];

/// The server's token, which guards nothing here.
const TOKEN: &str = "token-of-a-server-for-tests-0123456789";

/// How many requests are made up for each operation, of which there are two
/// for each tool, beside those that cover each rule of its schema.
const EXAMPLES: &str = "8";

/// Runs `cargo xtask http [component|serve]`; the exit code is that of the first
/// run of schemathesis that fails.
pub fn run(args: &[String]) -> Result<ExitCode> {
    let (component, program) = match args {
        [] => (true, true),
        [word] if word == "component" => (true, false),
        [word] if word == "serve" => (false, true),
        _ => bail!("`cargo xtask http` takes `component` or `serve`, or nothing for both"),
    };
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "volc-sim")?;
    let directory = workspace.target.join("hosts").join("serve");
    let python = python::environment(&directory, &PACKAGES)?;
    let simulator = sdk::simulator(&workspace)?;
    let test = |server: &Server| -> Result<ExitCode> {
        let mut command = schemathesis(&workspace, &python, &server.endpoint);
        workspace::exit_code(command.current_dir(&directory))
    };
    if component {
        let wasmtime = python::wasmtime(&python)?;
        let component = workspace.components().join("visual-http.wasm");
        let server = serve(&wasmtime, &component, &simulator.endpoint)?;
        let code = test(&server)?;
        if code != ExitCode::SUCCESS {
            return Ok(code);
        }
    }
    match program {
        true => test(&visual_serve(&workspace, &simulator.endpoint)?),
        false => Ok(ExitCode::SUCCESS),
    }
}

/// `visual serve`, with a journal of its own.
fn visual_serve(workspace: &Workspace, endpoint: &str) -> Result<Server> {
    build::program(workspace, "visual")?;
    let mut command = Command::new(workspace.program("visual"));
    command.args(["serve", "--listen", "127.0.0.1:0", "--no-access-log"]);
    let journal = workspace.target.join("hosts").join("serve.db");
    command.arg("--journal").arg(journal);
    command.envs([("VISUAL_TOKEN", TOKEN), ("VOLC_ENDPOINT", endpoint)]);
    command.envs(sdk::KEYS);
    Server::start(command, Says::Output)
}

/// `wasmtime serve`, which takes the variables from its own environment.
fn serve(wasmtime: &Path, component: &Path, endpoint: &str) -> Result<Server> {
    let mut command = Command::new(wasmtime);
    command.args(["serve", "-S", "cli", "-S", "http", "--addr", "127.0.0.1:0"]);
    let variables = [("VISUAL_TOKEN", TOKEN), ("VOLC_ENDPOINT", endpoint)];
    for (name, value) in variables.into_iter().chain(sdk::KEYS) {
        command.arg("--env").arg(name).env(name, value);
    }
    command.arg(component);
    Server::start(command, Says::Error)
}

fn schemathesis(workspace: &Workspace, python: &Path, endpoint: &str) -> Command {
    let beside = workspace.root.join("host-test");
    let mut command = Command::new(python.with_file_name("st"));
    command.env("SCHEMATHESIS_HOOKS", beside.join("schemathesis_hooks.py"));
    command
        .arg("--config-file")
        .arg(beside.join("schemathesis.toml"));
    command.args(["run", &format!("{endpoint}/openapi.json")]);
    command.args([
        "--phases",
        "examples,coverage,fuzzing",
        "--max-examples",
        EXAMPLES,
    ]);
    command.args(["--continue-on-failure", "--generation-database", "none"]);
    // Else a request waits for its picture.
    command.args(["--header", "Prefer: respond-async"]);
    command.args(["--header", &format!("Authorization: Bearer {TOKEN}")]);
    command
}
