//! JSON Schema (2020-12) of a tool's arguments, and the facts beside it.

pub mod keyword;

use serde_json::{Map, Value as Json, json};

use crate::case::snake;
use crate::field::{Field, ImageRule, Kind, MANY, SizeRule, Span};
use crate::json_text;
use crate::text::{Text, text};
use crate::tool::{Product, Rule, Status, Tool};

/// The argument by which a caller accepts a tool that one source alone knows.
pub const ACCEPT: &str = "accept-unconfirmed";

type Object = Map<String, Json>;

/// The schema of the object that `catalog.invoke` takes.
pub fn schema(tool: &Tool) -> Json {
    let mut schema = object(tool.fields);
    set(
        &mut schema,
        "$schema",
        "https://json-schema.org/draft/2020-12/schema",
    );
    set(&mut schema, "title", tool.title.en);
    set(&mut schema, "description", tool.summary.en);
    add(&mut schema, "extra", &EXTRA);
    if tool.status == Status::Unconfirmed {
        add(&mut schema, ACCEPT, &ACCEPTED);
        if let Some(Json::Array(required)) = schema.get_mut("required") {
            required.push(snake(ACCEPT).into());
        }
    }
    let rules: Vec<Json> = tool.rules.iter().filter_map(rule).collect();
    if !rules.is_empty() {
        set(&mut schema, "allOf", rules);
    }
    Json::Object(schema)
}

