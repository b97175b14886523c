//! What a tool takes, read from the JSON Schema that it describes itself by.

use crate::output::language::{pick, tr};
use serde_json::Value;
use visual_catalog::schema::keyword;

/// How a value is written on the command line, and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
    Choice(Vec<Value>),
    /// A file or an address.
    Picture,
    /// An address only, since the service takes nothing else.
    PictureUrl,
    /// The address of anything else that the service fetches.
    Link,
    /// Written `WxH`.
    Size,
    List(Box<Kind>),
    /// Anything else is given as JSON.
    Json,
}

/// One argument of a tool.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name in the arguments object.
    pub name: String,
    pub kind: Kind,
    pub required: bool,
    /// A short name for people.
    pub label: String,
    /// Documentation, range and default.
    pub help: String,
    /// What it holds, where it is an object or a list of objects.
    pub members: Vec<Field>,
    /// What the service takes of an image, as far as documented.
    pub limits: Option<ImageLimits>,
}

/// The limits of an image.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageLimits {
    /// The media types; empty where nothing is said.
    pub types: Vec<String>,
    /// The maximum size in bytes.
    pub bytes: Option<u64>,
    /// The maximum pixels of the long side and of the short one.
    pub max: Option<[u64; 2]>,
}

impl Field {
    /// Whether `--image` can fill it.
    pub fn is_picture(&self) -> bool {
        match &self.kind {
            Kind::Picture | Kind::PictureUrl => true,
            Kind::List(inner) => matches!(**inner, Kind::Picture | Kind::PictureUrl),
            _ => false,
        }
    }
}

/// The arguments of a tool, the required ones first, else in its own order.
pub fn fields(schema: &Value, facts: &Value) -> Vec<Field> {
    let docs = &facts["fields"];
    let mut fields = members(schema, |name| &docs[name]);
    let place = |list: &Value, name: &str| {
        let list = list.as_array();
        let found = list.and_then(|list| list.iter().position(|known| known == name));
        found.unwrap_or(usize::MAX)
    };
    fields.sort_by_key(|field| {
        let name = &field.name;
        (
            place(&schema["required"], name),
            place(&facts["order"], name),
        )
    });
    fields
}

/// The members of an object; `docs` tells what each means.
fn members<'a>(schema: &Value, docs: impl Fn(&str) -> &'a Value) -> Vec<Field> {
    let required = schema["required"].as_array();
    let is_required = |name: &str| required.is_some_and(|all| all.iter().any(|one| one == name));
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, property)| Field {
            name: name.clone(),
            kind: kind(property),
            required: is_required(name),
            label: label(name, property, docs(name)),
            help: help(property, docs(name)),
            members: inner(property),
            limits: limits(property),
        })
        .collect()
}

fn limits(property: &Value) -> Option<ImageLimits> {
    let limits = picture(property).as_object()?;
    let types = limits.get(keyword::TYPES).and_then(Value::as_array);
    let types = types.into_iter().flatten().filter_map(Value::as_str);
    Some(ImageLimits {
        types: types.map(str::to_owned).collect(),
        bytes: limits.get(keyword::BYTES).and_then(Value::as_u64),
        max: limits.get(keyword::MAX).and_then(pair),
    })
}

/// The limits of an image, or of each in a list, as the schema has them.
fn picture(property: &Value) -> &Value {
    match property["type"] == "array" {
        true => &property["items"][keyword::LIMITS],
        false => &property[keyword::LIMITS],
    }
}

/// The members of a nested object, or of each object in a list.
fn inner(property: &Value) -> Vec<Field> {
    let object = match property["type"] == "array" {
        true => &property["items"],
        false => property,
    };
    match object[keyword::KIND].is_string() {
        true => Vec::new(),
        false => members(object, |_| &Value::Null),
    }
}

