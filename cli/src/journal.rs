//! Which journal a command uses.

mod named;

use crate::args::options::BuyArgs;
use crate::output::failure::Failure;
use crate::output::language::{Message, message, pick, tr};
use crate::output::report::Exit;
use crate::output::terminal;
use named::{named_or_set, usual_file};
use std::time::Duration;
use visual_host::types::ErrorKind;
use visual_host::{Entry, Journal, JournalAddress, JournalError};

/// The journal of a command that only reads: none is created. One that is named
/// must be there.
pub fn existing(named: Option<&JournalAddress>) -> Result<Journal, Failure> {
    match named_or_set(named)? {
        Some(address) => {
            must_exist(&address)?;
            open(&address)
        }
        None => match usual_file() {
            Some(path) if path.exists() => Journal::open(&path).map_err(unusable),
            _ => Ok(Journal::in_memory()),
        },
    }
}

/// Refuses a file that is not there.
pub fn must_exist(address: &JournalAddress) -> Result<(), Failure> {
    match address {
        JournalAddress::File(path) if !path.exists() => {
            let path = path.display();
            let message = message!(
                "no journal at {path}: no such file",
                "购买记录文件 {path} 不存在"
            );
            Err(Failure::input("journal", message).with_hint(tr!(
                "`run` makes a journal; leave out --journal to read the usual one",
                "购买记录由 `run` 创建；去掉 --journal 即读取默认文件"
            )))
        }
        _ => Ok(()),
    }
}

/// The journal that the command names. The tasks of a simulator inside this
/// command end with it, so they are not written down.
fn choose(args: &BuyArgs, simulated: bool) -> Result<Journal, Failure> {
    if simulated || args.journal.no_journal {
        return Ok(Journal::in_memory());
    }
    if let Some(address) = named_or_set(args.journal.journal.as_ref())? {
        return open(&address);
    }
    let reason = match usual_file() {
        Some(path) => match Journal::open(&path) {
            Ok(journal) => return Ok(journal),
            Err(error) if is_needed(args) => return Err(unusable(error)),
            Err(error) => pick(error.to_string(), error.message_zh()),
        },
        None => tr!(
            "neither HOME nor XDG_STATE_HOME is set to a directory",
            "HOME 与 XDG_STATE_HOME 均未设为目录"
        ),
    };
    terminal::note(&tr!(
        "this purchase is not recorded: {reason}. Use --journal FILE",
        "本次购买未写入购买记录：{reason}。可用 --journal 指定文件"
    ));
    Ok(Journal::in_memory())
}

/// Whether a journal is needed for what was asked for.
fn is_needed(args: &BuyArgs) -> bool {
    let purchase = &args.purchase;
    purchase.idempotency_key.is_some()
        || purchase.max_calls.is_some()
        || purchase.max_cost.is_some()
        || purchase.journal_keep.is_some()
}

/// Refuses what needs a journal beside `--simulate`, which keeps none.
pub fn not_simulated(args: &BuyArgs) -> Result<(), Failure> {
    let purchase = &args.purchase;
    let given = [
        ("idempotency-key", purchase.idempotency_key.is_some()),
        ("max-calls", purchase.max_calls.is_some()),
        ("max-cost", purchase.max_cost.is_some()),
        ("journal-keep", purchase.journal_keep.is_some()),
        ("journal", args.journal.journal.is_some()),
    ];
    let Some((name, _)) = given.into_iter().find(|(_, given)| *given) else {
        return Ok(());
    };
    let message = message!(
        "--{name} has no effect with --simulate, which keeps no journal",
        "--{name} 与 --simulate 同时使用时无效：模拟器不写购买记录"
    );
    Err(Failure::input(name, message).with_hint(tr!(
        "leave it out, or run `visual simulate` in another terminal",
        "请去掉该选项，或在另一终端运行 `visual simulate`"
    )))
}

