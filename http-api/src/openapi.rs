//! The description of this server: what is the same for all tools as a file,
//! and a path for each tool with the schema of its arguments.

use crate::json::{self, Object};
use serde_json::{Map, Value};

/// A tool, as far as it is described here.
pub struct Described {
    /// Its name.
    pub name: String,
    /// Its family.
    pub family: String,
    /// Title in English.
    pub title: String,
    /// What it does, in English.
    pub summary: String,
    /// The schema of its arguments, as JSON.
    pub schema: String,
}

/// What is the same for all tools.
const COMMON: &str = include_str!("openapi.json");

/// What a server that honours keys adds.
const KEYS: &str = include_str!("openapi/keys.json");

/// Where the paths of tools go.
const PATHS: &str = "\"paths\": {";

/// The parameters of a call, by their names in `COMMON`.
const PARAMETERS: [&str; 10] = [
    "Prefer",
    "delivery",
    "watermark",
    "watermark_position",
    "watermark_language",
    "watermark_opacity",
    "label_producer_id",
    "label_content_producer",
    "label_content_propagator",
    "label_propagate_id",
];

/// The whole document.
pub fn document(tools: impl IntoIterator<Item = Described>) -> String {
    let (head, tail) = COMMON.split_once(PATHS).unwrap_or((COMMON, ""));
    let mut document = head.to_owned() + PATHS;
    let parameters = PARAMETERS.map(|name| reference("parameters", name));
    let parameters = json::list(parameters);
    for tool in tools {
        document += &json::text(&format!("/v1/tools/{}", tool.name));
        document.push(':');
        document += &path(&tool, &parameters);
        document.push(',');
    }
    document + tail
}

/// The same of a server that honours `Idempotency-Key`.
pub fn with_keys(document: &str) -> Value {
    let mut document: Value = serde_json::from_str(document).unwrap_or_default();
    let added: Value = serde_json::from_str(KEYS).unwrap_or_default();
    merge(&mut document, added);
    let key: Value = reference("parameters", "Idempotency-Key")
        .parse()
        .unwrap_or_default();
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for path in paths.into_iter().flat_map(Map::values_mut) {
        if let Some(Value::Array(parameters)) = path.pointer_mut("/post/parameters") {
            parameters.push(key.clone());
        }
    }
    document
}

/// Adds members, at any depth; where both have one that is no object, the added one counts.
pub fn merge(into: &mut Value, added: Value) {
    match (into, added) {
        (Value::Object(into), Value::Object(added)) => {
            for (name, value) in added {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into, added) => *into = added,
    }
}

fn path(tool: &Described, parameters: &str) -> String {
    let tags = json::list([json::text(&tool.family)]);
    let schema = json::member("schema", &tool.schema);
    let content = json::member("application/json", &schema);
    let body = Object::default()
        .json("required", "true")
        .json("content", &content);
    let call = Object::default()
        .text("operationId", &format!("call-{}", tool.name))
        .text("summary", &tool.title)
        .text("description", &tool.summary)
        .json("tags", &tags)
        .json("parameters", parameters)
        .json("requestBody", &body.end())
        .json(
            "responses",
            &responses(&[("200", "Done"), ("202", "Pending")]),
        );
    let describe = Object::default()
        .text("operationId", &format!("describe-{}", tool.name))
        .json("tags", &tags)
        .json("responses", &responses(&[("200", "Tool")]));
    let path = Object::default().json("get", &describe.end());
    path.json("post", &call.end()).end()
}

fn responses(good: &[(&str, &str)]) -> String {
    let mut object = Object::default();
    for (status, name) in good.iter().chain(&[("4XX", "Refused"), ("5XX", "Failed")]) {
        object = object.json(status, &reference("responses", name));
    }
    object.end()
}

fn reference(kind: &str, name: &str) -> String {
    json::member("$ref", &json::text(&format!("#/components/{kind}/{name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each reference of a document, and what it leads to.
    fn follow<'a>(value: &'a Value, whole: &'a Value, count: &mut usize) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    let pointer = reference.strip_prefix('#').unwrap();
                    assert!(whole.pointer(pointer).is_some(), "{reference}");
                    *count += 1;
                }
                members
                    .values()
                    .for_each(|value| follow(value, whole, count));
            }
            Value::Array(items) => items.iter().for_each(|value| follow(value, whole, count)),
            _ => {}
        }
    }

    #[test]
    fn a_tool_has_a_path_and_references_lead_somewhere() {
        let text = |text: &str| text.to_owned();
        let tool = Described {
            name: text("a-tool"),
            family: text("video"),
            title: text("A \"tool\""),
            summary: text("It works."),
            schema: text("{\"type\":\"object\"}"),
        };
        let document: Value = serde_json::from_str(&super::document([tool])).unwrap();
        let call = &document["paths"]["/v1/tools/a-tool"]["post"];
        let schema = &call["requestBody"]["content"]["application/json"]["schema"];
        assert_eq!(schema["type"], "object");
        let mut count = 0;
        follow(&document, &document, &mut count);
        assert!(count > 40, "{count} references");
        // All parameters of a call are those of the generic path too.
        let generic = &document["paths"]["/v1/tools/{name}"]["post"]["parameters"];
        assert_eq!(*generic, call["parameters"]);
    }
}
