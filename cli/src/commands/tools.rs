//! `visual tools [WORD]`.

use crate::account::Account;
use crate::args::options::GlobalArgs;
use crate::commands::age;
use crate::component::ComponentSource;
use crate::output::failure::Failure;
use crate::output::language::{message, pick, tr};
use crate::output::layout::{self, columns, padded, wrap};
use crate::output::report::Report;
use serde_json::json;
use visual_catalog::{Text, nearest};
use visual_host::types::ToolInfo;
use visual_host::{Error, ErrorKind, VisualHost};

/// Lists every tool, or those that each of some words is found in.
pub async fn tools(
    global: &GlobalArgs,
    words: &[String],
    stale: Option<u32>,
) -> Result<Report, Failure> {
    let host = ComponentSource::from(global).host(Account::none())?;
    let all = host.list_tools().await.map_err(Failure::from)?;
    let found = all.iter().filter(|tool| {
        let text = searched(tool);
        words.iter().all(|word| text.contains(&plain(word)))
    });
    let tools: Vec<_> = found.cloned().collect();
    if tools.is_empty() && !words.is_empty() {
        return Err(nothing(&words.join(" "), &all));
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
    Failure::input("", message).with_hint(hint)
}

/// No tool has a name that was given. Where it is a part of names, those are listed.
pub async fn unknown(host: &VisualHost, name: &str, error: Error) -> Failure {
    let is_name = error.kind == ErrorKind::InvalidInput && error.field.as_deref() == Some("tool");
    let failure = Failure::from(error);
    let tools = match is_name && !name.is_empty() {
        true => host.list_tools().await.unwrap_or_default(),
        false => Vec::new(),
    };
    let has = |tool: &&ToolInfo| tool.alias.contains(name) || tool.family == name;
    let word = plain(name);
    let is_listed = |tool: &&ToolInfo| searched(tool).contains(&word);
    match tools.iter().filter(is_listed).count() {
        _ if !tools.iter().any(|tool| has(&tool)) => failure,
        count => {
            let s = if count == 1 { "" } else { "s" };
            failure.with_hint(tr!(
                "`visual tools {name}` lists {count} tool{s}",
                "`visual tools {name}` 可列出 {count} 个工具"
            ))
        }
    }
}

/// All that a word may be found in, in both languages: names, what the list shows, and the
/// arguments.
fn searched(tool: &ToolInfo) -> String {
    let texts = [
        &tool.name,
        &tool.alias,
        &tool.req_key,
        &tool.title,
        &tool.title_zh,
        &tool.summary,
        &tool.summary_zh,
    ];
    let status = match tool.status.as_str() {
        // The list does not show it.
        "current" => ["", ""],
        status => status_names(status),
    };
    let [en, zh] = heading(&tool.family);
    let texts = texts.into_iter().map(String::as_str);
    let texts = texts.chain(status).chain([en.as_str(), zh.as_str()]);
    let fields = visual_catalog::find(&tool.name).map_or(&[][..], |tool| tool.fields);
    let arguments = fields.iter().flat_map(|field| {
        let [en, zh] = field.label();
        [field.name.to_owned(), en, zh]
    });
    let arguments: Vec<_> = arguments.collect();
    let texts = texts.chain(arguments.iter().map(String::as_str));
    plain(&texts.collect::<Vec<_>>().join("\n"))
}

/// A text as it is compared: the vendor has two words for a picture.
fn plain(text: &str) -> String {
    text.to_lowercase().replace("图像", "图片")
}

/// A family as a heading: its title, and its name where that is another.
pub fn family_heading(name: &str) -> String {
    let [en, zh] = heading(name);
    pick(en, zh)
}

/// The heading in English and Chinese; the name where the component has families of its own.
fn heading(name: &str) -> [String; 2] {
    let mut families = visual_catalog::Family::ALL.iter();
    match families.find(|family| family.name() == name) {
        Some(family) => {
            let Text { en, zh } = family.title();
            [format!("{en} ({name})"), format!("{zh}（{name}）")]
        }
        None => [name, name].map(str::to_owned),
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

/// Where a tool stands in the service's life, in words.
pub fn status_name(status: &str) -> &str {
    let [en, zh] = status_names(status);
    pick(en, zh)
}

/// The same in English and Chinese.
fn status_names(status: &str) -> [&str; 2] {
    let zh = match status {
        "current" => "现行",
        "legacy" => "旧版",
        "retiring" => "即将下线",
        "unconfirmed" => "未确认",
        other => other,
    };
    [status, zh]
}

#[cfg(test)]
mod tests {
    use super::*;
    use visual_host::types::ToolStatus;

    #[test]
    fn what_the_list_shows_is_found_in_both_languages() {
        let mut tool = ToolInfo::default();
        tool.family = "text-to-image".to_owned();
        tool.title_zh = "图像消除".to_owned();
        tool.status = ToolStatus::Legacy;
        let text = searched(&tool);
        for shown in [
            "legacy",
            "旧版",
            "Text to image (text-to-image)",
            "文生图（text-to-image）",
            "图片消除",
            "图像消除",
        ] {
            assert!(text.contains(&plain(shown)), "{shown}: {text}");
        }
        tool.status = ToolStatus::Current;
        assert!(!searched(&tool).contains("current"));
    }

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
