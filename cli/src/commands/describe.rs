//! `visual describe TOOL`.

use crate::account::Account;
use crate::args::flags;
use crate::args::limits;
use crate::args::options::GlobalArgs;
use crate::args::schema::{self, Field, Kind};
use crate::commands::tools::{family_heading, status_name, unknown};
use crate::commands::{age, successor};
use crate::component::ComponentSource;
use crate::output::failure::Failure;
use crate::output::language::{pick, tr, zh};
use crate::output::layout::{self, wrap};
use crate::output::price;
use crate::output::progress::duration;
use crate::output::report::Report;
use crate::output::source::source;
use crate::output::typed::as_typed;
use serde_json::{Value, json};
use std::time::Duration;
use visual_catalog::{alias, json_text};
use visual_host::Request;
use visual_host::Side;
use visual_host::types::{ToolDescription, ToolInfo};

/// Describes one tool.
pub async fn describe(global: &GlobalArgs, name: &str) -> Result<Report, Failure> {
    let host = ComponentSource::from(global).host(Account::none())?;
    let described = match host.describe(name).await {
        Ok(described) => described,
        Err(error) => return Err(unknown(&host, name, error).await),
    };
    let name = &described.info.name;
    let quote = host.price(Request::new(name.as_str(), "{}")).await;
    let mut json = json!({ "tool": described });
    let tool = &mut json["tool"];
    tool["price"] = json!(quote.map_err(Failure::from)?);
    tool["seen"] = age::seen(name);
    tool["successor"] = json!(visual_catalog::successor(name).map(|newer| newer.name));
    Ok(Report::done(json, page(&described, layout::prose_width())))
}

fn page(described: &ToolDescription, width: usize) -> Vec<String> {
    let parse = |text: &str| json_text::parse(text).unwrap_or_default();
    let (schema, facts) = (parse(&described.schema), parse(&described.facts));
    let info = &described.info;
    let fields = schema::fields(&schema, &facts);
    let (title, alias) = (pick(&info.title, &info.title_zh), &info.alias);
    let mut lines = wrap(&tr!("{title} ({alias})", "{title}（{alias}）"), width);
    lines.extend(wrap(pick(&info.summary, &info.summary_zh), width));
    lines.push(String::new());
    let start = "  visual run ";
    let usage = layout::joined(&flags::usage(alias, &fields), start.len(), width);
    lines.extend(format!("{start}{usage}").lines().map(str::to_owned));
    lines.push(String::new());
    lines.extend(layout::entries(&known(info, &facts), width));
    let sections = [
        (pick("Required arguments:", "必填参数："), true),
        (pick("Optional arguments:", "可选参数："), false),
    ];
    for (heading, required) in sections {
        let chosen = fields.iter().filter(|field| field.required == required);
        let rows: Vec<_> = chosen.flat_map(|field| rows(field, &fields)).collect();
        if !rows.is_empty() {
            lines.extend([String::new(), heading.to_owned()]);
            lines.extend(layout::entries(&rows, width));
        }
    }
    if let Some(report) = facts["report"].as_object() {
        lines.extend([String::new(), pick("Result:", "结果字段：").to_owned()]);
        let row = |(name, doc): (&String, &Value)| {
            let text = |name: &str| doc[name].as_str().unwrap_or_default();
            let (label, text) = match zh() {
                true => (text("label_zh"), text("zh")),
                false => (text("label"), text("en")),
            };
            (name.clone(), vec![schema::labelled(label, text)])
        };
        let rows: Vec<_> = report.iter().map(row).collect();
        lines.extend(layout::entries(&rows, width));
    }
    lines
}