fn kind(property: &Value) -> Kind {
    let is_list = property["type"] == "array";
    match property[keyword::KIND].as_str() {
        Some(keyword::IMAGES) => return Kind::List(Box::new(Kind::Picture)),
        Some(keyword::IMAGE) => return Kind::Picture,
        Some(keyword::IMAGE_URL) if is_list => return Kind::List(Box::new(Kind::PictureUrl)),
        Some(keyword::IMAGE_URL) => return Kind::PictureUrl,
        Some(keyword::LINK) if is_list => return Kind::List(Box::new(Kind::Link)),
        Some(keyword::LINK) => return Kind::Link,
        Some(keyword::SIZE) => return Kind::Size,
        _ => {}
    }
    if let Some(choices) = property["enum"].as_array() {
        return Kind::Choice(choices.clone());
    }
    match property["type"].as_str() {
        Some("string") => Kind::Text,
        Some("integer") => Kind::Integer,
        Some("number") => Kind::Number,
        Some("boolean") => Kind::Boolean,
        Some("array") => Kind::List(Box::new(kind(&property["items"]))),
        _ => Kind::Json,
    }
}

fn label(name: &str, property: &Value, facts: &Value) -> String {
    let title = property["title"].as_str();
    let english = title.or_else(|| facts["label"].as_str());
    let chinese = facts["label_zh"].as_str().or(english);
    pick(english, chinese).unwrap_or(name).to_owned()
}

fn help(property: &Value, facts: &Value) -> String {
    let english = property["description"]
        .as_str()
        .or_else(|| facts.as_str())
        .or_else(|| facts["en"].as_str());
    let chinese = facts["zh"].as_str().or(english);
    let documentation = pick(english, chinese);
    let mut parts: Vec<_> = documentation.map(str::to_owned).into_iter().collect();
    parts.extend(range(property, ""));
    if let Some(limit) = property["maxLength"].as_u64() {
        parts.push(tr!("[at most {limit} characters]", "[最多 {limit} 个字符]"));
    }
    if let Some(limit) = property["maxItems"].as_u64() {
        parts.push(tr!("[at most {limit} values]", "[最多 {limit} 项]"));
    }
    if let Some(known) = property["examples"].as_array() {
        let known: Vec<_> = known.iter().map(plain).collect();
        let separator = match known.iter().any(|value| value.contains(',')) {
            true => pick("; ", "；"),
            false => pick(", ", "、"),
        };
        let known = known.join(separator);
        parts.push(tr!("[known: {known}]", "[已知取值：{known}]"));
    }
    parts.extend(picture_limits(picture(property)));
    if property[keyword::KIND] == keyword::SIZE {
        parts.extend(range(
            &property["properties"]["width"],
            pick(" pixels a side", " 像素（每边）"),
        ));
        if let Some([min, max]) = pair(&property[keyword::AREA]) {
            parts.push(tr!(
                "[{min} to {max} pixels in total]",
                "[总像素 {min} 到 {max}]"
            ));
        }
        if let Some(ratio) = property[keyword::RATIO].as_u64() {
            parts.push(tr!(
                "[aspect ratio at most {ratio}:1]",
                "[长短边之比最多 {ratio}:1]"
            ));
        }
    }
    if let Some(default) = property.get("default") {
        let default = plain(default);
        parts.push(tr!("[default: {default}]", "[默认：{default}]"));
    }
    parts.join(" ")
}

fn pair(value: &Value) -> Option<[u64; 2]> {
    match value.as_array()?.as_slice() {
        [first, second] => Some([first.as_u64()?, second.as_u64()?]),
        _ => None,
    }
}

