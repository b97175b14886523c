//! The arguments object of a call: from flags, from `--args-json`, or both.

use crate::failure::Failure;
use crate::fit;
use crate::flags;
use crate::schema::Field;
use crate::terminal;
use clap::ArgMatches;
use serde_json::{Map, Value};
use std::io::Read;

/// The arguments as JSON text. What `--args-json` alone gives is passed on as
/// it is, so that the component judges all of it.
pub fn arguments(matches: &ArgMatches, fields: &[Field]) -> Result<String, Failure> {
    let mut given = flags::arguments(matches, fields)?;
    if matches.get_flag("fit") {
        for note in fit::fit(&mut given, fields)? {
            terminal::note(&note);
        }
    }
    let Some(source) = matches.get_one::<String>("args-json") else {
        return Ok(Value::Object(given).to_string());
    };
    let text = read("args-json", source)?;
    if given.is_empty() {
        return Ok(text);
    }
    merge(&text, given)
}

fn merge(text: &str, given: Map<String, Value>) -> Result<String, Failure> {
    let parsed = serde_json::from_str::<Map<String, Value>>(text);
    let mut all = parsed.map_err(|error| {
        let message = format!("--args-json is no JSON object: {error}");
        Failure::input("args-json", &message, "--args-json 不是 JSON 对象")
    })?;
    for (name, value) in given {
        if all.contains_key(&name) {
            let message = format!("{name} is given both by a flag and in --args-json");
            let message_zh = format!("{name} 同时由参数和 --args-json 给出");
            return Err(Failure::input(&name, &message, &message_zh));
        }
        all.insert(name, value);
    }
    Ok(Value::Object(all).to_string())
}

/// The text itself, a file (`@FILE`) or standard input (`-`).
pub fn read(flag: &str, source: &str) -> Result<String, Failure> {
    let result = match (source, source.strip_prefix('@')) {
        ("-", _) => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map(|_| text)
        }
        (_, Some(path)) => std::fs::read_to_string(path),
        _ => return Ok(source.to_owned()),
    };
    result.map_err(|error| {
        let message = format!("--{flag} `{source}` cannot be read: {error}");
        Failure::input(flag, &message, &format!("无法读取 --{flag}"))
    })
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
        assert!(read("args-json", "@/no/such/file").is_err());
        assert_eq!(read("args-json", "{\"a\":1}").unwrap(), "{\"a\":1}");
    }
}
