//! Arguments from a JSON object, for callers that do not use the typed functions.

mod value;

use serde_json::{Map, Value as Json};

use crate::errors::fault::Fault;
use crate::input::arguments::{Arguments, Values};
use value::{type_name, value};
use visual_catalog::json_text::parse_strict;
use visual_catalog::sanitize::excerpt;
use visual_catalog::schema::ACCEPT;
use visual_catalog::{Field, Status, Tool, nearest, snake};

/// Reads the arguments of `tool`. Names are taken in snake case and kebab case,
/// `null` counts as absent, unknown names are refused with the nearest known one.
pub fn read(tool: &'static Tool, text: &str) -> Result<Arguments, Fault> {
    let mut object = object("arguments", text)?;
    if tool.status == Status::Unconfirmed {
        accepted(take(&mut object, ACCEPT))?;
    }
    let extra = match take(&mut object, "extra") {
        None => None,
        Some(Json::String(text)) => Some(text),
        Some(other) => Some(other.to_string()),
    };
    let values = members(tool.fields, &mut object)?;
    match object.keys().next() {
        Some(unknown) => Err(unknown_name(tool.name, names_of(tool), unknown)),
        None => Ok(Arguments {
            tool,
            values,
            extra,
        }),
    }
}

/// What one source alone knows may not exist, or cost something unforeseen.
fn accepted(given: Option<Json>) -> Result<(), Fault> {
    match given {
        Some(Json::Bool(true)) => Ok(()),
        _ => Err(Fault::new(
            ACCEPT,
            "must be true: this tool is known from one source only, and may not be as described",
            "必须为 true：该工具仅有单一来源，实际情况可能不符",
        )),
    }
}

/// A value, or none, for each field of a tool or record.
fn members(fields: &'static [Field], object: &mut Map<String, Json>) -> Result<Values, Fault> {
    let read = |field: &'static Field| {
        let json = take(object, field.name);
        json.map(|json| value(field, json)).transpose()
    };
    fields.iter().map(read).collect()
}

/// The argument names of a tool.
fn names_of(tool: &'static Tool) -> Vec<&'static str> {
    let fields = tool.fields.iter().map(|field| field.name);
    fields.chain(["extra"]).collect()
}

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

fn take(object: &mut Map<String, Json>, name: &str) -> Option<Json> {
    let snake = object.remove(&snake(name));
    snake
        .or_else(|| object.remove(name))
        .filter(|json| !json.is_null())
}

fn unknown_name(owner: &str, known: Vec<&str>, name: &str) -> Fault {
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
