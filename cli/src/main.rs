//! The program `visual`: Volcengine's visual AI on the command line.

#![deny(clippy::print_stdout, clippy::print_stderr)]

mod account;
mod args;
mod commands;
mod component;
mod deadline;
mod images;
mod interrupt;
mod job;
mod journal;
mod limits;
mod mcp;
mod output;
mod page;
mod run_request;
mod save;
mod serve;
mod simulator;
mod wait;

use args::early::EarlyArgs;
use args::parse::{named_command, parse};
use args::program::{Command, completions, man_pages, program};
use commands::{
    check, custom, describe, journal as journal_command, mcp as mcp_command, raw, run, simulate,
    task, tools,
};
use output::failure::{Failure, Invoked};
use output::language::{self, Message, message};
use output::report::{self, Exit, Report};
use output::terminal;
use std::process::ExitCode;
use std::time::Duration;
use visual_host::io_error_zh;

/// How long the end of the program waits for what is still being written down,
/// or looked up in a name service that does not answer.
const LAST_WORD: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let early = EarlyArgs::new(&words);
    language::choose(early.lang.as_deref(), |name| std::env::var(name).ok());
    let print = |result: Result<Report, Failure>| match result {
        Ok(report) => report.print(early.json),
        Err(failure) => failure.print(&Invoked {
            name: named_command(&early),
            buys: matches!(early.command.as_deref(), Some("run" | "custom" | "raw")),
            json: early.json,
        }),
    };
    let exit = match tokio::runtime::Runtime::new() {
        Ok(runtime) => {
            let result = runtime.block_on(command(words, &early));
            let exit = print(result.map_err(named_as_typed));
            runtime.shutdown_timeout(LAST_WORD);
            exit
        }
        Err(error) => {
            let zh = io_error_zh(&error);
            print(Err(Failure::machine(message!(
                "cannot start the runtime: {error}",
                "无法启动运行时：{zh}"
            ))))
        }
    };
    ExitCode::from(exit as u8)
}

/// The failure with arguments and variables named as they are typed. A value that is equal to
/// the name of an argument stays.
fn named_as_typed(failure: Failure) -> Failure {
    let about = failure.error.field.clone();
    failure.naming(|field| {
        Some(match field {
            "tool" | "task" if about.as_deref() != Some(field) => return None,
            "tool" => Message::new("TOOL", "工具"),
            "task" => Message::same("TASK"),
            "max-calls" => Message::same("--max-calls"),
            "max-cost" => Message::same("--max-cost"),
            "wait-ms" => Message::same("--wait"),
            "region" => Message::same("VOLC_REGION"),
            "endpoint" => Message::same("VOLC_ENDPOINT"),
            _ => return None,
        })
    })
}

async fn command(words: Vec<std::ffi::OsString>, early: &EarlyArgs) -> Result<Report, Failure> {
    interrupt::survive_large_files();
    if matches!(early.command.as_deref(), Some("run" | "price")) && early.tool.is_some() {
        return run::run(words, early).await;
    }
    let program = parse(program(None, Vec::new()), words)?.program;
    let global = &program.global;
    match &program.command {
        Command::Tools { words, stale } => tools::tools(global, words, *stale).await,
        Command::Describe { tool } => describe::describe(global, &tool.tool).await,
        Command::Completions { shell } => {
            let printed = terminal::print_script(&completions(*shell));
            Ok(Report {
                exit: printed.map_or_else(|error| report::unwritten(&error), |()| Exit::Done),
                ..Report::silent()
            })
        }
        Command::Custom(args) => custom::custom(global, args).await,
        Command::Raw(args) => raw::raw(global, args).await,
        Command::Task(command) => task::task(global, command).await,
        Command::Journal(command) => journal_command::journal(command),
        Command::Check { simulate } => check::check(global, simulate).await,
        Command::Mcp(args) => mcp_command::mcp(global, args).await,
        Command::Simulate(args) => simulate::simulate(global, args).await,
        Command::Serve(args) => serve::command::serve(global, args).await,
        Command::Man { directory } => man(directory),
        Command::Run(_) => Err(run::no_tool("run")),
        Command::Price(_) => Err(run::no_tool("price")),
    }
}

/// `visual man DIR`.
fn man(directory: &std::path::Path) -> Result<Report, Failure> {
    let shown = directory.display();
    man_pages(directory).map_err(|error| {
        let zh = io_error_zh(&error);
        Failure::machine(message!(
            "cannot write man pages to {shown}: {error}",
            "无法将手册页写入 {shown}：{zh}"
        ))
    })?;
    let line = language::tr!("man pages written to {shown}", "手册页已写入 {shown}");
    Ok(Report::prose(
        serde_json::json!({ "man": { "directory": directory } }),
        &[line],
    ))
}
