//! JSON as it is sent: objects written member by member.

use super::body::Body;
use super::shared_text::SharedText;

/// From this length on, in bytes, a file stays where it is.
const LARGE: usize = 64 * 1024;

/// A JSON object that is written member by member. Large files are pieces of
/// their own, which are not copied.
#[derive(Debug, Default)]
pub struct ObjectWriter {
    /// What was written before `json`.
    pieces: Vec<SharedText>,
    json: String,
    names: Vec<String>,
}

/// One of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// JSON.
    Json(String),
    /// A file in standard base64, which holds nothing that JSON escapes.
    Base64(SharedText),
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
        self.name(name);
        self.json.push_str(json);
    }

    /// Adds a list.
    pub fn list(&mut self, name: &str, items: Vec<Item>) {
        self.name(name);
        let mut before = '[';
        for item in items {
            self.json.push(before);
            before = ',';
            match item {
                Item::Json(json) => self.json.push_str(&json),
                Item::Base64(text) => {
                    self.json.push('"');
                    self.file(text);
                    self.json.push('"');
                }
            }
        }
        self.json.push(']');
    }

    fn name(&mut self, name: &str) {
        self.json.push(if self.is_empty() { '{' } else { ',' });
        self.json.push_str(&quote(name));
        self.json.push(':');
        self.names.push(name.to_string());
    }

    fn file(&mut self, text: SharedText) {
        if text.len() < LARGE {
            return self.json.push_str(&text);
        }
        self.pieces.push(std::mem::take(&mut self.json).into());
        self.pieces.push(text);
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
        self.pieces.iter().map(|piece| piece.len()).sum::<usize>() + self.json.len()
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.json.is_empty()
    }

    /// The finished object.
    pub fn finish(self) -> String {
        self.finish_body().text().into_owned()
    }

    /// The finished object as the body of a request.
    pub fn finish_body(mut self) -> Body {
        let end = if self.is_empty() { "{}" } else { "}" };
        self.json.push_str(end);
        self.pieces.push(self.json.into());
        Body::from(self.pieces)
    }
}

/// A number as JSON. The standard formatter of floats would cost 14 KB.
pub fn number(value: f64) -> String {
    serde_json::Value::from(value).to_string()
}

/// A text as JSON.
pub fn quote(text: &str) -> String {
    let plain = |byte| byte >= b' ' && byte != b'"' && byte != b'\\';
    match text.bytes().all(plain) {
        true => ["\"", text, "\""].concat(),
        false => serde_json::Value::from(text).to_string(),
    }
}
