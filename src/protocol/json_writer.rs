//! JSON as it is sent: objects written member by member.

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
