//! `visual task forget KEY`: one entry of the journal goes, so that its key buys
//! again.

use crate::args::program::ForgetArgs;
use crate::commands::task_key::is_of;
use crate::commands::task_list::{entry as shown, state_name};
use crate::journal::{existing, of_key, unusable};
use crate::output::failure::Failure;
use crate::output::language::{message, pick, tr};
use crate::output::report::Report;
use crate::save::saved::minute;
use serde_json::json;
use visual_catalog::alias;
use visual_host::{Entry, Journal, Keys, VendorCredentials};

/// Forgets the one purchase of a key that is unknown or failed. Of several, the
/// tool and the account choose.
pub fn forget(args: &ForgetArgs, tool: Option<&str>) -> Result<Report, Failure> {
    let (key, account) = (args.key.as_str(), args.account.as_deref());
    let journal = existing(args.journal.as_ref())?;
    let is_meant = |entry: &Entry| {
        entry.state.is_forgettable()
            && tool.is_none_or(|tool| entry.tool == tool)
            && account.is_none_or(|account| journal.is_of(entry, account))
    };
    let found = of_key(&journal, key, is_meant).map_err(unusable)?;
    let keys = VendorCredentials::from_env().find().ok();
    let lines: Vec<_> = found
        .iter()
        .map(|entry| line(&journal, entry, keys.as_ref()))
        .collect();
    let [entry] = found.as_slice() else {
        return Err(match found.is_empty() {
            true => nothing(key),
            false => several(key, &lines),
        });
    };
    if !journal.forget_entry(entry).map_err(unusable)? {
        return Err(nothing(key));
    }
    let key = &entry.idempotency_key;
    let json = json!({ "forgotten": { "idempotency_key": key, "entries": 1, "purchases": [shown(entry)] } });
    let purchase = lines.concat();
    let line = tr!("cleared: {key} ({purchase})", "已清除：{key}（{purchase}）");
    Ok(Report::prose(json, &[line]))
}

fn nothing(key: &str) -> Failure {
    let message = message!(
        "nothing to clear: no purchase with the key `{key}` is unknown or failed",
        "无需清除：幂等键 `{key}` 没有结果未知或已失败的购买"
    );
    Failure::input("idempotency-key", message)
        .with_hint(tr!("see `visual task list`", "见 `visual task list`"))
}

fn several(key: &str, lines: &[String]) -> Failure {
    let number = lines.len();
    let listed = lines.join(pick("; ", "；"));
    let message = message!(
        "{number} purchases have the key `{key}`: {listed}",
        "有 {number} 次购买使用幂等键 `{key}`：{listed}"
    );
    Failure::input("idempotency-key", message).with_hint(tr!(
        "choose one with --tool TOOL, --account NAME (or its access key id), or both",
        "请用 --tool、--account（账号名称或 AccessKey ID）选择其中一次"
    ))
}

/// A purchase, told from others with its key.
fn line(journal: &Journal, entry: &Entry, keys: Option<&Keys>) -> String {
    let account = keys.map(|keys| match is_of(journal, entry, keys) {
        true => pick(", this account", "，当前账号"),
        false => pick(", another account", "，其他账号"),
    });
    let since = minute(entry.since.try_into().unwrap_or_default());
    let (tool, state) = (alias(&entry.tool), state_name(&entry.state));
    let account = account.unwrap_or_default();
    tr!(
        "{tool}, {state}, {since}{account}",
        "{tool}，{state}，{since}{account}"
    )
}
