//! The journal of the command line: which one, and what is in it.

use crate::cli::switch;
use crate::failure::Failure;
use crate::report::{Exit, Report};
use crate::terminal;
use clap::{Arg, ArgMatches, value_parser};
use serde_json::{Value, json};
use std::path::PathBuf;
use visual_host::types::ErrorKind;
use visual_host::{Entry, Journal, JournalError};

/// Which journal is used.
pub fn place() -> [Arg; 2] {
    [
        Arg::new("journal")
            .long("journal")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help(
                "The journal of purchases [default: ~/.local/state/volcengine-visual/journal.db]",
            ),
        switch(
            "no-journal",
            "Write no journal: what is bought is known to this command only",
        )
        .conflicts_with("journal"),
    ]
}

/// What keeps a purchase from being made twice, or too often.
pub fn bounds() -> [Arg; 2] {
    [
        Arg::new("intent")
            .long("intent")
            .value_name("ID")
            .conflicts_with("no-journal")
            .help("Your id of this wish: however often it is asked for, it is bought once"),
        Arg::new("max-calls")
            .long("max-calls")
            .value_name("N")
            .value_parser(value_parser!(u32))
            .help("Stop before the purchase after the Nth that the journal holds of the last day"),
    ]
}

/// The id of a wish.
pub fn intent() -> Arg {
    Arg::new("intent")
        .value_name("INTENT")
        .required(true)
        .help("The id of a wish, as `visual task list` shows it")
}

/// The journal that the command names. The tasks of a simulator inside this
/// command end with it, so they are not written down.
pub fn choose(matches: &ArgMatches, simulated: bool) -> Result<Journal, Failure> {
    let named = matches.get_one::<PathBuf>("journal").cloned();
    if simulated || matches.get_flag("no-journal") {
        return Journal::in_memory().map_err(unusable);
    }
    match named.or_else(|| Journal::usual_place(|name| std::env::var_os(name))) {
        Some(place) => Journal::open(&place).map_err(unusable),
        None => {
            terminal::note("there is no home directory, so no journal is written");
            Journal::in_memory().map_err(unusable)
        }
    }
}

/// `visual task list`.
pub fn list(matches: &ArgMatches) -> Result<Report, Failure> {
    let entries = choose(matches, false)?.entries().map_err(unusable)?;
    let json = json!({ "tasks": entries.iter().map(entry).collect::<Vec<_>>() });
    let mut lines: Vec<_> = entries.iter().map(line).collect();
    if lines.is_empty() {
        lines.push("the journal is empty".to_owned());
    }
    Ok(Report::done(json, lines))
}

/// `visual task forget INTENT`.
pub fn forget(matches: &ArgMatches) -> Result<Report, Failure> {
    let intent = matches.get_one::<String>("intent");
    let intent = intent.map(String::as_str).unwrap_or_default();
    let gone = choose(matches, false)?.forget(intent).map_err(unusable)?;
    if gone == 0 {
        let message = format!(
            "the journal holds no unknown purchase of the intent `{intent}`: see `visual task list`"
        );
        return Err(Failure::input(
            "intent",
            &message,
            "日志中没有该意图的未知购买",
        ));
    }
    let json = json!({ "forgotten": { "intent": intent, "entries": gone } });
    Ok(Report::done(json, vec![format!("forgotten: {intent}")]))
}

fn entry(entry: &Entry) -> Value {
    let mut told = json!({
        "intent": entry.intent,
        "tool": entry.tool,
        "state": entry.state.word(),
        "since": entry.since,
    });
    if let Some(text) = &entry.task {
        told["task"] = json!(text);
    }
    if let Some(ended) = entry.ended {
        told["ended"] = json!(ended);
    }
    told
}

fn line(entry: &Entry) -> String {
    let task = entry.task.as_deref().unwrap_or("-");
    let (state, tool, intent) = (entry.state.word(), &entry.tool, &entry.intent);
    format!("{state:<8} {tool}  intent {intent}  task {task}")
}

fn unusable(error: JournalError) -> Failure {
    let message =
        format!("{error}; name another with --journal FILE, or write none with --no-journal");
    let texts = (
        message.as_str(),
        "日志不可用：请用 --journal 指定其他文件，或用 --no-journal 不写日志",
    );
    Failure {
        exit: Exit::Refused,
        ..Failure::refused(ErrorKind::Internal, "journal", texts)
    }
}
