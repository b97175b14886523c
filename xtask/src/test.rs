//! `cargo xtask test`: every test of the workspace, against fresh components.

mod select;
mod summary;

use std::env;
use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, ExitStatus};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::build;
use crate::workspace::{self, Workspace};
use summary::Summary;

/// Runs `cargo xtask test`; the arguments are cargo's, but `--test` takes the name of a module too. All binaries run,
/// whatever fails.
pub fn run(args: &[String]) -> Result<ExitCode> {
    let workspace = Workspace::load()?;
    let postgres = test_postgres::installed();
    if let (Err(why), true) = (postgres, test_postgres::is_required()) {
        bail!(why);
    }
    build::components(&workspace)?;
    // Tests run the programs, which `cargo test` leaves as they are when it is told which tests to build.
    workspace::run(&mut workspace.cargo([
        "build",
        "--release",
        "--workspace",
        "--bins",
        "--examples",
    ]))?;

    let start = Instant::now();
    let mut command = workspace.cargo(["test", "--release", "--workspace"]);
    let cargos = args.split(|arg| arg == "--").next().unwrap_or_default();
    if !cargos.iter().any(|arg| arg == "--no-fail-fast") {
        command.arg("--no-fail-fast");
    }
    if env::var_os("RUST_TEST_THREADS").is_none() {
        // Most tests wait more than they work.
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        command.env("RUST_TEST_THREADS", (4 * processors).to_string());
    }
    let args = select::resolve(args, &workspace.test_binaries()?);
    let (status, summary) = watch(command.args(args)).context("cannot run `cargo test`")?;

    println!("\n{} s", start.elapsed().as_secs());
    if !status.success() && !summary.is_failed() {
        eprintln!("error: `cargo test` failed before the tests ran");
    }
    println!("{summary}");
    if let Err(why) = postgres {
        // Cargo shows nothing of what a test that passes prints.
        eprintln!("{why}");
    }
    Ok(match status.success() && !summary.is_failed() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Runs a command, passes its output on, and reads it. Its two streams become one, so that results can be told by the
/// binaries that cargo names on the other stream.
fn watch(command: &mut Command) -> io::Result<(ExitStatus, Summary)> {
    let (mut output, writer) = io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn()?;
    // Holds the writing ends, which would keep the pipe open.
    *command = Command::new("");

    let mut summary = Summary::default();
    let (mut part, mut line) = ([0; 8192], Vec::new());
    while let length @ 1.. = output.read(&mut part)? {
        io::stdout().write_all(&part[..length])?;
        io::stdout().flush()?;
        for byte in &part[..length] {
            line.push(*byte);
            if *byte == b'\n' {
                summary.read(&String::from_utf8_lossy(&line));
                line.clear();
            }
        }
    }
    summary.end();
    Ok((child.wait()?, summary))
}
