//! A task by the idempotency key that it was bought with.

use crate::args::program::TaskArgs;
use crate::commands::task_list::state_name;
use crate::journal::{of_key, unusable};
use crate::output::failure::Failure;
use crate::output::language::{message, tr};
use visual_host::types::{ErrorKind, Task};
use visual_host::{Entry, Journal, Keys, VendorCredentials};

/// What the text of a task begins with.
const TASK: &str = "vt1.";

/// The task of the purchase with the key that was given, or with the one that begins so;
/// nothing where a task itself was given.
pub fn find(journal: &Journal, args: &TaskArgs) -> Result<Option<Task>, Failure> {
    let key = args.task.as_str();
    if args.tool.is_some() || key.contains(TASK) {
        return Ok(None);
    }
    let mut found = of_key(journal, key, |_| true).map_err(unusable)?;
    if found.len() > 1
        && let Ok(keys) = VendorCredentials::from_env().find()
        && found.iter().any(|entry| is_of(journal, entry, &keys))
    {
        found.retain(|entry| is_of(journal, entry, &keys));
    }
    match found.as_slice() {
        [] => Err(unknown(key)),
        [entry] => match &entry.task {
            Some(text) => text.parse().map(Some).map_err(Failure::from),
            None => Err(without_task(entry)),
        },
        _ => {
            let number = found.len();
            let message = message!(
                "{number} purchases have the key `{key}`",
                "有 {number} 次购买使用幂等键 `{key}`"
            );
            Err(Failure::input("task", message))
        }
    }
}

/// A journal that cannot be used; a task that is given as text does not need it.
pub fn without_journal(failure: Failure, args: &TaskArgs) -> Failure {
    match failure.error.kind == ErrorKind::Io && args.task.contains(TASK) {
        true => failure.with_hint(tr!(
            "nothing is bought here: --no-journal asks for this task without the journal",
            "此命令不会购买：加上 --no-journal 即可不经购买记录查询该任务"
        )),
        false => failure,
    }
}

/// Whether a purchase is of the account with these keys.
pub fn is_of(journal: &Journal, entry: &Entry, keys: &Keys) -> bool {
    journal.is_of(entry, keys.account()) || journal.is_of(entry, keys.access_key_id())
}

fn unknown(key: &str) -> Failure {
    let message = message!(
        "`{key}` is neither a task (`vt1....`) nor a key in the journal",
        "`{key}` 既不是任务（`vt1.…`），也不是购买记录中的幂等键"
    );
    Failure::input("task", message).with_hint(tr!(
        "`visual task list` shows the keys, and tasks with --wide; a task_id of the service needs --tool TOOL",
        "`visual task list` 可列出幂等键，加 --wide 可列出任务；使用服务端的 task_id 时须加 --tool"
    ))
}

fn without_task(entry: &Entry) -> Failure {
    let (key, state) = (&entry.idempotency_key, state_name(&entry.state));
    let message = message!(
        "the purchase with the key `{key}` has no task in the journal; its state: {state}",
        "幂等键 `{key}` 的购买没有任务，状态为：{state}"
    );
    Failure::input("task", message)
}
