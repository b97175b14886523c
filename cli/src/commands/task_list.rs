//! `visual task list`.

use crate::args::program::ListArgs;
use crate::journal::{existing, unusable};
use crate::output::failure::Failure;
use crate::output::language::{pick, tr};
use crate::output::layout::{self, columns, cut, padded};
use crate::output::report::Report;
use crate::save::saved::minute;
use serde_json::{Value, json};
use visual_catalog::alias;
use visual_host::{Entry, EntryState};

/// `visual task list`.
pub fn list(args: &ListArgs) -> Result<Report, Failure> {
    let journal = existing(args.journal.as_ref())?;
    let entries = journal.entries().map_err(unusable)?;
    let json = json!({ "tasks": entries.iter().map(entry).collect::<Vec<_>>() });
    if entries.is_empty() {
        let line = tr!("the journal is empty", "购买记录为空");
        return Ok(Report::done(json, vec![line]));
    }
    let width = match args.wide {
        true => usize::MAX,
        false => layout::width(),
    };
    let has_pending = entries
        .iter()
        .any(|entry| entry.state == EntryState::Pending);
    let has_tasks = entries.iter().any(|entry| entry.task.is_some());
    let lines = table(entries, width);
    let is_narrow = lines
        .first()
        .is_some_and(|head| !head.ends_with(pick("TASK", "任务")));
    let mut report = Report::done(json, lines);
    if is_narrow && has_tasks {
        report.asides.push(tr!(
            "hint: --wide prints the tasks too",
            "提示：--wide 可同时输出任务"
        ));
    }
    if has_pending {
        report.asides.push(tr!(
            "hint: states are as last seen; `visual task wait KEY` asks again",
            "提示：状态为上次查询所得；`visual task wait 幂等键` 可重新查询"
        ));
    }
    Ok(report)
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

/// The columns, and how many of them a narrow terminal has room for: tasks are long.
const COLUMNS: usize = 5;
const NARROW: usize = 4;

/// What a person can do something about comes first.
fn table(mut entries: Vec<Entry>, width: usize) -> Vec<String> {
    entries.sort_by_key(|entry| match entry.state {
        EntryState::Unknown => 0,
        EntryState::Done | EntryState::Failed => 2,
        _ => 1,
    });
    let rows = entries.iter().map(|entry| {
        [
            state_name(&entry.state).to_owned(),
            minute(entry.since.try_into().unwrap_or_default()),
            alias(&entry.tool).to_owned(),
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
    let lines = aligned(&rows, COLUMNS);
    if lines.iter().all(|line| columns(line) <= width) {
        return lines;
    }
    let rows = narrowed(rows, width);
    let lines = aligned(&rows, NARROW);
    lines.iter().map(|line| cut(line, width)).collect()
}

/// The rows with tools and keys cut so that both are seen: each has half of the room, or what
/// the other leaves.
fn narrowed(mut rows: Vec<[String; COLUMNS]>, width: usize) -> Vec<[String; COLUMNS]> {
    let widest = |at: usize| {
        let cells = rows.iter().filter_map(|row| Some(columns(row.get(at)?)));
        cells.max().unwrap_or_default()
    };
    let [state, since, tool, key] = [0, 1, 2, 3].map(widest);
    let room = width.saturating_sub(state + since + 3 * 2);
    let tool_width = tool.min(room.saturating_sub(key).max(room / 2));
    for [_, _, tool, key, _] in &mut rows {
        *tool = cut(tool, tool_width);
        *key = cut(key, room - tool_width);
    }
    rows
}

/// The first columns of a table, in lines.
fn aligned(rows: &[[String; COLUMNS]], count: usize) -> Vec<String> {
    let mut widths = [0; COLUMNS];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = columns(cell).max(*width);
        }
    }
    let line = |row: &[String; COLUMNS]| {
        let cells = row.iter().zip(widths).take(count);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_seen_beside_a_long_tool() {
        let long = "pippit-iv2v-v20-cvtob-with-vinput-and-more-of-it";
        let row = |tool: &str, key: &str| {
            ["done", "2026-01-01 00:00 UTC", tool, key, "vt1.long"].map(str::to_owned)
        };
        let key = "0b0f4e6e-8d1c-4c55-9c3e-2f6f3c1e9a77";
        let rows = narrowed(vec![row(long, "order-17"), row("a", key)], 80);
        let lines = aligned(&rows, NARROW);
        assert!(lines.iter().all(|line| columns(line) <= 80), "{lines:?}");
        assert!(lines.concat().contains("order-17"), "{lines:?}");
        assert!(lines.concat().contains("0b0f4e6e-8d1c"), "{lines:?}");
        let rows = narrowed(vec![row(long, "order-17")], 80);
        assert!(rows.concat().contains(&"order-17".to_owned()), "{rows:?}");
    }

    #[test]
    fn a_narrow_terminal_has_no_room_for_tasks() {
        let row = |key: &'static str| ["done", "2026-01-01 00:00 UTC", "a-tool", key, "vt1.long"];
        let rows = [row("k1"), row("a-much-longer-key")].map(|row| row.map(str::to_owned));
        let wide = aligned(&rows, COLUMNS);
        assert!(
            wide.iter().all(|line| line.ends_with("vt1.long")),
            "{wide:?}"
        );
        let narrow = aligned(&rows, NARROW);
        assert!(
            narrow.iter().all(|line| !line.contains("vt1.")),
            "{narrow:?}"
        );
    }
}