/// What the service takes of an image, as far as documented.
fn picture_limits(limits: &Value) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(types) = limits[keyword::TYPES].as_array() {
        let names = types.iter().filter_map(Value::as_str);
        let names: Vec<_> = names
            .map(|name| name.trim_start_matches("image/"))
            .collect();
        parts.push(names.join(pick(" or ", "、")));
    }
    if let Some(bytes) = limits[keyword::BYTES].as_f64() {
        let megabytes = bytes / 1024.0 / 1024.0;
        parts.push(tr!("at most {megabytes:.1} MB", "最大 {megabytes:.1} MB"));
    }
    let words = [
        (pick("at least", "至少"), keyword::MIN),
        (pick("at most", "最多"), keyword::MAX),
    ];
    for (word, name) in words {
        if let Some([long, short]) = pair(&limits[name]) {
            parts.push(format!("{word} {long}x{short}"));
        }
    }
    if let Some(ratio) = limits[keyword::MAX_RATIO].as_u64() {
        parts.push(tr!(
            "aspect ratio at most {ratio}:1",
            "长短边之比最多 {ratio}:1"
        ));
    }
    (!parts.is_empty()).then(|| format!("[{}]", parts.join(pick(", ", "，"))))
}

fn range(property: &Value, what: &str) -> Option<String> {
    let limit = |names: [&str; 2]| names.iter().find_map(|name| property.get(name).map(plain));
    let low = limit(["minimum", "exclusiveMinimum"]);
    let high = limit(["maximum", "exclusiveMaximum"]);
    let is_open = |name| property.get(name).is_some();
    let above = match is_open("exclusiveMinimum") {
        true => pick("above ", "大于 "),
        false => "",
    };
    let below = match is_open("exclusiveMaximum") {
        true => pick("below ", "小于 "),
        false => "",
    };
    Some(match (low, high) {
        (Some(low), Some(high)) => tr!(
            "[{above}{low} to {below}{high}{what}]",
            "[{above}{low} 到 {below}{high}{what}]"
        ),
        (Some(low), None) => tr!("[at least {low}{what}]", "[至少 {low}{what}]"),
        (None, Some(high)) => tr!("[at most {high}{what}]", "[最多 {high}{what}]"),
        (None, None) => return None,
    })
}

/// A value as a person would type it.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string().trim_end_matches(".0").to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn forms_of_properties_are_told_apart() {
        let list = |kind| Kind::List(Box::new(kind));
        for (property, expected) in [
            (json!({"type":"string","maxLength":150}), Kind::Text),
            (json!({"type":"integer","minimum":0}), Kind::Integer),
            (json!({"type":"number"}), Kind::Number),
            (json!({"type":"boolean"}), Kind::Boolean),
            (json!({"enum":["a"]}), Kind::Choice(vec![json!("a")])),
            (json!({"x-kind":"image","oneOf":[]}), Kind::Picture),
            (
                json!({"x-kind":"images","type":"array"}),
                list(Kind::Picture),
            ),
            (
                json!({"x-kind":"image-url","type":"string"}),
                Kind::PictureUrl,
            ),
            (
                json!({"x-kind":"image-url","type":"array"}),
                list(Kind::PictureUrl),
            ),
            (json!({"x-kind":"link","type":"string"}), Kind::Link),
            (json!({"x-kind":"link","type":"array"}), list(Kind::Link)),
            (json!({"x-kind":"size","type":"object"}), Kind::Size),
            (
                json!({"type":"array","items":{"type":"number"}}),
                list(Kind::Number),
            ),
            (json!({"type":"object"}), Kind::Json),
        ] {
            assert_eq!(kind(&property), expected, "{property}");
        }
    }

    #[test]
    fn required_fields_come_first_with_ranges_and_defaults() {
        let schema = json!({
            "properties": {
                "scale": {"type":"number","minimum":1,"maximum":10,"default":2.5},
                "prompt": {"type":"string","maxLength":150},
            },
            "required": ["prompt"],
        });
        let facts = json!({"fields": {"prompt": {"en": "What to draw."}}});
        let fields = fields(&schema, &facts);
        let helps: Vec<_> = fields.iter().map(|field| field.help.as_str()).collect();
        assert_eq!(
            helps,
            [
                "What to draw. [at most 150 characters]",
                "[1 to 10] [default: 2.5]"
            ]
        );
        assert!(fields.first().unwrap().required);
    }
}
