//! The schemas of the server's tools.

use crate::mcp::catalogue;
use crate::mcp::selection::Kind;
use serde_json::{Map, Value, json};
use visual_agent::docs::{self, Documented};
use visual_agent::functions::{Form, Function, Ordered, VIDEO_SECONDS};
use visual_catalog::schema::keyword;
use visual_catalog::{Tool, find};

type Object = Map<String, Value>;

/// The longest that a call waits, in seconds.
pub const MAX_WAIT: u32 = 86_400;
/// The argument that says how long to wait.
pub const WAIT: &str = "wait_seconds";
/// The argument that keeps a purchase from being made twice.
pub const KEY: &str = "idempotency_key";
/// The argument that says where results are saved, below the root.
pub const SAVE_TO: &str = "save_to";

/// The arguments of a tool. `has_root` says whether it may use files.
pub fn input(kind: Kind, has_root: bool) -> Object {
    let mut schema = match kind {
        Kind::Catalogue(tool) => of_catalogue(tool, has_root),
        _ => of_curated(kind),
    };
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return schema;
    };
    if kind.buys() {
        properties.insert(
            KEY.to_owned(),
            json!({
                "type": "string", "minLength": 1, "maxLength": 255,
                "description": "Repeating a call with the same key returns the same task and buys nothing again.",
            }),
        );
    }
    if has_root && (kind.buys() || matches!(kind, Kind::TaskStatus)) {
        properties.insert(
            SAVE_TO.to_owned(),
            json!({
                "type": "string", "minLength": 1,
                "description": "File or directory, relative to the server's root, for the results.",
            }),
        );
    }
    schema
}

/// Of a tool of the catalogue. Rules between arguments are left out, since clients refuse
/// `allOf` at the top; the tool holds them.
fn of_catalogue(tool: &Tool, has_root: bool) -> Object {
    let Value::Object(mut schema) = visual_catalog::schema::schema(tool) else {
        return Object::new();
    };
    for name in ["$schema", "title", "description", "allOf"] {
        schema.remove(name);
    }
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        if has_root {
            properties.values_mut().for_each(accept_file);
        }
        let mut wait = wait();
        let seconds = catalogue::wait_seconds(tool);
        wait["description"] = json!(match seconds {
            Some(0) => "How long to wait for the result; if absent, the task comes back at once."
                .to_owned(),
            Some(seconds) => format!("How long to wait for the result, {seconds} if absent."),
            None => "Without effect: this tool always returns its result.".to_owned(),
        });
        properties.insert(WAIT.to_owned(), wait);
    }
    schema
}

/// Lets an image also be a file below the root.
fn accept_file(property: &mut Value) {
    let image = match property[keyword::KIND].as_str() {
        Some(keyword::IMAGE) => property,
        Some(keyword::IMAGES) => &mut property["items"],
        _ => return,
    };
    if let Some(Value::Array(forms)) = image.get_mut("oneOf") {
        forms.push(json!({
            "type": "object", "properties": { "file": { "type": "string" } },
            "required": ["file"], "additionalProperties": false,
        }));
    }
}

/// The documentation of a curated tool.
pub fn documented(name: &str) -> Documented {
    let (_, functions) = docs::functions();
    let found = functions.into_iter().find(|function| function.name == name);
    found.unwrap_or_default()
}

fn of_curated(kind: Kind) -> Object {
    let function = documented(kind.name());
    let mut properties = Object::new();
    let mut required = Vec::new();
    for (name, is_required) in function.parameters {
        properties.insert(name.clone(), property(kind, &name, is_required));
        if is_required {
            required.push(name);
        }
    }
    let schema = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    match schema {
        Value::Object(schema) => schema,
        _ => Object::new(),
    }
}

/// A parameter of a curated tool, with the limits of what it orders.
fn property(kind: Kind, name: &str, is_required: bool) -> Value {
    if name == WAIT {
        return wait();
    }
    let function = match kind {
        Kind::Function(function) => function,
        _ if is_required => return json!({ "type": "string", "minLength": 1 }),
        _ => return json!({ "type": "string" }),
    };
    let parameter = function.parameters.iter().find(|one| one.name == name);
    let Some(parameter) = parameter else {
        return json!({});
    };
    let field = || limits(function, parameter.field);
    match parameter.form {
        Form::Same => field(),
        Form::Image => json!({ "type": "string", "minLength": 1 }),
        Form::Images => {
            let mut images = field();
            images["items"] = json!({ "type": "string", "minLength": 1 });
            images
        }
        Form::Side => field()["properties"][name].take(),
        Form::Frames => json!({ "type": "integer", "enum": VIDEO_SECONDS }),
        Form::Style => json!({ "type": "string", "enum": catalogue::styles() }),
    }
}

