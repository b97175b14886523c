//! JSON Schema (2020-12) of a tool's arguments, and the facts beside it.

use serde_json::{Map, Value as Json, json};

use crate::catalog::{Field, Kind, Tool};
use crate::json_arguments::snake;

/// The schema of the object that `catalog.invoke` takes.
pub fn schema(tool: &Tool) -> Json {
    let mut properties = Map::new();
    for field in tool.fields {
        properties.insert(snake(field.name), property(field));
    }
    properties.insert(
        "extra".into(),
        json!({
            "type": "object",
            "description": "Fields that the service added later, sent as they are.",
        }),
    );
    let required: Vec<String> = tool
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| snake(field.name))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": tool.title.en,
        "description": tool.summary.en,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(field: &Field) -> Json {
    let mut property = match field.kind {
        Kind::Text(None) => json!({"type": "string"}),
        Kind::Text(Some(most)) => json!({"type": "string", "maxLength": most}),
        Kind::Link => json!({"type": "string", "format": "uri", "x-kind": "image-url"}),
        Kind::Int(least, i64::MAX) => json!({"type": "integer", "minimum": least}),
        Kind::Int(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Pixels(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Float(least, most) => json!({"type": "number", "minimum": least, "maximum": most}),
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Choice(choices) => {
            let values: Vec<&str> = choices.cases.iter().map(|(_, wire, _)| *wire).collect();
            json!({"type": "string", "enum": values})
        }
        Kind::Size(rule) => {
            let side = match rule.sides {
                Some((least, most)) => {
                    json!({"type": "integer", "minimum": least, "maximum": most})
                }
                None => json!({"type": "integer", "minimum": 1}),
            };
            json!({"x-kind": "size", "type": "object",
                "properties": {"width": side, "height": side},
                "required": ["width", "height"], "additionalProperties": false})
        }
        Kind::Image => json!({"x-kind": "image", "oneOf": [
            {"type": "string", "format": "uri"},
            {"type": "object", "properties": {"url": {"type": "string", "format": "uri"}},
             "required": ["url"], "additionalProperties": false},
            {"type": "object", "properties": {"base64": {"type": "string"}},
             "required": ["base64"], "additionalProperties": false},
        ]}),
    };
    if let Some(members) = property.as_object_mut() {
        members.insert("description".into(), field.doc.en.into());
        let default = field
            .default
            .and_then(|text| serde_json::from_str(text).ok());
        if let Some(default) = default {
            members.insert("default".into(), default);
        }
        if field.required && matches!(field.kind, Kind::Text(_)) {
            members.insert("minLength".into(), 1.into());
        }
    }
    property
}

/// Facts about the product and the call, as `tool-description.facts` has them.
pub fn facts(tool: &Tool) -> Json {
    let fields: Map<String, Json> = tool
        .fields
        .iter()
        .map(|field| {
            (
                snake(field.name),
                json!({"en": field.doc.en, "zh": field.doc.zh}),
            )
        })
        .collect();
    json!({
        "product": if tool.product.takes_watermark() { "image" } else { "video" },
        "link_seconds": tool.product.link_seconds(),
        "usual_wait_ms": tool.usual_wait_ms(),
        "tasks": tool.pair.query().is_some(),
        "watermark": tool.product.takes_watermark(),
        "label": true,
        "fields": fields,
        "source": tool.source,
    })
}
