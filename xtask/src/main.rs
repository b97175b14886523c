//! Everything that a person or CI runs, as one program: `cargo xtask COMMAND`.

mod bench;
mod bilingual;
mod browser;
mod build;
mod clients;
mod cluster;
mod component;
mod compose;
mod custom;
mod demo;
mod dify;
mod fuzz;
mod guest;
mod hosts;
mod http;
mod limits;
mod miri;
mod package;
mod python;
mod release;
mod sdk;
mod server;
mod surface;
mod test;
mod torture;
mod wit;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
Usage: cargo xtask COMMAND

  build [--components-only]  Build the components into target/components/ and
                             the program target/release/visual
  demo                       Build, then make a picture, edit it and make a video
                             against the embedded simulator: no account needed
  test [CARGO TEST ARGS]     Build the components, run all tests, and list those
                             that failed
  bench calls [--json]       Measure the CPU time of orders and calls, beside a
                             plain client and the vendor's Python SDK
  bench media [--json]       Measure memory and time of pictures and videos,
                             beside plain clients in the same run
  bench serve [STOPS [SECONDS]]
                             Measure `visual serve` against the simulator: requests
                             and purchases a second, memory with 1,000 open streams,
                             SIGTERM under load (10 times unless told), and the slope
                             of memory over so many seconds at half the load
  torture [--quick] [--json] [--schedules N] [NAME...]
                             Play faults by the thousand: what is bought, told
                             and lost, as a table; those of these names, or all
                             and then the tenants
  torture soak [MINUTES] [--seed N] [--json]
                             A stream of calls, 5 % of them with a fault: memory,
                             stuck tasks, and the bill; 10 minutes unless told
  torture sdk [--write]      The vendor's Python SDK under the same faults, as a
                             table in Markdown, that --write puts into
                             docs/reliability.md
  torture kill [TIMES [SEED]]
                             Kill the program at moments of a purchase, and find
                             out what became of it; 100 times unless told
  torture tenants            A thousand tenants, a hundred calls each: whose keys
  replay                     Captured answers of the service, byte for byte, through
                             the component in the host: a table of case and outcome
  fuzz [SECONDS] [TARGET...] Made-up input for whatever comes from outside, 60
                             seconds a target unless told; 0 runs what is known
  miri                       Run the tests of the component's unsafe code under Miri
                             (needs a nightly toolchain that has it)
  wit [--check]              Write from the catalogue what depends on it, or only
                             check that it is written
  dify [--check]             Write the generated half of the plugin for Dify, which
                             `wit` does too, or only check that it is written
  dify pack [--key FILE]     Pack the plugin into target/dist/, signed with a private
                             RSA key in PEM if one is given
  dify test [--heavy] [--if-available] [PYTEST ARGS]
                             Drive the packed plugin as Dify does, against the
                             simulator (needs Python 3.12 and its package index);
                             --heavy adds thousands of calls, --if-available
                             succeeds where Python 3.12 is missing
  package                    Pack the crates that people depend on, and build them
                             from the packed form alone
  release                    Build what is published into target/dist/: components,
                             the WIT package, the program, the plugin for Dify,
                             and their checksums
  hosts                      Make the same calls in Python, the wasmtime command
                             line, Node, Chromium and visual-host, and compare the
                             answers; installs those that are missing (needs
                             python3, npm and their package indexes)
  clients [NAME...]          Run others' official clients against `visual serve` and
                             the simulator: openai (needs python3 and its package
                             index)
  cluster [CHECK...]         Start two wasmCloud hosts and two `visual serve` on one
                             PostgreSQL, kill some of it, and count what was bought;
                             all checks, or of: killed, race, control, quota, growth
                             (needs python3 and its package index, PostgreSQL and
                             docker-registry)
  browser [--write]          Use the page of `visual serve` in Chromium, and look
                             through it with axe; --write puts screenshots into
                             docs/ (needs npm and its package index)
  http [component|serve]     Serve visual-http.wasm by `wasmtime serve`, and run
                             `visual serve`, against the simulator, and send them what
                             schemathesis makes of their OpenAPI documents (needs
                             python3 and its package index)
  sdk                        Run the vendor's Python SDK against the simulator
                             (needs python3 and its package index)

Everything that CI checks, formatting and lints included: .ci/run
Needed: cargo, and rustup for the target wasm32-unknown-unknown, which is
installed where it is missing.
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result<ExitCode> {
    let Some((command, args)) = args.split_first() else {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    match command.as_str() {
        "help" | "--help" | "-h" => print!("{HELP}"),
        _ if args.iter().any(|arg| arg == "--help" || arg == "-h") => print!("{HELP}"),
        "bench" => bench::run(args)?,
        "browser" => return browser::run(args),
        "build" => build::run(args)?,
        "demo" => demo::run(args)?,
        "dify" => return dify::run(args),
        "test" => return test::run(args),
        "wit" => wit::run(args)?,
        "clients" => return clients::run(args),
        "cluster" => return cluster::run(args),
        "hosts" => return hosts::run(args),
        "http" => return http::run(args),
        "sdk" => return sdk::run(args),
        "torture" => return torture::run(args),
        "replay" => {
            take_none(command, args)?;
            return torture::run(&["replay".to_owned()]);
        }
        "fuzz" => fuzz::run(args)?,
        "miri" => {
            take_none(command, args)?;
            miri::run()?;
        }
        "package" => {
            take_none(command, args)?;
            package::run()?;
        }
        "release" => {
            take_none(command, args)?;
            release::run()?;
        }
        other => bail!("no command `{other}`; `cargo xtask --help` lists them"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses arguments where a command takes none.
fn take_none(command: &str, args: &[String]) -> Result<()> {
    match args.first() {
        Some(arg) => bail!("`cargo xtask {command}` takes no argument, but got `{arg}`"),
        None => Ok(()),
    }
}