/// What the catalogue says of a field that a function orders with, without its texts.
fn limits(function: &Function, field: &str) -> Value {
    let Ordered::Tool(alias) = function.tool else {
        return json!({});
    };
    let tool = find(alias).map(visual_catalog::schema::schema);
    let mut property = tool.unwrap_or_default()["properties"][field].take();
    if let Value::Object(members) = &mut property {
        members.retain(|name, _| {
            !name.starts_with("x-") && !matches!(name.as_str(), "title" | "description" | "default")
        });
    }
    property
}

fn wait() -> Value {
    json!({ "type": "integer", "minimum": 0, "maximum": MAX_WAIT })
}

/// What a tool returns, where it returns JSON.
pub fn output(kind: Kind) -> Option<Object> {
    let texts = || json!({ "type": "array", "items": { "type": "string" } });
    let schema = match kind {
        Kind::ListModels => return None,
        Kind::TaskCancel => json!({
            "type": "object",
            "properties": { "cancellation": { "type": "string" } },
            "required": ["cancellation"],
        }),
        _ => json!({
            "type": "object",
            "properties": {
                "done": {
                    "type": "object",
                    "properties": {
                        "media": { "type": "array", "items": {
                            "type": "object",
                            "properties": {
                                "kind": { "type": "string" },
                                "mime_type": { "type": "string" },
                                "url": { "type": "string" },
                                "file": { "type": "string" },
                                "bytes": { "type": "integer" },
                                "expires_at": { "type": "integer" },
                            },
                            "required": ["kind", "mime_type"],
                        } },
                        "report": { "type": "object" },
                        "task": { "type": "string" },
                        "warnings": texts(),
                    },
                    "required": ["media"],
                },
                "pending": {
                    "type": "object",
                    "properties": {
                        "task": { "type": "string" },
                        "status": { "type": "string" },
                        "next": { "type": "string" },
                        "warnings": texts(),
                    },
                    "required": ["task", "next"],
                },
            },
            "minProperties": 1,
            "maxProperties": 1,
        }),
    };
    match schema {
        Value::Object(schema) => Some(schema),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mcp::selection::Selection;

    fn curated(name: &str) -> Value {
        let kind = Selection::curated().named(name).unwrap();
        Value::Object(input(kind, false))
    }

    #[test]
    fn limits_are_those_of_the_catalogue() {
        let schema = curated("generate-image");
        assert_eq!(schema["properties"]["prompt"]["maxLength"], 800);
        assert_eq!(schema["properties"]["width"]["type"], "integer");
        assert_eq!(schema["required"], json!(["prompt"]));
        let schema = curated("edit-image");
        assert_eq!(schema["properties"]["images"]["maxItems"], 14);
        let ratios = &curated("generate-video")["properties"]["aspect_ratio"]["enum"];
        assert!(
            ratios.as_array().unwrap().contains(&json!("16:9")),
            "{ratios}"
        );
        let styles = &curated("restyle-image")["properties"]["style"]["enum"];
        let doc = documented("restyle-image").doc;
        for style in styles.as_array().unwrap() {
            assert!(doc.contains(style.as_str().unwrap()), "{style}: {doc}");
        }
        assert!(curated("restyle-image")["properties"][WAIT].is_null());
    }

    #[test]
    fn every_schema_is_an_object_that_clients_take() {
        let all = Selection::parse("curated,all").unwrap();
        for kind in all.kinds() {
            for has_root in [false, true] {
                let schema = input(*kind, has_root);
                assert_eq!(schema["type"], "object");
                for refused in ["allOf", "anyOf", "oneOf", "$schema"] {
                    assert!(!schema.contains_key(refused), "{kind:?}: {refused}");
                }
                let properties = schema["properties"].as_object().unwrap();
                assert_eq!(properties.contains_key(KEY), kind.buys(), "{kind:?}");
                for (name, property) in properties {
                    let known = property.get("type").or(property.get("oneOf"));
                    assert!(known.is_some(), "{kind:?} {name}: {property}");
                }
                let names = schema["required"].as_array().unwrap();
                assert!(
                    names
                        .iter()
                        .all(|name| properties.contains_key(name.as_str().unwrap()))
                );
            }
        }
    }
}
