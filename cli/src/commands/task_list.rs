//! `visual task list` and `visual task forget`.

use crate::args::options::JournalArgs;
use crate::journal::{choose, unusable};
use crate::output::failure::Failure;
use crate::output::report::Report;
use serde_json::{Value, json};
use visual_host::Entry;

/// `visual task list`.
pub fn list(args: &JournalArgs) -> Result<Report, Failure> {
    let entries = choose(args, false)?.entries().map_err(unusable)?;
    let json = json!({ "tasks": entries.iter().map(entry).collect::<Vec<_>>() });
    let mut lines: Vec<_> = entries.iter().map(line).collect();
    if lines.is_empty() {
        lines.push("the journal is empty".to_owned());
    }
    Ok(Report::done(json, lines))
}

/// `visual task forget KEY`.
pub fn forget(key: &str, args: &JournalArgs) -> Result<Report, Failure> {
    let gone = choose(args, false)?.forget(key).map_err(unusable)?;
    if gone == 0 {
        let message = format!(
            "the journal has no purchase of the key `{key}` whose outcome is unknown: see `visual task list`"
        );
        return Err(Failure::input(
            "idempotency-key",
            &message,
            "日志中没有使用该幂等键且结果未知的购买",
        ));
    }
    let json = json!({ "forgotten": { "idempotency_key": key, "entries": gone } });
    Ok(Report::done(json, vec![format!("cleared: {key}")]))
}

fn entry(entry: &Entry) -> Value {
    let mut told = json!({
        "idempotency_key": entry.intent,
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
    let (state, tool, key) = (entry.state.word(), &entry.tool, &entry.intent);
    format!("{state:<8} {tool}  key {key}  task {task}")
}