/// What is known of a tool, a row for each fact.
fn known(info: &ToolInfo, facts: &Value) -> Vec<(String, Vec<String>)> {
    let names = match info.name == info.alias {
        true => info.name.clone(),
        false => [&*info.alias, &*info.name].join(pick(", ", "、")),
    };
    let marks: Vec<_> = [
        ("watermark", pick("watermark", "水印")),
        ("label", pick("AIGC label", "隐式标识")),
    ]
    .into_iter()
    .filter_map(|(name, word)| (facts[name] == true).then_some(word))
    .collect();
    let marks = match marks.is_empty() {
        true => pick("none", "无").to_owned(),
        false => marks.join(pick(", ", "、")),
    };
    let wait = facts["usual_wait_ms"].as_u64().unwrap_or_default();
    let wait = duration(Duration::from_millis(wait));
    let task = match facts["tasks"] == true {
        true => tr!(
            "submitted as a task; waits up to {wait} by default",
            "异步任务，默认最长等待 {wait}"
        ),
        false => tr!(
            "returns its result directly; waits up to {wait} by default",
            "同步返回结果，默认最长等待 {wait}"
        ),
    };
    let rows = [
        (pick("Names", "名称"), names),
        ("req_key", info.req_key.clone()),
        (pick("Family", "分类"), family_heading(&info.family)),
        (
            pick("Status", "状态"),
            status_name(info.status.as_str()).to_owned(),
        ),
        (
            pick("Successor", "替代工具"),
            successor::alias(&info.name).unwrap_or_default().to_owned(),
        ),
        (pick("Price", "价格"), price::of_tool(&info.name)),
        (pick("Last seen", "核实于"), price::last_seen(&info.name)),
        (pick("Side", "所属平台"), side(facts)),
        (pick("Result", "结果"), result(facts)),
        (pick("Task", "任务"), task),
        (pick("Supports", "支持"), marks),
        (
            pick("Source", "来源"),
            source(&limits::plain(&facts["source"])),
        ),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    rows.map(|(name, value)| (name.to_owned(), vec![value]))
        .collect()
}

/// Who offers a tool, where that is not Volcengine alone, and its counterpart.
fn side(facts: &Value) -> String {
    let sides = facts["sides"].as_array().into_iter().flatten();
    let titles = sides.filter_map(|word| {
        let side = Side::ALL.into_iter().find(|side| *word == side.word())?;
        Some(pick(side.title(), side.title_zh()))
    });
    let titles: Vec<_> = titles.collect();
    let titles = titles.join(pick(", ", "、"));
    match facts["counterpart"].as_str().map(alias) {
        Some(other) => tr!(
            "{titles}; the counterpart is {other}",
            "{titles}；另一平台的对应工具为 {other}"
        ),
        None if titles == pick(Side::China.title(), Side::China.title_zh()) => String::new(),
        None => titles,
    }
}

/// What a tool makes.
fn result(facts: &Value) -> String {
    let max = facts["max_media"].as_u64();
    let hours = facts["link_seconds"].as_u64().unwrap_or_default() / 3600;
    let has_links = facts["link"] == true || facts["product"] == "video" || hours > 24;
    let links = match (has_links, hours) {
        (false, _) | (_, 0) => String::new(),
        (true, 48..) => {
            let days = hours / 24;
            tr!("; links expire after {days} days", "，链接有效期 {days} 天")
        }
        (true, _) => tr!(
            "; links expire after {hours} h",
            "，链接有效期 {hours} 小时"
        ),
    };
    match (facts["product"].as_str(), max) {
        (Some("image"), Some(1)) => tr!("one image{links}", "一张图片{links}"),
        (Some("image"), Some(max)) => tr!("up to {max} images{links}", "最多 {max} 张图片{links}"),
        (Some("image"), None) => tr!("images{links}", "图片{links}"),
        (Some("video"), None) => tr!("videos{links}", "多个视频{links}"),
        (Some("video"), _) => tr!("a video{links}", "视频{links}"),
        (Some("report"), _) => tr!("data", "数据"),
        _ => tr!("images, videos or data{links}", "图片、视频或数据{links}"),
    }
}

/// A row for an argument, and one for each of its members.
fn rows(field: &Field, fields: &[Field]) -> Vec<(String, Vec<String>)> {
    let flag = flags::name(&field.name, fields).unwrap_or_else(|| field.name.clone());
    let name = format!("{flag} {}", flags::value_name(&field.kind));
    let mut rows = vec![(name, texts(field, fields))];
    for member in &field.members {
        add_members(&mut rows, member, (&field.name, fields));
    }
    rows
}

/// `place` is the path before the member, and the arguments of the tool.
fn add_members(
    rows: &mut Vec<(String, Vec<String>)>,
    member: &Field,
    (path, fields): (&str, &[Field]),
) {
    let path = format!("{path}.{}", member.name);
    rows.push((format!("  {path}"), texts(member, fields)));
    for inner in &member.members {
        add_members(rows, inner, (&path, fields));
    }
}

fn texts(field: &Field, fields: &[Field]) -> Vec<String> {
    let mut notes: Vec<_> = flags::choices(&field.kind).into_iter().collect();
    if matches!(field.kind, Kind::List(_)) {
        notes.push(pick("[repeatable]", "[可重复]").to_owned());
    }
    let help = field.help(&notes);
    vec![as_typed(&help, |name| flags::name(name, fields))]
}

#[cfg(test)]
#[path = "describe_tests.rs"]
mod tests;
