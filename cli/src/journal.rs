//! The journal of the command line: which one, and what is in it.

use crate::args::command::switch;
use crate::output::failure::Failure;
use crate::output::report::{Exit, Report};
use crate::output::terminal;
use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgMatches, value_parser};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;
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
        switch("no-journal", "Don't record this purchase").conflicts_with("journal"),
    ]
}

/// What keeps a purchase from being made twice, or too often.
pub fn bounds() -> [Arg; 4] {
    [
        Arg::new("intent")
            .long("intent")
            .value_name("KEY")
            .conflicts_with("no-journal")
            .help(
                "Idempotency key: repeating it returns the same task, until a day after its end",
            ),
        Arg::new("journal-keep")
            .long("journal-keep")
            .value_name("DAYS")
            .conflicts_with("no-journal")
            .value_parser(value_parser!(u32).range(1..=3650))
            .help("Keep the idempotency key for so many days after the end of its task [default: 1]"),
        Arg::new("account")
            .long("account")
            .value_name("NAME")
            .value_parser(NonEmptyStringValueParser::new())
            .help(
                "A name of your account, for temporary keys [default: VOLC_ACCOUNT, or the access key id]",
            ),
        Arg::new("max-calls")
            .long("max-calls")
            .value_name("N")
            .conflicts_with("no-journal")
            .value_parser(value_parser!(u32))
            .help("Refuse if N purchases were made in the last 24 h"),
    ]
}

/// The idempotency key of an entry.
pub fn intent() -> Arg {
    Arg::new("intent")
        .value_name("KEY")
        .required(true)
        .help("The idempotency key, as `visual task list` shows it")
}

/// The journal that the command names. The tasks of a simulator inside this
/// command end with it, so they are not written down.
pub fn choose(matches: &ArgMatches, simulated: bool) -> Result<Journal, Failure> {
    if simulated || matches.get_flag("no-journal") {
        return Journal::in_memory().map_err(unusable);
    }
    match path(matches) {
        Some(path) => Journal::open(&path).map_err(unusable),
        None => {
            terminal::note(
                "no journal is used: neither HOME nor XDG_STATE_HOME names a directory; --journal FILE names one",
            );
            Journal::in_memory().map_err(unusable)
        }
    }
}

/// The journal of a command that buys. What it promises for later needs one
/// that lasts.
pub fn for_purchase(matches: &ArgMatches, simulated: bool) -> Result<Journal, Failure> {
    let promises = ["intent", "max-calls"];
    let promised = promises.into_iter().find(|name| matches.contains_id(name));
    if let Some(name) = promised
        && !simulated
        && path(matches).is_none()
    {
        let message = format!(
            "--{name} needs a journal that outlives this command, and there is no place for one: set HOME or XDG_STATE_HOME to a directory that stays, or name a file with --journal FILE"
        );
        let message_zh = format!(
            "--{name} 需要持久保存的日志，但没有可用的位置：请将 HOME 或 XDG_STATE_HOME 设为持久目录，或用 --journal 指定文件"
        );
        return Err(Failure::input(name, &message, &message_zh));
    }
    let journal = choose(matches, simulated)?;
    let days = matches.get_one::<u32>("journal-keep");
    Ok(match days {
        Some(days) => journal.with_keep(Duration::from_secs(u64::from(*days) * 24 * 3600)),
        None => journal,
    })
}

/// The journal's file, where one is named or has its usual place.
fn path(matches: &ArgMatches) -> Option<PathBuf> {
    let named = matches.get_one::<PathBuf>("journal").cloned();
    named.or_else(|| Journal::default_path(|name| std::env::var_os(name)))
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
            "the journal has no purchase of the key `{intent}` whose outcome is unknown: see `visual task list`"
        );
        return Err(Failure::input(
            "intent",
            &message,
            "日志中没有使用该幂等键且结果未知的购买",
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
