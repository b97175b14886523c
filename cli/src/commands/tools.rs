//! `visual tools` and `visual describe TOOL`.

use crate::account::Account;
use crate::args::options::GlobalArgs;
use crate::args::schema::{self, Field, Kind};
use crate::component::ComponentSource;
use crate::output::failure::Failure;
use crate::output::report::Report;
use serde_json::json;
use visual_catalog::json_text;
use visual_host::types::{ToolDescription, ToolInfo};

/// Lists every tool.
pub async fn tools(global: &GlobalArgs) -> Result<Report, Failure> {
    let host = ComponentSource::from(global).host(Account::none())?;
    let tools = host.list_tools().await.map_err(Failure::from)?;
    Ok(Report::done(json!({ "tools": tools }), table(&tools)))
}

/// One line for each tool, families together.
fn table(tools: &[ToolInfo]) -> Vec<String> {
    let width = |text: fn(&ToolInfo) -> &str| {
        let lengths = tools.iter().map(|tool| text(tool).chars().count());
        lengths.max().unwrap_or_default()
    };
    let (alias, name) = (width(|tool| &tool.alias), width(|tool| &tool.name));
    let mut family = "";
    let mut lines = Vec::new();
    for tool in tools {
        if tool.family != family {
            family = &tool.family;
            lines.push(format!("{family}:"));
        }
        let status = tool.status.as_str();
        let status = if status == "current" { "" } else { status };
        let line = format!(
            "  {:alias$}  {:name$}  {} {} {status}",
            tool.alias, tool.name, tool.title, tool.title_zh
        );
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Describes one tool.
pub async fn describe(global: &GlobalArgs, name: &str) -> Result<Report, Failure> {
    let host = ComponentSource::from(global).host(Account::none())?;
    let described = host.describe(name).await;
    let described = described.map_err(Failure::from)?;
    Ok(Report::done(json!({ "tool": described }), page(&described)))
}

fn page(described: &ToolDescription) -> Vec<String> {
    let parse = |text: &str| json_text::parse(text).unwrap_or_default();
    let (schema, facts) = (parse(&described.schema), parse(&described.facts));
    let info = &described.info;
    let mut lines = vec![
        format!("{} ({})", info.title, info.title_zh),
        info.summary.clone(),
        info.summary_zh.clone(),
        format!(
            "name: {}, alias: {}, req_key: {}",
            info.name, info.alias, info.req_key
        ),
        format!("status: {}", info.status),
    ];
    let told = [
        "product",
        "tasks",
        "link_seconds",
        "usual_wait_ms",
        "watermark",
        "label",
        "source",
    ];
    for fact in told {
        if let Some(value) = facts.get(fact) {
            lines.push(format!("{fact}: {}", schema::plain(value)));
        }
    }
    lines.push("arguments:".to_owned());
    for field in schema::fields(&schema, &facts) {
        describe_field(&mut lines, &field, "  ");
    }
    if let Some(report) = facts["report"].as_object() {
        lines.push("report:".to_owned());
        let told = report
            .iter()
            .map(|(name, doc)| format!("  {name} {}", schema::plain(&doc["en"])));
        lines.extend(told);
    }
    lines
}

/// A line for a field, and one for each of its members.
fn describe_field(lines: &mut Vec<String>, field: &Field, indent: &str) {
    let required = if field.required { ", required" } else { "" };
    let kind = word(&field.kind);
    let line = format!("{indent}{} ({kind}{required}) {}", field.name, field.help);
    lines.push(line.trim_end().to_owned());
    for member in &field.members {
        describe_field(lines, member, &format!("{indent}    "));
    }
}

fn word(kind: &Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Integer => "whole number".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::Boolean => "true or false".to_owned(),
        Kind::Choice(values) => {
            let listed: Vec<_> = values.iter().map(schema::plain).collect();
            listed.join(" | ")
        }
        Kind::Picture => "picture: file or address".to_owned(),
        Kind::PictureUrl => "picture: address".to_owned(),
        Kind::Link => "address".to_owned(),
        Kind::Size => "WxH".to_owned(),
        Kind::List(inner) => format!("several, each {}", word(inner)),
        Kind::Json => "JSON object".to_owned(),
    }
}
