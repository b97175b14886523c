//! Which journal a command uses.

use crate::args::options::{BuyArgs, JournalArgs};
use crate::output::failure::Failure;
use crate::output::report::Exit;
use crate::output::terminal;
use std::path::PathBuf;
use std::time::Duration;
use visual_host::types::ErrorKind;
use visual_host::{Journal, JournalError};

/// The journal that the command names. The tasks of a simulator inside this
/// command end with it, so they are not written down.
pub fn choose(args: &JournalArgs, simulated: bool) -> Result<Journal, Failure> {
    if simulated || args.no_journal {
        return Journal::in_memory().map_err(unusable);
    }
    match path(args) {
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
pub fn for_purchase(args: &BuyArgs, simulated: bool) -> Result<Journal, Failure> {
    let promises = [
        ("idempotency-key", args.purchase.idempotency_key.is_some()),
        ("max-calls", args.purchase.max_calls.is_some()),
    ];
    let promised = promises.into_iter().find(|(_, given)| *given);
    if let Some((name, _)) = promised
        && !simulated
        && path(&args.journal).is_none()
    {
        let message = format!(
            "--{name} needs a journal that outlives this command, and there is no place for one: set HOME or XDG_STATE_HOME to a directory that stays, or name a file with --journal FILE"
        );
        let message_zh = format!(
            "--{name} 需要持久保存的日志，但没有可用的位置：请将 HOME 或 XDG_STATE_HOME 设为持久目录，或用 --journal 指定文件"
        );
        return Err(Failure::input(name, &message, &message_zh));
    }
    let journal = choose(&args.journal, simulated)?;
    Ok(match args.purchase.journal_keep {
        Some(days) => journal.with_keep(Duration::from_secs(u64::from(days) * 24 * 3600)),
        None => journal,
    })
}

/// The journal's file, where one is named or has its usual place.
fn path(args: &JournalArgs) -> Option<PathBuf> {
    let named = args.journal.clone();
    named.or_else(|| Journal::default_path(|name| std::env::var_os(name)))
}

pub fn unusable(error: JournalError) -> Failure {
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
