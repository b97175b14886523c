//! What was asked, for people, and as commands and code to copy.

use crate::output::language::pick;
use maud::{Markup, html};
use serde_json::{Map, Value};
use visual_catalog::{Kind, Tool, snake};

/// The arguments in a table.
pub fn arguments(tool: &Tool, asked: &Map<String, Value>) -> Markup {
    html! {
        @if !asked.is_empty() {
            dl.facts-table {
                @for (name, value) in in_order(tool, asked) {
                    div { dt { (label(tool, name)) } dd { (in_words(value)) } }
                }
            }
        }
    }
}

fn in_order<'a>(tool: &Tool, asked: &'a Map<String, Value>) -> Vec<(&'a str, &'a Value)> {
    let mut pairs: Vec<_> = asked
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    let place = |name: &str| {
        tool.fields
            .iter()
            .position(|field| snake(field.name) == name)
    };
    pairs.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
    pairs
}

fn label(tool: &Tool, name: &str) -> String {
    crate::page::verdict::label(tool, name).unwrap_or_else(|| name.to_owned())
}

fn in_words(value: &Value) -> String {
    let member = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(in_words).collect::<Vec<_>>().join(", "),
        Value::Object(_) => match (value.get("width"), value.get("height")) {
            (Some(width), Some(height)) => format!("{width} × {height}"),
            _ => member("file")
                .or_else(|| member("url"))
                .unwrap_or_else(|| value.to_string()),
        },
        other => other.to_string(),
    }
}

/// The same call in other ways.
pub fn copies(tool: &Tool, asked: &Map<String, Value>) -> Markup {
    let ways = [
        ("visual run", command(tool, asked)),
        ("curl", curl(tool, asked)),
        ("Rust", rust(tool, asked)),
    ];
    html! {
        details.copies {
            summary { (pick("Copy as a command or code", "复制为命令或代码")) }
            @for (name, text) in &ways {
                div.copy {
                    div.row {
                        h3 { (name) }
                        button.quiet type="button" hidden data-copy=(text) { (pick("Copy", "复制")) }
                    }
                    pre tabindex="0" { code { (text) } }
                }
            }
        }
    }
}

/// A word of a command, as a POSIX shell takes it.
fn quoted(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:,=".contains(letter);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

fn command(tool: &Tool, asked: &Map<String, Value>) -> String {
    let mut text = format!("visual run {}", tool.alias);
    let mut rest = Map::new();
    for (name, value) in in_order(tool, asked) {
        let flag = name.replace('_', "-");
        let kind = tool
            .fields
            .iter()
            .find(|field| snake(field.name) == name)
            .map(|field| field.kind);
        let words = match kind {
            Some(kind) if kind.record().is_none() && !matches!(kind, Kind::Ints(_)) => words(value),
            _ => None,
        };
        match words {
            Some(words) => {
                for word in words {
                    text.push_str(&format!(" \\\n  --{flag} {}", quoted(&word)));
                }
            }
            None => {
                rest.insert(name.to_owned(), value.clone());
            }
        }
    }
    if !rest.is_empty() {
        text.push_str(&format!(
            " \\\n  --args-json {}",
            quoted(&Value::Object(rest).to_string())
        ));
    }
    text.push_str(" \\\n  -o result/");
    text
}

/// A value as the words of a flag; each of a list is one.
fn words(value: &Value) -> Option<Vec<String>> {
    Some(match value {
        Value::Array(items) => items.iter().map(word).collect::<Option<_>>()?,
        other => vec![word(other)?],
    })
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Object(members) => {
            let text = |name: &str| members.get(name)?.as_str().map(str::to_owned);
            let size = || {
                Some(format!(
                    "{}x{}",
                    members.get("width")?,
                    members.get("height")?
                ))
            };
            text("file").or_else(|| text("url")).or_else(size)
        }
        _ => None,
    }
}

/// The request to this server. Files stand in it as commands that read them.
fn curl(tool: &Tool, asked: &Map<String, Value>) -> String {
    let mut files = Vec::new();
    let mut body = Value::Object(asked.clone());
    take_files(&mut body, &mut files);
    let mut body = quoted(&body.to_string());
    for (place, file) in files {
        let read = format!("'\"$(base64 < {} | tr -d '\\n')\"'", quoted(&file));
        body = body.replace(&place, &read);
    }
    format!(
        "curl -X POST \"$VISUAL_URL/v1/tools/{}\" \\\n  -H \"Authorization: Bearer $VISUAL_TOKEN\" \\\n  -H 'Content-Type: application/json' \\\n  -d {body}",
        tool.alias
    )
}

/// Puts base64 that is to be filled in in the place of files.
fn take_files(value: &mut Value, files: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(file)) = members.remove("file") {
                let place = format!("@file-{}@", files.len());
                members.insert("base64".to_owned(), place.clone().into());
                files.push((place, file));
            }
            members
                .values_mut()
                .for_each(|member| take_files(member, files));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| take_files(item, files)),
        _ => {}
    }
}

fn rust(tool: &Tool, asked: &Map<String, Value>) -> String {
    let mut body = Value::Object(asked.clone());
    let mut files = Vec::new();
    take_files(&mut body, &mut files);
    let mut body = format!("{body:#}").replace('\n', "\n    ");
    for (place, file) in files {
        let path = format!("{file:?}");
        body = body.replace(
            &format!("{place:?}"),
            &format!("STANDARD.encode(std::fs::read({path})?)"),
        );
    }
    let alias = tool.alias;
    format!(
        "let host = visual_host::VisualHost::builder().build()?;\nlet done = host\n    .order((\"{alias}\", serde_json::json!({body})))\n    .await?;\ndone.media[0].save(\"result\").await?;"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use visual_catalog::find;

    fn asked(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_command_has_flags_and_quotes_what_a_shell_would_read() {
        let tool = find("jimeng-4.0").unwrap();
        let asked = asked(
            json!({ "scale": 7, "prompt": "it's `a` $cat\nand", "size": { "width": 1024, "height": 768 } }),
        );
        let text = command(tool, &asked);
        let expected = "visual run jimeng-4.0 \\\n  --prompt 'it'\\''s `a` $cat\nand' \\\n";
        assert!(text.starts_with(expected), "{text}");
        assert!(
            text.contains("--size 1024x768") && text.contains("--scale 7"),
            "{text}"
        );
    }

    #[test]
    fn files_are_named_and_read_where_the_command_runs() {
        let tool = find("seededit-3.0").unwrap();
        let asked = asked(json!({ "image": { "file": "my cat.png" }, "prompt": "snow" }));
        assert!(command(tool, &asked).contains("--image 'my cat.png'"));
        let text = curl(tool, &asked);
        assert!(
            text.contains(r#""base64":"'"$(base64 < 'my cat.png' | tr -d '\n')"'""#),
            "{text}"
        );
        let text = rust(tool, &asked);
        assert!(
            text.contains(r#""base64": STANDARD.encode(std::fs::read("my cat.png")?)"#),
            "{text}"
        );
    }

    #[test]
    fn nested_values_are_json() {
        let tool = find("try-on-v2").unwrap();
        let asked = asked(json!({ "garment": { "data": [{ "url": "https://a.example/x" }] } }));
        assert!(command(tool, &asked).contains("--args-json '{\"garment\""));
    }
}
