//! The program `visual`: Volcengine's visual AI on the command line.

#![deny(clippy::print_stdout, clippy::print_stderr)]

mod account;
mod args;
mod commands;
mod component;
mod images;
mod interrupt;
mod job;
mod journal;
mod order;
mod output;
mod patience;
mod save;
mod simulator;
mod wait;

use args::command as program;
use args::early::Glance;
use commands::{check, custom, run, task, tools};
use output::failure::Failure;
use output::report::{self, Exit, Report};
use output::terminal;
use std::process::ExitCode;
use std::time::Duration;

/// How long the end of the program waits for what is still being written down,
/// or looked up in a name service that does not answer.
const LAST_WORD: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let glance = Glance::at(&words);
    let print = |result: Result<Report, Failure>| match result {
        Ok(report) => report.print(glance.json),
        Err(failure) => failure.print(glance.json),
    };
    let exit = match tokio::runtime::Runtime::new() {
        Ok(runtime) => {
            let exit = print(runtime.block_on(command(words, &glance)));
            runtime.shutdown_timeout(LAST_WORD);
            exit
        }
        Err(error) => print(Err(Failure::machine(error.to_string(), "无法启动运行时"))),
    };
    ExitCode::from(exit as u8)
}

async fn command(words: Vec<std::ffi::OsString>, glance: &Glance) -> Result<Report, Failure> {
    interrupt::survive_large_files();
    if glance.command.as_deref() == Some("run") && glance.tool.is_some() {
        return run::run(words, glance).await;
    }
    let matches = program::parse(program::program(program::run(None, Vec::new())), words)?;
    let name = matches.subcommand_name().unwrap_or_default().to_owned();
    let Some((_, matches)) = matches.subcommand() else {
        return Err(Failure::usage("no command was given", ""));
    };
    match name.as_str() {
        "tools" => tools::tools(matches).await,
        "describe" => tools::describe(matches).await,
        "completions" => {
            let printed = terminal::print_script(&program::completions(matches));
            Ok(Report {
                exit: printed.map_or_else(|error| report::unwritten(&error), |()| Exit::Done),
                ..Report::silent()
            })
        }
        "custom" => custom::custom(matches).await,
        "raw" => custom::raw(matches).await,
        "task" => task::task(matches).await,
        "check" => check::check(matches).await,
        "simulate" => simulator::simulate(matches).await,
        _ => Err(Failure::input(
            "tool",
            "name the tool right after `run`",
            "请在 `run` 之后给出工具名",
        )),
    }
}
