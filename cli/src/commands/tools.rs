//! `visual tools` and `visual describe TOOL`.

use crate::account::Account;
use crate::args::flags;
use crate::args::limits;
use crate::args::options::GlobalArgs;
use crate::args::schema::{self, Field, Kind};
use crate::commands::{age, successor};
use crate::component::ComponentSource;
use crate::output::failure::Failure;
use crate::output::language::{message, pick, tr, zh};
use crate::output::layout::{self, columns, padded, wrap};
use crate::output::price;
use crate::output::progress::duration;
use crate::output::report::Report;
use crate::output::source::source;
use crate::output::typed::as_typed;
use serde_json::{Value, json};
use std::time::Duration;
use visual_catalog::{json_text, nearest};
use visual_host::Request;
use visual_host::types::{ToolDescription, ToolInfo};

/// Lists every tool, or those that a word is found in.
pub async fn tools(
    global: &GlobalArgs,
    word: Option<&str>,
    stale: Option<u32>,
) -> Result<Report, Failure> {
    let host = ComponentSource::from(global).host(Account::none())?;
    let all = host.list_tools().await.map_err(Failure::from)?;
    let tools: Vec<_> = match word {
        Some(word) => all.iter().filter(|tool| has(tool, word)).cloned().collect(),
        None => all.clone(),
    };
    if let Some(word) = word.filter(|_| tools.is_empty()) {
        return Err(nothing(word, &all));
    }
    if let Some(days) = stale {
        return Ok(age::stale(&tools, days));
    }
    let rows: Vec<_> = tools.iter().map(Row::from).collect();
    let lines = table(&rows, layout::width());
    Ok(Report::done(json!({ "tools": tools }), lines))
}

/// No tool has the word. A misspelt name or word of a title leads to what was meant.
fn nothing(word: &str, tools: &[ToolInfo]) -> Failure {
    let message = message!("no tool matches `{word}`", "没有与 `{word}` 匹配的工具");
    let wanted = word.to_lowercase();
    let words = tools.iter().flat_map(|tool| {
        let names = [&tool.alias, &tool.name, &tool.req_key, &tool.family];
        let names = names.into_iter().map(String::as_str);
        names.chain(tool.title.split([' ', ',', ':']))
    });
    let words: Vec<_> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let hint = match nearest(&wanted, words.iter().map(String::as_str)) {
        Some(meant) => tr!("did you mean `{meant}`?", "是否指 `{meant}`？"),
        None => tr!(
            "`visual tools` lists all of them",
            "`visual tools` 可列出所有工具"
        ),
    };
    Failure::input("word", message).with_hint(hint)
}

fn has(tool: &ToolInfo, word: &str) -> bool {
    let texts = [
        &tool.name,
        &tool.alias,
        &tool.req_key,
        &tool.family,
        &tool.title,
        &tool.title_zh,
        &tool.summary,
        &tool.summary_zh,
    ];
    let word = word.to_lowercase();
    let texts = texts.into_iter().map(String::as_str);
    let mut texts = texts.chain(family_titles(&tool.family));
    texts.any(|text| text.to_lowercase().contains(&word))
}

/// The titles of a family; none where the component has families of its own.
fn family_titles(name: &str) -> impl Iterator<Item = &str> {
    let families = visual_catalog::Family::ALL.iter();
    let family = families.filter(move |family| family.name() == name);
    family.flat_map(|family| [family.title().en, family.title().zh])
}

/// A family as a heading: its title, and its name where that is another.
fn family_heading(name: &str) -> String {
    let titles: Vec<_> = family_titles(name).collect();
    match titles[..] {
        [en, zh] => {
            let title = pick(en, zh);
            tr!("{title} ({name})", "{title}（{name}）")
        }
        _ => name.to_owned(),
    }
}

/// What the list shows of a tool.
struct Row {
    family: String,
    alias: String,
    /// With its status where that is not the usual one.
    title: String,
    name: String,
}

impl From<&ToolInfo> for Row {
    fn from(tool: &ToolInfo) -> Row {
        let title = pick(&tool.title, &tool.title_zh);
        let title = match tool.status.as_str() {
            "current" => title.clone(),
            status => {
                let status = status_name(status);
                tr!("{title} ({status})", "{title}（{status}）")
            }
        };
        Row {
            family: tool.family.clone(),
            alias: tool.alias.clone(),
            title,
            name: tool.name.clone(),
        }
    }
}

