//! The arguments object of a call: from flags, from `--args-json`, or both.

use crate::args::program::ArgumentArgs;
use crate::args::schema::Field;
use crate::args::{flags, from};
#[cfg(feature = "pictures")]
use crate::images::fit;
use crate::output::failure::Failure;
use crate::output::language::{Message, message, tr};
#[cfg(feature = "pictures")]
use crate::output::{terminal, typed::as_typed};
use clap::ArgMatches;
use serde_json::{Map, Value};
use std::fs::File;
use std::io;
use std::path::Path;
use visual_catalog::json_text::{describe_zh, parse_strict};
use visual_host::{io_error_zh, read_bounded};

/// The longest arguments that are read: the largest images in base64, and room.
const MAX_BYTES: usize = 96 << 20;
/// What some editors begin a file in UTF-8 with.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The arguments of a call.
pub struct Arguments {
    /// As JSON.
    pub text: String,
    /// The flags by which files were given.
    pub files: Vec<String>,
}

/// The arguments of a command line. What `--args-json` alone gives is passed on as
/// it is, so that the component judges all of it.
pub fn arguments(
    args: &ArgumentArgs,
    matches: &ArgMatches,
    (tool, fields): (&str, &[Field]),
) -> Result<Arguments, Failure> {
    let source = args.args_json.as_ref();
    let readers = flags::from_standard_input(matches, fields);
    let texts = source.iter().copied().chain(&args.from);
    if readers + texts.filter(|text| *text == "-").count() > 1 {
        let message = message!(
            "only one image, --args-json or --from can be read from standard input",
            "只能从标准输入读取一项：一张图片、--args-json 或 --from"
        );
        return Err(Failure::input("args-json", message));
    }
    let mut given = flags::arguments(matches, fields)?;
    #[cfg(feature = "pictures")]
    for note in fitted(&mut given, args, fields)? {
        let typed = |name: &str| flags::given_name(name, fields, matches);
        terminal::note(&as_typed(&note, typed));
    }
    let files = flags::of_files(&given, fields, matches);
    let results = args.from.iter().map(|source| read("from", source));
    let results = results.collect::<Result<Vec<String>, Failure>>()?;
    from::fill(&mut given, &results, (tool, fields))?;
    let text = match source {
        None => Value::Object(given).to_string(),
        Some(source) => {
            let text = read("args-json", source)?;
            match given.is_empty() {
                true => text,
                false => merge(&text, given)?,
            }
        }
    };
    Ok(Arguments { text, files })
}

/// Changes the images as `--fit` and `--upright` say, and returns what was done.
#[cfg(feature = "pictures")]
fn fitted(
    given: &mut Map<String, Value>,
    args: &ArgumentArgs,
    fields: &[Field],
) -> Result<Vec<String>, Failure> {
    let changes = fit::Changes {
        fit: args.fit,
        upright: args.upright,
    };
    match changes.fit || changes.upright {
        true => fit::change(given, fields, changes),
        false => Ok(Vec::new()),
    }
}

fn merge(text: &str, given: Map<String, Value>) -> Result<String, Failure> {
    let refused = |Message { en, zh }: Message| {
        let message = message!(
            "--args-json is not a JSON object: {en}",
            "--args-json 不是 JSON 对象：{zh}"
        );
        Failure::input("args-json", message)
    };
    let mut all = match parse_strict(text) {
        Ok(Value::Object(object)) => object,
        Ok(_) => {
            return Err(refused(message!(
                "another JSON value",
                "是其他类型的 JSON 值"
            )));
        }
        Err(error) => {
            return Err(refused(Message::new(
                error.to_string(),
                describe_zh(&error),
            )));
        }
    };
    for (name, value) in given {
        if all.contains_key(&name) {
            let message = message!(
                "`{name}` is given both by a flag and in --args-json",
                "`{name}` 同时由命令行参数和 --args-json 给出"
            );
            return Err(Failure::input(&name, message));
        }
        all.insert(name, value);
    }
    Ok(Value::Object(all).to_string())
}

/// The text itself, a file (`@FILE`) or standard input (`-`). A byte order mark
/// is left out.
pub fn read(flag: &str, source: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let result = match (source, source.strip_prefix('@')) {
        ("-", _) => read_bounded(io::stdin().lock(), &mut bytes, MAX_BYTES),
        (_, Some(path)) => {
            File::open(path).and_then(|file| read_bounded(file, &mut bytes, MAX_BYTES))
        }
        _ if is_file(source) => {
            let message = message!(
                "--{flag} takes JSON, but `{source}` is a file",
                "--{flag} 需要 JSON，而 `{source}` 是一个文件"
            );
            return Err(Failure::input(flag, message).with_hint(tr!(
                "to read the file, use --{flag} @{source}",
                "若要读取该文件，请使用 --{flag} @{source}"
            )));
        }
        _ => return Ok(source.to_owned()),
    };
    let text = result.and_then(|()| {
        let text = str::from_utf8(bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes));
        let not_utf8 = |error| io::Error::new(io::ErrorKind::InvalidData, error);
        text.map(str::to_owned).map_err(not_utf8)
    });
    text.map_err(|error| {
        let zh = io_error_zh(&error);
        let message = message!(
            "--{flag}: cannot read `{source}`: {error}",
            "--{flag}：无法读取 `{source}`：{zh}"
        );
        Failure::input(flag, message)
    })
}

/// Whether a text that should be JSON is the name of a file instead.
fn is_file(text: &str) -> bool {
    !text.trim_start().starts_with(['{', '[', '"']) && Path::new(text).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn given(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn different_names_are_joined_and_equal_ones_refused() {
        let joined = merge(r#"{"prompt":"a"}"#, given(json!({"seed": 1}))).unwrap();
        let joined: Value = serde_json::from_str(&joined).unwrap();
        assert_eq!(joined, json!({"prompt": "a", "seed": 1}));
        let failure = merge(r#"{"seed":2}"#, given(json!({"seed": 1}))).unwrap_err();
        assert_eq!(failure.error.field.as_deref(), Some("seed"));
        assert!(merge("[]", given(json!({"seed": 1}))).is_err());
        let failure = merge(r#"{"a":1,"a":2}"#, given(json!({"seed": 1}))).unwrap_err();
        assert!(failure.error.message.contains("is given twice"));
    }

    #[test]
    fn json_comes_from_a_file_too() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("a.json");
        std::fs::write(&file, "{}").unwrap();
        assert_eq!(
            read("args-json", &format!("@{}", file.display())).unwrap(),
            "{}"
        );
        std::fs::write(&file, "\u{feff}{}").unwrap();
        assert_eq!(
            read("args-json", &format!("@{}", file.display())).unwrap(),
            "{}"
        );
        assert!(read("args-json", "@/no/such/file").is_err());
        let name = file.display().to_string();
        let hint = read("args-json", &name).unwrap_err().hint.unwrap();
        assert!(hint.contains(&format!("@{name}")), "{hint}");
        assert_eq!(read("args-json", "{\"a\":1}").unwrap(), "{\"a\":1}");
    }
}
