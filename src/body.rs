//! The body of a request: `req_key` first, then the arguments in the order of
//! the catalogue. Absent fields are not sent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::arguments::{Arguments, Picture, Value};
use crate::catalog::{Field, Kind};
use crate::fault::Fault;
use crate::json_arguments::object;

/// A JSON object that is written member by member, so that large base64 texts
/// are copied once.
#[derive(Debug, Default)]
pub struct ObjectWriter(String);

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
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&quote(name));
        self.0.push(':');
        self.0.push_str(json);
    }

    /// Adds a text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.json(name, &quote(text));
    }

    /// Adds a value that prints as JSON: a number or a boolean.
    pub fn plain(&mut self, name: &str, value: impl ToString) {
        self.json(name, &value.to_string());
    }

    /// The finished object.
    pub fn finish(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
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
    body.text("req_key", arguments.tool.req_key);
    for (field, value) in arguments.iter() {
        if let Some(value) = value {
            write_value(&mut body, field, value);
        }
    }
    if let Some(extra) = &arguments.extra {
        for (name, json) in object("extra", extra)? {
            body.json(&name, &json.to_string());
        }
    }
    Ok(body)
}

fn write_value(body: &mut ObjectWriter, field: &Field, value: &Value) {
    match value {
        Value::Text(text) => body.text(field.wire, text),
        Value::Int(number) => body.plain(field.wire, number),
        Value::Float(float) => body.json(field.wire, &number(*float)),
        Value::Bool(value) => body.plain(field.wire, value),
        Value::Case(index) => body.text(field.wire, wire_case(field, *index)),
        Value::Size(width, height) => {
            body.plain("width", width);
            body.plain("height", height);
        }
        Value::Picture(Picture::Url(url)) => body.json("image_urls", &list_of_one(&quote(url))),
        // Standard base64 holds nothing that JSON escapes.
        Value::Picture(Picture::Base64(text)) => {
            body.json("binary_data_base64", &list_of_one(&format!("\"{text}\"")));
        }
        Value::Picture(Picture::Bytes(bytes)) => {
            let text = STANDARD.encode(bytes);
            body.json("binary_data_base64", &list_of_one(&format!("\"{text}\"")));
        }
    }
}

fn list_of_one(json: &str) -> String {
    format!("[{json}]")
}

fn wire_case(field: &Field, index: usize) -> &'static str {
    let Kind::Choice(choices) = field.kind else {
        return "";
    };
    choices.cases.get(index).map_or("", |(_, wire, _)| wire)
}
