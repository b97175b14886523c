//! The arguments of a call: the server's own, and those of the tool.

use crate::images::argument::picture;
use crate::mcp::root::Root;
use crate::mcp::schema::{KEY, MAX_WAIT, SAVE_TO, WAIT};
use crate::output::language::{Message, message};
use serde_json::{Map, Value};
use std::path::PathBuf;
use visual_agent::functions::{Form, Function, is_address};
use visual_catalog::schema::keyword;
use visual_catalog::{Tool, nearest};
use visual_host::{Error, ErrorKind};

/// The arguments of a call that the server takes itself.
#[derive(Debug, Default)]
pub struct Terms {
    /// How long to wait, in seconds.
    pub wait: Option<u32>,
    pub idempotency_key: Option<String>,
    /// Where results are saved.
    pub save_to: Option<PathBuf>,
}

/// A wrong argument.
pub fn refused(field: &str, message: Message) -> Error {
    Error::refused(ErrorKind::InvalidInput, field, message.pair())
}

impl Terms {
    /// Takes the server's own arguments out of those of a call. What is `null` is absent.
    pub fn take(given: &mut Map<String, Value>, root: Option<&Root>) -> Result<Terms, Error> {
        given.retain(|_, value| !value.is_null());
        let wait = given
            .remove(WAIT)
            .map(|value| seconds(&value))
            .transpose()?;
        let key = given
            .remove(KEY)
            .map(|value| text(KEY, value))
            .transpose()?;
        let save_to = match (given.remove(SAVE_TO), root) {
            (None, _) => None,
            (Some(value), Some(root)) => {
                let place = root.place(&text(SAVE_TO, value)?);
                Some(place.map_err(|message| refused(SAVE_TO, message))?)
            }
            (Some(_), None) => return Err(refused(SAVE_TO, without_root(SAVE_TO))),
        };
        Ok(Terms {
            wait,
            idempotency_key: key,
            save_to,
        })
    }
}

fn without_root(name: &str) -> Message {
    message!(
        "`{name}`: this server uses no local files; it does when it is started with --root DIR",
        "`{name}`：该服务器不使用本地文件；以 --root 目录 启动后方可使用"
    )
}

fn seconds(value: &Value) -> Result<u32, Error> {
    let whole = value.as_f64().filter(|number| number.fract() == 0.0);
    let whole = whole.filter(|number| (0.0..=f64::from(MAX_WAIT)).contains(number));
    // Within these limits.
    whole.map(|number| number as u32).ok_or_else(|| {
        refused(
            WAIT,
            message!(
                "`{WAIT}` must be a whole number from 0 to {MAX_WAIT}, got {value}",
                "`{WAIT}` 必须是 0 到 {MAX_WAIT} 的整数，实际为 {value}"
            ),
        )
    })
}

/// A text that must be there.
pub fn required_text(given: &mut Map<String, Value>, name: &str) -> Result<String, Error> {
    match given.remove(name) {
        Some(value) => text(name, value),
        None => Err(missing(name)),
    }
}

/// Refuses a call that lacks one of these: some tools would do something else without it.
pub fn all_of<'a>(
    given: &Map<String, Value>,
    mut names: impl Iterator<Item = &'a str>,
) -> Result<(), Error> {
    match names.find(|name| !given.contains_key(*name)) {
        Some(name) => Err(missing(name)),
        None => Ok(()),
    }
}

fn missing(name: &str) -> Error {
    refused(name, message!("`{name}` is required", "`{name}` 是必填项"))
}

/// A text, if it is there.
pub fn optional_text(given: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Error> {
    given
        .remove(name)
        .map(|value| text(name, value))
        .transpose()
}

fn text(name: &str, value: Value) -> Result<String, Error> {
    match value {
        Value::String(text) => Ok(text),
        other => {
            let kind = match other {
                Value::Bool(_) => "boolean",
                Value::Number(_) => "number",
                Value::Array(_) => "array",
                _ => "object",
            };
            Err(refused(
                name,
                message!(
                    "`{name}` must be a string, got {kind}",
                    "`{name}` 必须是字符串，实际为 {kind}"
                ),
            ))
        }
    }
}

/// Refuses what is left of the arguments, of those that are known.
pub fn nothing_else<'a>(
    given: &Map<String, Value>,
    known: impl Iterator<Item = &'a str>,
) -> Result<(), Error> {
    let known: Vec<&str> = known.collect();
    let Some(name) = given.keys().find(|name| !known.contains(&name.as_str())) else {
        return Ok(());
    };
    let refusal = match nearest(name, known.iter().copied()) {
        Some(meant) => message!(
            "`{name}` is unknown; did you mean `{meant}`?",
            "未知参数 `{name}`；是否指 `{meant}`？"
        ),
        None => {
            let known = known.join(", ");
            message!(
                "`{name}` is unknown; known are: {known}",
                "未知参数 `{name}`；可用参数：{known}"
            )
        }
    };
    Err(refused(name, refusal))
}

