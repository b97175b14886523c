//! The commands and their fixed options.

use crate::journal;
use crate::output::failure::Failure;
use crate::output::report::{Exit, deliver};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;

/// The whole program; `run` comes with the flags of its tool, if known.
pub fn program(run: Command) -> Command {
    Command::new("visual")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Volcengine's visual AI, through a sandboxed WebAssembly component")
        .after_help(
            "Exit status: 0 done, 3 pending, 2 refused before anything was sent, 130 interrupted, \
             1 any other error.\nKeys come from VOLC_ACCESSKEY and VOLC_SECRETKEY, else from \
             ~/.volc/credentials or ~/.volc/config.",
        )
        .subcommand_required(true)
        .args(global())
        .subcommand(Command::new("tools").about("List every tool"))
        .subcommand(
            Command::new("describe")
                .about("Describe a tool: its arguments, limits and facts")
                .arg(tool()),
        )
        .subcommand(run)
        .subcommands(crate::commands::custom::commands())
        .subcommand(task())
        .subcommand(
            Command::new("check")
                .about("Check the credentials; costs nothing")
                .arg(simulate()),
        )
        .subcommand(
            Command::new("completions")
                .about("Print a script that completes these commands in a shell")
                .arg(
                    Arg::new("shell")
                        .value_name("SHELL")
                        .required(true)
                        .value_parser(value_parser!(clap_complete::Shell)),
                ),
        )
        .subcommand(
            Command::new("simulate")
                .about("Run a simulator of the service on loopback, until Ctrl-C")
                .arg(
                    Arg::new("port")
                        .long("port")
                        .value_name("N")
                        .value_parser(value_parser!(u16))
                        .default_value("0")
                        .help("Port on 127.0.0.1; 0 takes a free one"),
                ),
        )
}

/// The script of `visual completions SHELL`.
pub fn completions(matches: &ArgMatches) -> Vec<u8> {
    let mut script = Vec::new();
    if let Some(shell) = matches.get_one::<clap_complete::Shell>("shell") {
        let mut program = program(run(None, Vec::new()));
        clap_complete::generate(*shell, &mut program, "visual", &mut script);
    }
    script
}

/// The command `run`, for a known tool or for the help text only.
pub fn run(name: Option<&str>, flags: Vec<Arg>) -> Command {
    let command = Command::new("run")
        .about("Run a tool; `visual run TOOL --help` lists its arguments")
        .arg(tool())
        .next_help_heading("Arguments of the tool")
        .args(flags)
        .next_help_heading("Options of every tool")
        .args(crate::args::options::arguments())
        .args(output())
        .arg(simulate());
    match name {
        Some(name) => command.override_usage(format!("visual run {name} [OPTIONS]")),
        None => command,
    }
}

fn task() -> Command {
    let about = |name: &'static str, about: &'static str| {
        Command::new(name)
            .about(about)
            .arg(
                Arg::new("task")
                    .value_name("TASK")
                    .required(true)
                    .help("The text form of a task, as `run` prints it"),
            )
            .arg(
                Arg::new("tool")
                    .long("tool")
                    .value_name("TOOL")
                    .help("TASK is the service's bare task id, of a job of this tool"),
            )
            .arg(simulate())
            .args(journal::place())
    };
    Command::new("task")
        .about("Work with submitted jobs; buys nothing")
        .subcommand_required(true)
        .subcommand(about("status", "Ask once for its state").args(output()))
        .subcommand(
            about("wait", "Wait for its product")
                .args(output())
                .arg(wait()),
        )
        .subcommand(about("cancel", "Ask the service to cancel it"))
        .subcommand(
            Command::new("list")
                .about("List what the journal has: what is open, unknown, or ended recently")
                .args(journal::place()),
        )
        .subcommand(
            Command::new("forget")
                .about("Clear a purchase whose outcome is unknown, so that it can be retried")
                .arg(journal::intent())
                .args(journal::place()),
        )
}

fn global() -> [Arg; 3] {
    [
        Arg::new("component")
            .long("component")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .global(true)
            .help("Use this component in place of the built-in one"),
        switch("json", "Print exactly one JSON object").global(true),
        switch("no-cache", "Do not keep compiled code on disk").global(true),
    ]
}

/// Where products are saved.
pub fn output() -> Vec<Arg> {
    vec![
        Arg::new("output")
            .short('o')
            .long("output")
            .value_name("FILE|DIR")
            .value_parser(value_parser!(PathBuf))
            .help("Save the products; without it, links are printed"),
        switch("force", "Overwrite existing files"),
        #[cfg(feature = "pictures")]
        switch("preview", "Also show saved pictures in the terminal").requires("output"),
        crate::args::link_hosts::argument(),
    ]
}

/// How long to wait, for commands that do.
pub fn wait() -> Arg {
    Arg::new("wait")
        .long("wait")
        .value_name("SECONDS")
        .value_parser(value_parser!(u32).range(..=86_400))
        .help("How long to wait; by default the tool's usual time")
}

/// A flag without a value.
pub fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

/// The simulator in place of an account.
pub fn simulate() -> Arg {
    switch(
        "simulate",
        "Use a simulator inside this process; needs no account",
    )
}

fn tool() -> Arg {
    Arg::new("tool")
        .value_name("TOOL")
        .required(true)
        .help("A tool's name, alias or req_key; see `visual tools`")
}

/// Parses, and turns clap's errors into ours. Help and version are printed
/// here, as they end the program well.
pub fn parse(program: Command, words: Vec<OsString>) -> Result<ArgMatches, Failure> {
    program.try_get_matches_from(words).map_err(|error| {
        if matches!(
            error.kind(),
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
        ) {
            let text = error.to_string();
            let lines = text.trim_end().lines().map(str::to_owned);
            let lines: Vec<_> = lines.collect();
            let printed = deliver(&lines, Exit::Done);
            std::process::exit(printed as i32);
        }
        let text = error.to_string();
        let text = text.trim().trim_start_matches("error: ");
        let (message, usage) = text.split_once("\n\n").unwrap_or((text, ""));
        Failure::usage(message, usage)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        program(run(None, Vec::new())).debug_assert();
    }

    #[test]
    fn repeated_flags_are_refused() {
        let words = ["visual", "task", "wait", "t", "--wait", "1", "--wait", "2"];
        let words = words.map(OsString::from).to_vec();
        let failure = parse(program(run(None, Vec::new())), words).unwrap_err();
        assert!(failure.error.message.contains("cannot be used multiple"));
    }
}
