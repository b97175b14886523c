//! Arguments from a JSON object, for callers that do not use the typed functions.

use serde_json::{Map, Value as Json};

use crate::arguments::{Arguments, Picture, Value};
use crate::catalog::{Choices, Field, Kind, Tool, nearest};
use crate::fault::{Fault, excerpt};

/// Reads the arguments of `tool`. Names are taken in snake case and kebab case,
/// `null` counts as absent, unknown names are refused with the nearest known one.
pub fn read(tool: &'static Tool, text: &str) -> Result<Arguments, Fault> {
    let mut object = object("arguments", text)?;
    let extra = match take(&mut object, "extra") {
        None => None,
        Some(Json::String(text)) => Some(text),
        Some(other) => Some(other.to_string()),
    };
    let mut values = Vec::with_capacity(tool.fields.len());
    for field in tool.fields {
        let json = take(&mut object, field.name);
        values.push(json.map(|json| value(field, json)).transpose()?);
    }
    match object.keys().next() {
        Some(unknown) => Err(unknown_name(tool, unknown)),
        None => Ok(Arguments {
            tool,
            values,
            extra,
        }),
    }
}

/// Parses a JSON object, or says where it is not one.
pub fn object(field: &str, text: &str) -> Result<Map<String, Json>, Fault> {
    match serde_json::from_str(text) {
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

fn take(object: &mut Map<String, Json>, name: &str) -> Option<Json> {
    let snake = object.remove(&snake(name));
    snake
        .or_else(|| object.remove(name))
        .filter(|json| !json.is_null())
}

/// A name as JSON has it.
pub fn snake(name: &str) -> String {
    name.replace('-', "_")
}

fn unknown_name(tool: &Tool, name: &str) -> Fault {
    let known = || tool.fields.iter().map(|field| field.name).chain(["extra"]);
    let shown = excerpt(name, 40);
    let list: Vec<String> = known().map(snake).collect();
    let (en, zh) = match nearest(&name.replace('_', "-"), known()) {
        Some(near) => (
            format!("; did you mean `{}`?", snake(near)),
            format!("，是否指 `{}`？", snake(near)),
        ),
        None => (".".into(), "。".into()),
    };
    let list = list.join(", ");
    Fault::new(
        &shown,
        format!("is not an argument of {}{en} It takes: {list}", tool.name),
        format!("不是 {} 的参数{zh} 可用参数：{list}", tool.name),
    )
}

fn value(field: &Field, json: Json) -> Result<Value, Fault> {
    let read = match (field.kind, &json) {
        (Kind::Bool, Json::Bool(value)) => Some(Value::Bool(*value)),
        (Kind::Int(..) | Kind::Pixels(..), Json::Number(number)) => number
            .as_i64()
            .or_else(|| whole(number.as_f64()?))
            .map(Value::Int),
        (Kind::Float(..), Json::Number(number)) => number.as_f64().map(Value::Float),
        (Kind::Text(_) | Kind::Link, Json::String(text)) => Some(Value::Text(text.clone())),
        (Kind::Size(_), Json::Object(object)) => size(object),
        (Kind::Choice(choices), Json::String(text)) => return case(field, choices, text),
        (Kind::Image, _) => return picture(field, &json).map(Value::Picture),
        _ => None,
    };
    read.ok_or_else(|| wrong_type(field, &json))
}

/// `{"width": …, "height": …}`, and nothing else.
fn size(object: &Map<String, Json>) -> Option<Value> {
    let side = |name| i32::try_from(object.get(name)?.as_i64()?).ok();
    let (width, height) = (side("width")?, side("height")?);
    (object.len() == 2).then_some(Value::Size(width, height))
}

/// `2.0` is a whole number to people, and to many JSON writers.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

fn case(field: &Field, choices: &'static Choices, text: &str) -> Result<Value, Fault> {
    let found = choices
        .cases
        .iter()
        .position(|(name, wire, _)| *name == text || *wire == text);
    found.map(Value::Case).ok_or_else(|| {
        let known: Vec<&str> = choices.cases.iter().map(|(_, wire, _)| *wire).collect();
        let known = known.join(", ");
        let shown = excerpt(text, 40);
        Fault::new(
            field.name,
            format!("must be one of {known}, not `{shown}`"),
            format!("必须是 {known} 之一，而不是 `{shown}`"),
        )
    })
}

/// `"https://…"`, `{"url": …}` or `{"base64": …}`: one form, never two.
fn picture(field: &Field, json: &Json) -> Result<Picture, Fault> {
    let object = match json {
        Json::String(url) => return Ok(Picture::Url(url.clone())),
        Json::Object(object) => object,
        other => return Err(wrong_type(field, other)),
    };
    let forms: Vec<(&str, &Json)> = object
        .iter()
        .filter(|(_, json)| !json.is_null())
        .map(|(form, json)| (form.as_str(), json))
        .collect();
    match forms.as_slice() {
        [("url", Json::String(url))] => Ok(Picture::Url(url.clone())),
        [("base64", Json::String(text))] => Ok(Picture::Base64(text.clone())),
        [_, _, ..] => Err(Fault::new(
            field.name,
            "takes one form, `url` or `base64`, and was given several",
            "只能给出一种形式（url 或 base64），不能同时给出多种",
        )),
        _ => Err(wrong_type(field, json)),
    }
}

fn wrong_type(field: &Field, json: &Json) -> Fault {
    let (en, zh) = match field.kind {
        Kind::Text(_) => ("text", "文本"),
        Kind::Link => ("the address of a picture, as text", "图片地址（文本）"),
        Kind::Int(..) | Kind::Pixels(..) => ("a whole number", "整数"),
        Kind::Float(..) => ("a number", "数值"),
        Kind::Bool => ("true or false", "true 或 false"),
        Kind::Choice(_) => ("one of its known values, as text", "已知取值之一（文本）"),
        Kind::Size(_) => (
            "{\"width\": …, \"height\": …} with both as whole numbers",
            "{\"width\": …, \"height\": …}（均为整数）",
        ),
        Kind::Image => (
            "an address, {\"url\": …} or {\"base64\": …}",
            "图片地址、{\"url\": …} 或 {\"base64\": …}",
        ),
    };
    let got = match json {
        Json::Number(number) => format!("the number {number}"),
        Json::Bool(value) => value.to_string(),
        other => type_name(other).to_string(),
    };
    Fault::new(
        field.name,
        format!("must be {en}, not {got}"),
        format!("必须是{zh}，而不是 {got}"),
    )
}

fn type_name(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "text",
        Json::Array(_) => "an array",
        Json::Object(_) => "an object",
    }
}