/// The journal of a command that buys. What it promises for later needs one
/// that lasts.
pub fn for_purchase(args: &BuyArgs, simulated: bool) -> Result<Journal, Failure> {
    let promises = [
        ("idempotency-key", args.purchase.idempotency_key.is_some()),
        ("max-calls", args.purchase.max_calls.is_some()),
        ("max-cost", args.purchase.max_cost.is_some()),
    ];
    let promised = promises.into_iter().find(|(_, given)| *given);
    if let Some((name, _)) = promised
        && !simulated
        && place(args.journal.journal.as_ref())?.is_none()
    {
        let message = message!(
            "--{name} needs a journal that outlives this command; set HOME or XDG_STATE_HOME to a permanent directory, or use --journal FILE",
            "--{name} 需要持久保存的购买记录，请将 HOME 或 XDG_STATE_HOME 设为持久目录，或用 --journal 指定文件"
        );
        return Err(Failure::input(name, message));
    }
    let journal = choose(args, simulated)?;
    Ok(match args.purchase.journal_keep {
        Some(days) => journal.with_keep(Duration::from_secs(u64::from(days) * 24 * 3600)),
        None => journal,
    })
}

/// The journal of a server, which outlives it, unless all it sells is simulated.
pub fn for_server(named: Option<&JournalAddress>, simulated: bool) -> Result<Journal, Failure> {
    if simulated {
        return Ok(Journal::in_memory());
    }
    let journal = match place(named)? {
        Some(JournalAddress::File(path)) => Journal::open(&path).map_err(unusable_for_server),
        Some(address) => open(&address),
        None => {
            let message = message!(
                "a server needs a journal that outlives it; set HOME or XDG_STATE_HOME to a permanent directory, or use --journal FILE",
                "服务器需要持久保存的购买记录，请将 HOME 或 XDG_STATE_HOME 设为持久目录，或用 --journal 指定文件"
            );
            Err(Failure::input("journal", message))
        }
    }?;
    match journal.refusal() {
        Some(error) => Err(refused(error)),
        None => Ok(journal),
    }
}

/// Where the journal is, if one is named or has its usual place.
pub fn place(named: Option<&JournalAddress>) -> Result<Option<JournalAddress>, Failure> {
    let named = named_or_set(named)?;
    Ok(named.or_else(|| usual_file().map(JournalAddress::File)))
}

/// Opens a journal that was asked for.
fn open(address: &JournalAddress) -> Result<Journal, Failure> {
    address.open().map_err(|error| match address {
        JournalAddress::File(_) => unusable(error),
        _ => refused(error),
    })
}

/// A journal that cannot be used.
pub fn unusable(error: JournalError) -> Failure {
    refused(error).with_hint(tr!(
        "use another file with --journal FILE, or none with --no-journal",
        "请用 --journal 指定其他文件，或用 --no-journal 不写购买记录"
    ))
}

/// The same of a server, which always has one.
fn unusable_for_server(error: JournalError) -> Failure {
    refused(error).with_hint(tr!(
        "use another file with --journal FILE",
        "请用 --journal 指定其他文件"
    ))
}

fn refused(error: JournalError) -> Failure {
    let message = Message::new(error.to_string(), error.message_zh());
    Failure {
        exit: Exit::Refused,
        ..Failure::refused(ErrorKind::Io, "journal", message)
    }
}

/// The fewest characters of a key that may stand for it.
const PREFIX: usize = 8;

/// The purchases with this idempotency key, or with the one that begins with it: `task list`
/// cuts long ones. A beginning of several is none of them.
pub fn of_key(
    journal: &Journal,
    key: &str,
    is_meant: impl Fn(&Entry) -> bool,
) -> Result<Vec<Entry>, JournalError> {
    let start = key.trim_end_matches('…');
    let mut entries = journal.entries_of_key(start)?;
    entries.retain(is_meant);
    if entries.iter().any(|entry| entry.idempotency_key == key) {
        entries.retain(|entry| entry.idempotency_key == key);
        return Ok(entries);
    }
    let first = entries.first().map(|entry| entry.idempotency_key.clone());
    let is_same = |entry: &Entry| Some(&entry.idempotency_key) == first.as_ref();
    if start.chars().count() < PREFIX || !entries.iter().all(is_same) {
        entries.clear();
    }
    Ok(entries)
}