/// An argument that every tool of some kind has: type, label and documentation.
type Common = (&'static str, Text, Text);

const EXTRA: Common = (
    "object",
    text("Extra fields", "附加字段"),
    text(
        "Fields that the service added later, sent as they are.",
        "服务后来新增的字段，原样发送。",
    ),
);
const ACCEPTED: Common = (
    "boolean",
    text("Accept unconfirmed", "确认使用未经核实的工具"),
    text(
        "Must be true: the tool is known from one source only and may differ from its description.",
        "必须为 true：该工具仅有单一来源，实际情况可能与描述不符。",
    ),
);

fn add(schema: &mut Object, name: &str, (kind, label, doc): &Common) {
    let mut property = typed(kind);
    set(&mut property, "title", label.en);
    set(&mut property, "description", doc.en);
    if name == ACCEPT {
        set(&mut property, "const", true);
    }
    if let Some(Json::Object(properties)) = schema.get_mut("properties") {
        properties.insert(snake(name), Json::Object(property));
    }
}

fn set(object: &mut Object, name: &str, value: impl Into<Json>) {
    object.insert(name.to_string(), value.into());
}

fn typed(kind: &str) -> Object {
    let mut object = Object::new();
    set(&mut object, "type", kind);
    object
}

/// An object with these members and no others.
fn object(fields: &[Field]) -> Object {
    let mut schema = typed("object");
    // Not collected: a sort of the library's would cost the component 4 KB.
    let mut properties = Object::new();
    for field in fields {
        properties.insert(snake(field.name), Json::Object(property(field)));
    }
    let required: Vec<Json> = fields
        .iter()
        .filter(|field| field.required)
        .map(|field| snake(field.name).into())
        .collect();
    set(&mut schema, "properties", properties);
    set(&mut schema, "required", required);
    set(&mut schema, "additionalProperties", false);
    schema
}

fn property(field: &Field) -> Object {
    let mut property = kind(field.kind);
    if field.names_picture() {
        set(&mut property, keyword::KIND, keyword::IMAGE_URL);
    }
    let [label, _] = field.label();
    set(&mut property, "title", label);
    set(&mut property, "description", field.doc.en);
    let default = field.default.map(json_text::parse);
    if let Some(Ok(default)) = default {
        set(&mut property, "default", default);
    }
    let is_text = matches!(field.kind, Kind::Text(_) | Kind::Known(_));
    if field.required && is_text && !field.may_be_empty {
        set(&mut property, "minLength", 1);
    }
    property
}

fn kind(kind: Kind) -> Object {
    match kind {
        Kind::Text(max) => {
            let mut text = typed("string");
            if let Some(max) = max {
                set(&mut text, "maxLength", max);
            }
            text
        }
        Kind::Known(known) => {
            let mut text = typed("string");
            if !known.is_empty() {
                set(&mut text, "examples", known);
            }
            text
        }
        Kind::Link => link(),
        Kind::Links(min, max) | Kind::Joined(_, min, max) => list(link(), (min, max)),
        Kind::Int32(min, max) => whole(
            (min > i32::MIN).then_some(min.into()),
            (max < i32::MAX).then_some(max.into()),
        ),
        Kind::Seed => whole(Some(-1), None),
        Kind::OneOf(known) => {
            let mut number = typed("integer");
            set(&mut number, "enum", known);
            number
        }
        Kind::Ints(count) => list(typed("integer"), (count, count)),
        Kind::Float(span) => float(span),
        Kind::Bool => typed("boolean"),
        Kind::Choice(choices) => {
            let values: Vec<&str> = choices.cases.iter().map(|(_, wire, _)| *wire).collect();
            let mut text = typed("string");
            set(&mut text, "enum", values);
            text
        }
        Kind::Size(rule) => size(rule),
        Kind::Image(rule) => picture(rule),
        Kind::Images(rule, min, max) => {
            let mut pictures = list(picture(rule), (min, max));
            set(&mut pictures, keyword::KIND, keyword::IMAGES);
            pictures
        }
        Kind::Record(record) => object(record.fields),
        Kind::Records(record, min, max) => list(object(record.fields), (min, max)),
    }
}

fn link() -> Object {
    let mut link = typed("string");
    set(&mut link, "format", "uri");
    set(&mut link, keyword::KIND, keyword::LINK);
    link
}

fn list(items: Object, (min, max): (usize, usize)) -> Object {
    let mut list = typed("array");
    if let Some(kind) = items.get(keyword::KIND) {
        set(&mut list, keyword::KIND, kind.clone());
    }
    set(&mut list, "items", items);
    if min > 0 {
        set(&mut list, "minItems", min);
    }
    if max < MANY {
        set(&mut list, "maxItems", max);
    }
    list
}

fn whole(min: Option<i64>, max: Option<i64>) -> Object {
    let mut number = typed("integer");
    for (name, limit) in [("minimum", min), ("maximum", max)] {
        if let Some(limit) = limit {
            set(&mut number, name, limit);
        }
    }
    number
}

fn float(span: &Span) -> Object {
    let mut number = typed("number");
    let min = if span.above {
        "exclusiveMinimum"
    } else {
        "minimum"
    };
    let max = if span.below {
        "exclusiveMaximum"
    } else {
        "maximum"
    };
    for (name, limit) in [(min, span.min), (max, span.max)] {
        if limit.is_finite() {
            set(&mut number, name, limit);
        }
    }
    number
}

fn size(rule: &SizeRule) -> Object {
    let (min, max) = rule.sides.unwrap_or((1, i32::MAX));
    let side = kind(Kind::Int32(min, max));
    let mut size = typed("object");
    set(&mut size, keyword::KIND, keyword::SIZE);
    set(
        &mut size,
        "properties",
        json!({"width": side, "height": side}),
    );
    set(&mut size, "required", ["width", "height"].as_slice());
    set(&mut size, "additionalProperties", false);
    if let Some((min, max)) = rule.area {
        set(&mut size, keyword::AREA, [min, max].as_slice());
    }
    if let Some(ratio) = rule.ratio {
        set(&mut size, keyword::RATIO, ratio);
    }
    size
}

/// One image: an address alone, or an object with one form. Its limits
/// stand beside, since JSON Schema has no words for them.
fn picture(rule: &ImageRule) -> Object {
    let mut picture = Object::new();
    set(&mut picture, keyword::KIND, keyword::IMAGE);
    let form = |name: &str| {
        json!({"type": "object", "properties": {name: {"type": "string"}},
            "required": [name], "additionalProperties": false})
    };
    let address = Json::Object(typed("string"));
    set(
        &mut picture,
        "oneOf",
        vec![address, form("url"), form("base64")],
    );
    let mut limits = Object::new();
    if !rule.types.is_empty() {
        set(&mut limits, keyword::TYPES, rule.types);
    }
    if let Some(bytes) = rule.bytes {
        set(&mut limits, keyword::BYTES, bytes);
    }
    for (name, sides) in [(keyword::MIN, rule.min), (keyword::MAX, rule.max)] {
        if let Some((long, short)) = sides {
            set(&mut limits, name, [long, short].as_slice());
        }
    }
    if let Some(ratio) = rule.ratio {
        set(&mut limits, keyword::MAX_RATIO, ratio);
    }
    if !limits.is_empty() {
        set(&mut picture, keyword::LIMITS, limits);
    }
    picture
}

/// A rule as a schema of the whole object, where JSON Schema can say it.
fn rule(rule: &Rule) -> Option<Json> {
    let needs = |name: &&str| json!({"required": [snake(name)]});
    match rule {
        Rule::AnyOf(names) => {
            let any: Vec<Json> = names.iter().map(needs).collect();
            Some(json!({"anyOf": any}))
        }
        Rule::Excludes(name, other) => {
            Some(json!({"not": {"required": [snake(name), snake(other)]}}))
        }
        // JSON Schema has no words for these.
        Rule::RatioBetween(..)
        | Rule::TotalAtMost(..)
        | Rule::ComesFrom(..)
        | Rule::SameSize(..) => None,
    }
}

/// Facts about the product and the call, as `tool-description.facts` has them.
pub fn facts(tool: &Tool) -> Json {
    let mut facts = Object::new();
    set(&mut facts, "product", tool.product.word());
    let is_known = tool.status != Status::Unconfirmed;
    let max_media = tool.max_media.filter(|_| is_known);
    set(&mut facts, "max_media", max_media);
    set(&mut facts, "link_seconds", tool.product.link_seconds());
    set(&mut facts, "usual_wait_ms", tool.usual_wait_ms());
    set(&mut facts, "tasks", tool.actions.query().is_some());
    set(&mut facts, "concurrency", tool.quota().concurrency);
    set(&mut facts, "per_second", tool.quota().per_second);
    set(&mut facts, "link", tool.output.link);
    set(&mut facts, "watermark", tool.output.watermark);
    set(&mut facts, "label", tool.output.label);
    let order: Vec<String> = tool.fields.iter().map(|field| snake(field.name)).collect();
    set(&mut facts, "order", order);
    let mut fields = docs(tool.fields);
    fields.insert("extra".to_string(), told(EXTRA.1, EXTRA.2));
    if !is_known {
        fields.insert(snake(ACCEPT), told(ACCEPTED.1, ACCEPTED.2));
    }
    set(&mut facts, "fields", fields);
    if let Product::Report(report) = tool.product {
        set(&mut facts, "report", docs(report.fields));
    }
    let sides: Vec<&str> = tool.sides().collect();
    set(&mut facts, "sides", sides);
    set(
        &mut facts,
        "counterpart",
        tool.counterpart().map(|other| other.name),
    );
    set(&mut facts, "source", tool.source);
    Json::Object(facts)
}

/// A label and a documentation in both languages.
fn told(label: Text, doc: Text) -> Json {
    json!({"label": label.en, "label_zh": label.zh, "en": doc.en, "zh": doc.zh})
}

/// The documentation of fields in both languages; members of records by path.
fn docs(fields: &[Field]) -> Object {
    let mut all = Object::new();
    for field in fields {
        let name = snake(field.name);
        let inner = field.kind.record().map_or(&[][..], |record| record.fields);
        for (member, doc) in docs(inner) {
            all.insert(format!("{name}.{member}"), doc);
        }
        let [label, label_zh] = field.label();
        all.insert(
            name,
            json!({"label": label, "label_zh": label_zh, "en": field.doc.en, "zh": field.doc.zh}),
        );
    }
    all
}