/// Reads the files that the arguments of a curated tool name.
pub fn read_files(
    function: &Function,
    given: &mut Map<String, Value>,
    root: Option<&Root>,
) -> Result<(), Error> {
    for parameter in function.parameters {
        let Some(value) = given.get_mut(parameter.name) else {
            continue;
        };
        match (parameter.form, value) {
            (Form::Image, value) => read_path(parameter.name, value, root)?,
            (Form::Images, Value::Array(list)) => {
                for value in list {
                    read_path(parameter.name, value, root)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Replaces a path by the file in base64.
fn read_path(name: &str, value: &mut Value, root: Option<&Root>) -> Result<(), Error> {
    let text = value.as_str().unwrap_or_default();
    let short = root.and_then(|_| short_path(text));
    let Some(path) = path(text).or(short) else {
        return Ok(());
    };
    let Some(root) = root else {
        return Err(refused(name, without_root(name)));
    };
    *value = file(name, path, root)?;
    Ok(())
}

/// The longest path. A file in base64 is longer.
const MAX_PATH: usize = 1024;

/// A text that can only be a path: no address, and no base64, which has neither dots nor
/// backslashes. JPEG in base64 begins like an absolute path.
fn path(text: &str) -> Option<&str> {
    if let Some(path) = text.strip_prefix("file:") {
        return Some(path.strip_prefix("//").unwrap_or(path));
    }
    let is_absolute = text.starts_with('/') && !text.starts_with("/9j/");
    let is_path = text.contains(['.', '\\']) || is_absolute;
    (is_path && !is_link(text) && text.len() <= MAX_PATH).then_some(text)
}

/// The longest text that is taken as a name without a dot. A picture in base64 is longer, and has
/// one of these beginnings.
const MAX_NAME: usize = 64;
const PICTURES: [&str; 4] = ["/9j/", "iVBOR", "R0lGOD", "UklGR"];

/// A text that is too short for a picture, where files may be read.
fn short_path(text: &str) -> Option<&str> {
    let is_short = (1..=MAX_NAME).contains(&text.len());
    let is_picture = PICTURES.iter().any(|begin| text.starts_with(begin));
    (is_short && !is_picture && !is_link(text)).then_some(text)
}

/// An address, of the web or of data.
fn is_link(text: &str) -> bool {
    is_address(text) || text.contains("://") || text.starts_with("data:")
}

fn file(name: &str, path: &str, root: &Root) -> Result<Value, Error> {
    let found = root.existing(path).map_err(|Message { en, zh }| {
        refused(name, message!("`{name}`: {en}", "`{name}`：{zh}"))
    })?;
    let found = found.to_string_lossy();
    picture(name, &found).map_err(|failure| failure.error)
}

/// Reads the files that the arguments of a tool of the catalogue name: `{"file": PATH}`.
pub fn read_catalogue_files(
    tool: &Tool,
    given: &mut Map<String, Value>,
    root: &Root,
) -> Result<(), Error> {
    let schema = visual_catalog::schema::schema(tool);
    for (name, value) in given {
        match (schema["properties"][name][keyword::KIND].as_str(), value) {
            (Some(keyword::IMAGE), value) => read_form(name, value, root)?,
            (Some(keyword::IMAGES), Value::Array(list)) => {
                for value in list {
                    read_form(name, value, root)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn read_form(name: &str, value: &mut Value, root: &Root) -> Result<(), Error> {
    let path = match &*value {
        Value::Object(form) if form.len() == 1 => form.get("file").and_then(Value::as_str),
        Value::String(text) => path(text),
        _ => None,
    };
    if let Some(path) = path {
        *value = file(name, path, root)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn take(given: Value) -> Result<Terms, Error> {
        let Value::Object(mut given) = given else {
            panic!("no object");
        };
        Terms::take(&mut given, None)
    }

    #[test]
    fn the_servers_own_arguments_are_checked() {
        let terms = take(json!({ "wait_seconds": 30.0, "idempotency_key": "a" })).unwrap();
        assert_eq!(terms.wait, Some(30));
        assert_eq!(terms.idempotency_key.as_deref(), Some("a"));
        assert_eq!(take(json!({ "wait_seconds": null })).unwrap().wait, None);
        for (given, field) in [
            (json!({ "wait_seconds": -1 }), WAIT),
            (json!({ "wait_seconds": 1.5 }), WAIT),
            (json!({ "wait_seconds": "30" }), WAIT),
            (json!({ "wait_seconds": 86_401 }), WAIT),
            (json!({ "idempotency_key": 7 }), KEY),
            (json!({ "save_to": "a.png" }), SAVE_TO),
        ] {
            let error = take(given).unwrap_err();
            assert_eq!(error.field.as_deref(), Some(field), "{error}");
        }
    }

    #[test]
    fn a_path_is_told_from_base64() {
        for (text, expected) in [
            ("cat.png", Some("cat.png")),
            ("file:cat", Some("cat")),
            ("file:///etc/passwd", Some("/etc/passwd")),
            ("/etc/passwd", Some("/etc/passwd")),
            ("../a", Some("../a")),
            ("https://a.example/b.png", None),
            ("data:image/png;base64,iVBORw0KGgo=", None),
            ("iVBORw0KGgo=", None),
            ("/9j/4AAQSkZJRg", None),
            ("", None),
        ] {
            assert_eq!(path(text), expected, "{text}");
        }
    }

    #[test]
    fn a_short_text_is_a_name_where_files_may_be_read() {
        for (text, expected) in [
            ("photo", Some("photo")),
            ("etc/passwd", Some("etc/passwd")),
            ("iVBORw0KGgo=", None),
            ("/9j/4AAQSkZJRg", None),
            ("https://a/b", None),
            ("", None),
        ] {
            assert_eq!(short_path(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_unknown_is_refused_with_what_was_meant() {
        let Value::Object(given) = json!({ "promt": "a cat" }) else {
            panic!("no object");
        };
        let error = nothing_else(&given, ["prompt", "seconds"].into_iter()).unwrap_err();
        assert!(error.message.contains("`prompt`"), "{error}");
        assert!(nothing_else(&given, ["promt"].into_iter()).is_ok());
    }
}