/// A heading of the columns, then a line for each tool, families together: alias, title, and
/// the name where there is room for it. A title without room goes on below.
fn table(rows: &[Row], width: usize) -> Vec<String> {
    let [head_alias, head_title, head_name] = [
        pick("TOOL", "工具"),
        pick("TITLE", "标题"),
        pick("OTHER NAME", "别名"),
    ];
    let widest = |head: &str, text: fn(&Row) -> &str| {
        let widths = rows.iter().map(|row| columns(text(row)));
        widths.chain([columns(head)]).max().unwrap_or_default()
    };
    let alias = widest(head_alias, |row| &row.alias);
    let title = widest(head_title, |row| &row.title);
    let has_names = alias + title + widest(head_name, |row| &row.name) + 6 <= width;
    let line = |first: &str, text: &str, name: &str| {
        let start = format!("  {}  ", padded(first, alias));
        let left = width.saturating_sub(columns(&start)).max(10);
        if has_names {
            let line = format!("{start}{}  {name}", padded(text, title));
            return vec![line.trim_end().to_owned()];
        }
        let mut lines = wrap(text, left).into_iter();
        let first = format!("{start}{}", lines.next().unwrap_or_default());
        let below = lines.map(|line| format!("{}{line}", " ".repeat(columns(&start))));
        std::iter::once(first).chain(below).collect()
    };
    let mut lines = line(head_alias, head_title, head_name);
    let mut family = "";
    for row in rows {
        if row.family != family {
            family = &row.family;
            lines.push(family_heading(family));
        }
        let name = match row.name == row.alias {
            true => "",
            false => &row.name,
        };
        lines.extend(line(&row.alias, &row.title, name));
    }
    lines
}

fn status_name(status: &str) -> &str {
    match status {
        "current" => pick("current", "现行"),
        "legacy" => pick("legacy", "旧版"),
        "retiring" => pick("retiring", "即将下线"),
        "unconfirmed" => pick("unconfirmed", "未确认"),
        other => other,
    }
}

/// Describes one tool.
pub async fn describe(global: &GlobalArgs, name: &str) -> Result<Report, Failure> {
    let host = ComponentSource::from(global).host(Account::none())?;
    let described = host.describe(name).await;
    let described = described.map_err(Failure::from)?;
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
    let mut lines = vec![tr!("{title} ({alias})", "{title}（{alias}）")];
    lines.extend(wrap(pick(&info.summary, &info.summary_zh), width));
    lines.push(String::new());
    lines.push(format!("  visual run {}", flags::usage(alias, &fields)));
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
            "以任务提交，默认最长等待 {wait}"
        ),
        false => tr!(
            "returns its result directly; waits up to {wait} by default",
            "直接返回结果，默认最长等待 {wait}"
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
            pick("Successor", "后续工具"),
            successor::alias(&info.name).unwrap_or_default().to_owned(),
        ),
        (pick("Price", "价格"), price::of_tool(&info.name)),
        (pick("Last seen", "最近核实"), price::last_seen(&info.name)),
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
mod tests {
    use super::*;

    #[test]
    fn lines_fit_the_terminal() {
        let row = |alias: &str, title: &str| Row {
            family: "video".to_owned(),
            alias: alias.to_owned(),
            title: title.to_owned(),
            name: "a-name-of-a-tool-that-is-long-as-some-are".to_owned(),
        };
        let rows = [row("video-1", "视频生成"), row("v-2", "A video (legacy)")];
        let wide = table(&rows, usize::MAX);
        assert_eq!(wide.len(), 4);
        assert!(
            wide.iter().skip(2).all(|line| line.ends_with("some-are")),
            "{wide:?}"
        );
        for width in [60, 40, 30] {
            let narrow = table(&rows, width);
            assert!(
                narrow.iter().all(|line| columns(line) <= width),
                "{narrow:?}"
            );
            let whole = narrow.concat();
            assert!(whole.contains("(legacy)"), "{whole}");
        }
    }
}
