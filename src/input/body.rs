//! The body of a request: `req_key` first, then the arguments in the order of
//! the catalogue. Absent fields are not sent.

use base64_simd::STANDARD;

use crate::errors::fault::Fault;
use crate::input::arguments::{Arguments, Picture, Value, Values, paired, wire_case};
use crate::input::base64_text::standard;
use crate::input::json::object;
use visual_catalog::{Field, Kind};

/// A JSON object that is written member by member, so that large base64 texts
/// are copied once.
#[derive(Debug, Default)]
pub struct ObjectWriter {
    json: String,
    names: Vec<String>,
}

impl ObjectWriter {
    /// The beginning of every question about a task.
    pub fn about_task(req_key: &str, id: &str) -> ObjectWriter {
        let mut body = ObjectWriter::default();
        body.text("req_key", req_key);
        body.text("task_id", id);
        body
    }

    /// Adds a member whose value is JSON already.
    pub fn json(&mut self, name: &str, json: &str) {
        self.json.push(if self.json.is_empty() { '{' } else { ',' });
        self.json.push_str(&quote(name));
        self.json.push(':');
        self.json.push_str(json);
        self.names.push(name.to_string());
    }

    /// Adds a text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.json(name, &quote(text));
    }

    /// Adds a value that prints as JSON: a number or a boolean.
    pub fn plain(&mut self, name: &str, value: impl ToString) {
        self.json(name, &value.to_string());
    }

    /// Whether a member of this name was added.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// How many bytes it has so far.
    pub fn len(&self) -> usize {
        self.json.len()
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.json.is_empty()
    }

    /// The finished object.
    pub fn finish(mut self) -> String {
        self.json
            .push_str(if self.json.is_empty() { "{}" } else { "}" });
        self.json
    }
}

/// A number as JSON. The standard formatter of floats would cost 14 KB.
pub fn number(value: f64) -> String {
    serde_json::Value::from(value).to_string()
}

/// A text as JSON.
pub fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Writes `req_key`, the arguments and the extra fields.
pub fn write(arguments: &Arguments) -> Result<ObjectWriter, Fault> {
    let mut body = ObjectWriter::default();
    body.text("req_key", arguments.req_key());
    let mut pictures_written = false;
    for (field, value) in arguments.iter() {
        match value {
            None => {}
            Some(_) if field.wire == "req_key" => {}
            // One list holds the pictures of all fields.
            Some(_) if field.kind.is_image() => {
                if !pictures_written {
                    write_pictures(&mut body, field.wire, arguments);
                }
                pictures_written = true;
            }
            Some(value) => write_value(&mut body, field, value),
        }
    }
    if let Some(extra) = &arguments.extra {
        for (name, json) in object("extra", extra)? {
            body.json(&name, &json.to_string());
        }
    }
    Ok(body)
}

fn write_value(body: &mut ObjectWriter, field: &'static Field, value: &Value) {
    if let Value::Size(width, height) = value {
        body.plain("width", width);
        body.plain("height", height);
        return;
    }
    let json = json(field, value);
    for name in field.wires() {
        body.json(name, &json);
    }
}

/// A value as the service takes it.
fn json(field: &'static Field, value: &Value) -> String {
    match value {
        Value::Text(text) => quote(text),
        Value::Int(number) => number.to_string(),
        Value::Float(float) => number(*float),
        Value::Bool(value) => value.to_string(),
        Value::Case(index) => quote(wire_case(field, *index)),
        Value::Texts(texts) => match field.kind {
            Kind::Joined(separator, ..) => quote(&texts.join(&separator.to_string())),
            _ => list(texts.iter().map(|text| quote(text))),
        },
        Value::Ints(numbers) => list(numbers.iter().map(i64::to_string)),
        Value::Record(values) => record(field, values),
        Value::Records(items) => list(items.iter().map(|values| record(field, values))),
        // Written by name, or with the other pictures.
        Value::Size(..) | Value::Picture(_) | Value::Pictures(_) => "null".into(),
    }
}

fn record(field: &Field, values: &Values) -> String {
    let mut object = ObjectWriter::default();
    let fields = field.kind.record().map_or(&[][..], |record| record.fields);
    for (field, value) in paired(fields, values) {
        if let Some(value) = value {
            write_value(&mut object, field, value);
        }
    }
    object.finish()
}

/// The name of a list of links, and that of a list of files.
const LINKS: &str = "image_urls";
const FILES: &str = "binary_data_base64";

/// Every picture in one list, under the name that its form has.
fn write_pictures(body: &mut ObjectWriter, wire: &str, arguments: &Arguments) {
    let mut name = wire;
    let items = arguments.pictures().map(|(_, picture)| match picture {
        Picture::Url(url) => quote(url),
        // Standard base64 holds nothing that JSON escapes; another text would
        // not have passed the check.
        Picture::Base64(text) => {
            name = FILES;
            format!("\"{}\"", standard(text).unwrap_or_default())
        }
        Picture::Bytes(bytes) => {
            name = FILES;
            format!("\"{}\"", STANDARD.encode_to_string(bytes))
        }
    });
    let items: Vec<String> = items.collect();
    match (items.as_slice(), name) {
        (_, LINKS | FILES) => body.json(name, &list(items.into_iter())),
        (links, _) => links.iter().for_each(|link| body.json(name, link)),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}
