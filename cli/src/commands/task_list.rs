//! `visual task list`.

use crate::journal::{existing, unusable};
use crate::output::failure::Failure;
use crate::output::report::Report;
use serde_json::{Value, json};
use std::path::Path;
use visual_host::Entry;

/// `visual task list`.
pub fn list(journal: Option<&Path>) -> Result<Report, Failure> {
    let entries = existing(journal)?.entries().map_err(unusable)?;
    let json = json!({ "tasks": entries.iter().map(entry).collect::<Vec<_>>() });
    let mut lines: Vec<_> = entries.iter().map(line).collect();
    if lines.is_empty() {
        lines.push("the journal is empty".to_owned());
    }
    Ok(Report::done(json, lines))
}

/// An entry for programs.
pub fn entry(entry: &Entry) -> Value {
    let mut told = json!({
        "idempotency_key": entry.idempotency_key,
        "tool": entry.tool,
        "state": entry.state.as_str(),
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
    let (state, tool, key) = (entry.state.as_str(), &entry.tool, &entry.idempotency_key);
    format!("{state:<8} {tool}  key {key}  task {task}")
}
