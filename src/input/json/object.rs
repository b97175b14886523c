//! JSON objects whose members are taken one by one.

use serde_json::{Map, Value as Json};

use crate::errors::fault::Fault;
use visual_catalog::json_text::parse_strict;
use visual_catalog::sanitize::excerpt;
use visual_catalog::{nearest, snake};

/// Parses a JSON object without members of the same name, or says where it is
/// not one.
pub fn object(field: &str, text: &str) -> Result<Map<String, Json>, Fault> {
    match parse_strict(text) {
        Ok(Json::Object(object)) => Ok(object),
        Ok(other) => Err(Fault::new(
            field,
            format!("must be a JSON object, not {}", type_name(&other)),
            format!("必须是 JSON 对象，而不是 {}", type_name(&other)),
        )),
        Err(error) => Err(Fault::new(
            field,
            format!("is not valid JSON: {error}"),
            format!("不是合法的 JSON：{error}"),
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
    let list = list.join(", ");
    if shown.trim().is_empty() {
        return Fault::new(
            "arguments",
            format!("hold a member without a name that can be shown. {owner} takes: {list}"),
            format!("含有没有可显示名称的成员。{owner} 的可用参数：{list}"),
        );
    }
    Fault::new(
        &shown,
        format!("is not an argument of {owner}{en} It takes: {list}"),
        format!("不是 {owner} 的参数{zh} 可用参数：{list}"),
    )
}

/// What a value is, for people.
pub fn type_name(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "text",
        Json::Array(_) => "an array",
        Json::Object(_) => "an object",
    }
}
