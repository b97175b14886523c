//! `visual tools --stale DAYS`: how old the facts of tools are.

use crate::output::language::tr;
use crate::output::layout::{self, columns, padded, wrap};
use crate::output::price::last_seen;
use crate::output::report::Report;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};
use visual_host::types::ToolInfo;

const DAY_S: u64 = 24 * 3600;

/// The tools whose facts were last seen more than so many days ago, the oldest first.
pub fn stale(tools: &[ToolInfo], days: u32) -> Report {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let today = now.unwrap_or_default().as_secs() / DAY_S;
    let today = i64::try_from(today).unwrap_or(i64::MAX);
    // What this program does not know was never seen.
    let age = |tool: &ToolInfo| visual_catalog::seen(&tool.name).map(|seen| seen.age_days(today));
    let is_stale = |age: Option<i64>| age.is_none_or(|age| age > i64::from(days));
    let mut old: Vec<_> = tools.iter().map(|tool| (age(tool), tool)).collect();
    old.retain(|(age, _)| is_stale(*age));
    old.sort_by_key(|(age, tool)| (std::cmp::Reverse(age.unwrap_or(i64::MAX)), &tool.alias));
    let width = old.iter().map(|(_, tool)| columns(&tool.alias)).max();
    let width = width.unwrap_or_default();
    let left = layout::width().saturating_sub(width + 2).max(10);
    let row = |(_, tool): &(Option<i64>, &ToolInfo)| {
        let lines = wrap(&last_seen(&tool.name), left).into_iter().enumerate();
        let below = lines.map(|(index, line)| {
            let name = if index == 0 { tool.alias.as_str() } else { "" };
            format!("{}  {line}", padded(name, width))
        });
        below.collect::<Vec<_>>()
    };
    let lines = match old.is_empty() {
        true => vec![tr!(
            "every tool was seen within the last {days} days",
            "所有工具的信息均在 {days} 天内核实过"
        )],
        false => old.iter().flat_map(row).collect(),
    };
    let of_tool = |(age, tool): &(Option<i64>, &ToolInfo)| json!({ "name": tool.name, "alias": tool.alias, "age_days": age, "seen": seen(&tool.name) });
    let json: Vec<_> = old.iter().map(of_tool).collect();
    Report::done(json!({ "tools": json }), lines)
}

/// When the facts of a tool were last seen, for programs.
pub fn seen(tool: &str) -> Value {
    match visual_catalog::seen(tool) {
        Some(seen) => json!({ "date": seen.date, "dated": seen.dated, "how": seen.how.word() }),
        None => Value::Null,
    }
}
