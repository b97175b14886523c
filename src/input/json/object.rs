//! JSON objects whose members are taken one by one.

use serde_json::{Error, Map, Value as Json};

use crate::errors::fault::Fault;
use visual_catalog::json_text::{describe_zh, parse_strict};
use visual_catalog::sanitize::excerpt;
use visual_catalog::{nearest, snake};

/// Parses a JSON object without members of the same name, or says where it is
/// not one.
pub fn object(field: &str, text: &str) -> Result<Map<String, Json>, Fault> {
    object_of(field, parse_strict(text))
}

/// The object that was parsed, or says why there is none.
pub fn object_of(field: &str, parsed: Result<Json, Error>) -> Result<Map<String, Json>, Fault> {
    match parsed {
        Ok(Json::Object(object)) => Ok(object),
        Ok(other) => {
            let [en, zh] = type_name(&other);
            Err(Fault::new(
                field,
                format!("must be a JSON object, got {en}"),
                format!("必须是 JSON 对象，实际为{zh}"),
            ))
        }
        Err(error) => Err(Fault::new(
            field,
            format!("is not valid JSON: {error}"),
            format!("不是有效的 JSON：{}", describe_zh(&error)),
        )),
    }
}

/// Takes a member, in either spelling. `null` counts as absent.
pub fn take(object: &mut Map<String, Json>, name: &str) -> Option<Json> {
    let snake = object.remove(&snake(name));
    snake
        .or_else(|| object.remove(name))
        .filter(|json| !json.is_null())
}

/// An unknown member, with the nearest known one.
pub fn unknown_name(owner: &str, known: Vec<&str>, name: &str) -> Fault {
    let shown = excerpt(name, 40);
    let near = nearest(&name.replace('_', "-"), known.iter().copied());
    let (en, zh) = match near.map(snake) {
        Some(near) => (
            format!("; did you mean `{near}`?"),
            format!("，是否指 `{near}`？"),
        ),
        None => (".".into(), "。".into()),
    };
    let list: Vec<String> = known.into_iter().map(snake).collect();
    let [list, list_zh] = [list.join(", "), list.join("、")];
    if shown.trim().is_empty() {
        return Fault::new(
            "arguments",
            format!(
                "contain a member whose name has no printable characters. Arguments of {owner}: {list}"
            ),
            format!("含有名称不可显示的成员。{owner} 的参数：{list_zh}"),
        );
    }
    Fault::new(
        &shown,
        format!("is not an argument of {owner}{en} Arguments: {list}"),
        format!("不是 {owner} 的参数{zh}可用参数：{list_zh}"),
    )
}

/// The type of a value, in English and Chinese.
pub fn type_name(json: &Json) -> [&'static str; 2] {
    match json {
        Json::Null => ["null"; 2],
        Json::Bool(_) => ["a boolean", "布尔值"],
        Json::Number(_) => ["a number", "数值"],
        Json::String(_) => ["a string", "字符串"],
        Json::Array(_) => ["an array", "数组"],
        Json::Object(_) => ["an object", "对象"],
    }
}
