//! `visual task forget KEY`: one entry of the journal goes, so that its key buys
//! again.

use crate::args::program::ForgetArgs;
use crate::commands::task_list::entry as shown;
use crate::journal::{existing, unusable};
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::save::saved::minute;
use serde_json::json;
use visual_host::{Entry, Journal, Keys, VendorCredentials};

/// Forgets the one purchase of a key that is unknown or failed. Of several, the
/// tool and the account choose.
pub fn forget(args: &ForgetArgs, tool: Option<&str>) -> Result<Report, Failure> {
    let (key, account) = (args.key.as_str(), args.account.as_deref());
    let journal = existing(args.journal.as_deref())?;
    let is_meant = |entry: &Entry| {
        entry.idempotency_key == key
            && entry.state.is_forgettable()
            && tool.is_none_or(|tool| entry.tool == tool)
            && account.is_none_or(|account| journal.is_of(entry, account))
    };
    let mut found = journal.entries().map_err(unusable)?;
    found.retain(is_meant);
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
    let json = json!({ "forgotten": { "idempotency_key": key, "entries": 1, "purchases": [shown(entry)] } });
    let line = format!("cleared: {key} ({})", lines.concat());
    Ok(Report::done(json, vec![line]))
}

fn nothing(key: &str) -> Failure {
    let message = format!(
        "the journal has no purchase of the key `{key}` that is unknown or failed: see `visual task list`"
    );
    let message_zh = "日志中没有使用该幂等键且结果未知或已失败的购买";
    Failure::input("idempotency-key", &message, message_zh)
}

fn several(key: &str, lines: &[String]) -> Failure {
    let number = lines.len();
    let message = format!(
        "{number} purchases have the key `{key}`: {}",
        lines.join("; ")
    );
    let message_zh = format!("有 {number} 次购买使用幂等键 `{key}`：{}", lines.join("；"));
    let mut failure = Failure::input("idempotency-key", &message, &message_zh);
    let hint = "hint: choose one with --tool TOOL, --account NAME (or its access key id), or both";
    failure.hint = Some(hint.to_owned());
    failure
}

/// A purchase, told from others with its key.
fn line(journal: &Journal, entry: &Entry, keys: Option<&Keys>) -> String {
    let account = keys.map(|keys| match is_of(journal, entry, keys) {
        true => ", this account",
        false => ", another account",
    });
    let since = minute(entry.since.try_into().unwrap_or_default());
    let (tool, state) = (&entry.tool, entry.state.as_str());
    format!("{tool}, {state}, {since}{}", account.unwrap_or_default())
}

fn is_of(journal: &Journal, entry: &Entry, keys: &Keys) -> bool {
    journal.is_of(entry, keys.account()) || journal.is_of(entry, keys.access_key_id())
}
