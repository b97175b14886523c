//! Which journal a command uses.

use crate::args::options::BuyArgs;
use crate::output::failure::Failure;
use crate::output::report::Exit;
use crate::output::terminal;
use std::path::{Path, PathBuf};
use std::time::Duration;
use visual_host::types::ErrorKind;
use visual_host::{Journal, JournalError};

/// The journal of a command that only reads: none is created. One that is named
/// must be there.
pub fn existing(named: Option<&Path>) -> Result<Journal, Failure> {
    match (named, path(named)) {
        (Some(path), _) if !path.exists() => {
            let message = format!("there is no journal {}: no such file", path.display());
            let message_zh = format!("日志 {} 不存在", path.display());
            Err(Failure::input("journal", &message, &message_zh))
        }
        (_, Some(path)) if path.exists() => Journal::open(&path).map_err(unusable),
        _ => Ok(Journal::in_memory()),
    }
}

/// The journal that the command names. The tasks of a simulator inside this
/// command end with it, so they are not written down.
fn choose(args: &BuyArgs, simulated: bool) -> Result<Journal, Failure> {
    if simulated || args.journal.no_journal {
        return Ok(Journal::in_memory());
    }
    let reason = match path(args.journal.journal.as_deref()) {
        Some(path) => match Journal::open(&path) {
            Ok(journal) => return Ok(journal),
            Err(error) if is_needed(args) => return Err(unusable(error)),
            Err(error) => error.to_string(),
        },
        None => "neither HOME nor XDG_STATE_HOME names a directory".to_owned(),
    };
    terminal::note(&format!(
        "no journal is used: {reason}; --journal FILE names one"
    ));
    Ok(Journal::in_memory())
}

/// Whether a file was asked for, or is needed for what was.
fn is_needed(args: &BuyArgs) -> bool {
    let purchase = &args.purchase;
    args.journal.journal.is_some()
        || purchase.idempotency_key.is_some()
        || purchase.max_calls.is_some()
        || purchase.journal_keep.is_some()
}

/// The journal of a command that buys. What it promises for later needs one
/// that lasts.
pub fn for_purchase(args: &BuyArgs, simulated: bool) -> Result<Journal, Failure> {
    let promises = [
        ("idempotency-key", args.purchase.idempotency_key.is_some()),
        ("max-calls", args.purchase.max_calls.is_some()),
    ];
    let promised = promises.into_iter().find(|(_, given)| *given);
    if let Some((name, _)) = promised
        && !simulated
        && path(args.journal.journal.as_deref()).is_none()
    {
        let message = format!(
            "--{name} needs a journal that outlives this command, and there is no place for one: set HOME or XDG_STATE_HOME to a directory that stays, or name a file with --journal FILE"
        );
        let message_zh = format!(
            "--{name} 需要持久保存的日志，但没有可用的位置：请将 HOME 或 XDG_STATE_HOME 设为持久目录，或用 --journal 指定文件"
        );
        return Err(Failure::input(name, &message, &message_zh));
    }
    let journal = choose(args, simulated)?;
    Ok(match args.purchase.journal_keep {
        Some(days) => journal.with_keep(Duration::from_secs(u64::from(days) * 24 * 3600)),
        None => journal,
    })
}

/// The journal's file, where one is named or has its usual place.
fn path(named: Option<&Path>) -> Option<PathBuf> {
    let named = named.map(Path::to_owned);
    named.or_else(|| Journal::default_path(|name| std::env::var_os(name)))
}

/// A journal that cannot be used.
pub fn unusable(error: JournalError) -> Failure {
    let message =
        format!("{error}; name another with --journal FILE, or write none with --no-journal");
    let texts = (
        message.as_str(),
        "日志不可用：请用 --journal 指定其他文件，或用 --no-journal 不写日志",
    );
    Failure {
        exit: Exit::Refused,
        ..Failure::refused(ErrorKind::Io, "journal", texts)
    }
}
