//! `visual task list`.

use crate::journal::{existing, unusable};
use crate::output::failure::Failure;
use crate::output::language::{pick, tr};
use crate::output::layout::{columns, padded};
use crate::output::report::Report;
use crate::save::saved::minute;
use serde_json::{Value, json};
use std::path::Path;
use visual_host::{Entry, EntryState};

/// `visual task list`.
pub fn list(journal: Option<&Path>) -> Result<Report, Failure> {
    let entries = existing(journal)?.entries().map_err(unusable)?;
    let json = json!({ "tasks": entries.iter().map(entry).collect::<Vec<_>>() });
    let lines = match entries.is_empty() {
        true => vec![tr!("the journal is empty", "购买记录为空")],
        false => table(entries),
    };
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

/// What a person can do something about comes first.
fn table(mut entries: Vec<Entry>) -> Vec<String> {
    entries.sort_by_key(|entry| match entry.state {
        EntryState::Unknown => 0,
        EntryState::Done | EntryState::Failed => 2,
        _ => 1,
    });
    let rows = entries.iter().map(|entry| {
        [
            state_name(&entry.state).to_owned(),
            minute(entry.since.try_into().unwrap_or_default()),
            entry.tool.clone(),
            entry.idempotency_key.clone(),
            entry.task.clone().unwrap_or_else(|| "-".to_owned()),
        ]
    });
    let head = [
        pick("STATE", "状态"),
        pick("SINCE", "时间"),
        pick("TOOL", "工具"),
        pick("KEY", "幂等键"),
        pick("TASK", "任务"),
    ];
    let rows: Vec<_> = std::iter::once(head.map(str::to_owned))
        .chain(rows)
        .collect();
    let mut widths = [0; 5];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = columns(cell).max(*width);
        }
    }
    let line = |row: &[String; 5]| {
        let cells = row.iter().zip(widths);
        let cells: Vec<_> = cells.map(|(cell, width)| padded(cell, width)).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// The state of a purchase, for people.
pub fn state_name(state: &EntryState) -> &'static str {
    match state {
        EntryState::Queued => pick("queued", "等待提交"),
        EntryState::Sending => pick("sending", "提交中"),
        EntryState::Unknown => pick("unknown", "未知"),
        EntryState::Pending => pick("pending", "未完成"),
        EntryState::Done => pick("done", "已完成"),
        EntryState::Failed => pick("failed", "失败"),
        other => other.as_str(),
    }
}
