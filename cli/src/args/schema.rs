//! What a tool takes, read from the JSON Schema that it describes itself by.

use super::limits;
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
    /// Documentation; may be empty.
    pub doc: String,
    /// Range, default and other limits, each in brackets.
    pub limits_text: Vec<String>,
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

impl Field {
    /// What is said of it: the label unless the documentation repeats it, the documentation,
    /// its limits, and more notes in brackets.
    pub fn help(&self, notes: &[String]) -> String {
        let mut text = labelled(&self.label, &self.doc);
        for note in self.limits_text.iter().chain(notes) {
            if !text.ends_with(['。', '，']) {
                text.push(' ');
            }
            text.push_str(note);
        }
        text
    }
}

/// A documentation with its label, unless it repeats that.
pub fn labelled(label: &str, doc: &str) -> String {
    if doc.is_empty() {
        return label.to_owned();
    }
    let clause = doc.split(['.', ';', '。', '；']).next().unwrap_or_default();
    if repeats(clause, label) {
        return doc.to_owned();
    }
    // `输入图片地址` and `图片地址，最大 5 MB`.
    let phrase = clause.split('，').next().unwrap_or_default();
    match doc.strip_prefix(phrase) {
        Some(rest) if repeats(label, phrase) => format!("{label}{rest}"),
        _ => tr!("{label}. {doc}", "{label}。{doc}"),
    }
}

/// Whether a text has every word of another.
fn repeats(text: &str, words: &str) -> bool {
    let plain = |text: &str| {
        text.to_lowercase()
            .replace(['-', '的', '（', '）', '，'], "")
    };
    let text = plain(text);
    let words = plain(words);
    let mut words = words.split_whitespace();
    words.all(|word| matches!(word, "a" | "an" | "the" | "its") || text.contains(word))
}

/// The arguments of a tool, the required ones first, else in its own order.
pub fn fields(schema: &Value, facts: &Value) -> Vec<Field> {
    let mut fields = members(schema, &facts["fields"], "");
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

/// The members of an object, which begin with `path` in `docs`.
fn members(schema: &Value, docs: &Value, path: &str) -> Vec<Field> {
    let required = schema["required"].as_array();
    let is_required = |name: &str| required.is_some_and(|all| all.iter().any(|one| one == name));
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, property)| {
            let place = format!("{path}{name}");
            let doc = &docs[place.as_str()];
            Field {
                name: name.clone(),
                kind: kind(property),
                required: is_required(name),
                label: label(name, property, doc),
                doc: documentation(property, doc),
                limits_text: limits::texts(property),
                members: inner(property, docs, &format!("{place}.")),
                limits: limits(property),
            }
        })
        .collect()
}

fn limits(property: &Value) -> Option<ImageLimits> {
    let limits = limits::picture(property).as_object()?;
    let types = limits.get(keyword::TYPES).and_then(Value::as_array);
    let types = types.into_iter().flatten().filter_map(Value::as_str);
    Some(ImageLimits {
        types: types.map(str::to_owned).collect(),
        bytes: limits.get(keyword::BYTES).and_then(Value::as_u64),
        max: limits.get(keyword::MAX).and_then(limits::pair),
    })
}

/// The members of a nested object, or of each object in a list.
fn inner(property: &Value, docs: &Value, path: &str) -> Vec<Field> {
    let object = match property["type"] == "array" {
        true => &property["items"],
        false => property,
    };
    match object[keyword::KIND].is_string() {
        true => Vec::new(),
        false => members(object, docs, path),
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

fn documentation(property: &Value, facts: &Value) -> String {
    let english = property["description"]
        .as_str()
        .or_else(|| facts.as_str())
        .or_else(|| facts["en"].as_str());
    let chinese = facts["zh"].as_str().or(english);
    pick(english, chinese).unwrap_or_default().to_owned()
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
        let facts = json!({"fields": {"prompt": {"label": "Prompt", "en": "What to draw."}}});
        let fields = fields(&schema, &facts);
        let helps: Vec<_> = fields.iter().map(|field| field.help(&[])).collect();
        assert_eq!(
            helps,
            [
                "Prompt. What to draw. [at most 150 characters]",
                "scale [1 to 10] [default: 2.5]"
            ]
        );
        assert!(fields.first().unwrap().required);
    }
}
