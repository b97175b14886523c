//! JSON, written. Nothing is parsed here: what the component returns as JSON is
//! copied, and arguments go to it as they came.

/// A text as JSON.
pub fn text(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A list of values that are JSON already.
pub fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    format!("[{}]", items.join(","))
}

/// An object that is being written.
#[derive(Clone, Default)]
pub struct Object(String);

impl Object {
    /// Adds a member whose value is JSON already.
    pub fn json(mut self, name: &str, value: &str) -> Object {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&text(name));
        self.0.push(':');
        self.0.push_str(value);
        self
    }

    /// Adds a text.
    pub fn text(self, name: &str, value: &str) -> Object {
        self.json(name, &text(value))
    }

    /// Adds a text that may be absent.
    pub fn option(self, name: &str, value: Option<&str>) -> Object {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    /// Adds a number.
    pub fn number(self, name: &str, value: u64) -> Object {
        self.json(name, &value.to_string())
    }

    /// The object.
    pub fn end(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

/// An object with one member, which is JSON already.
pub fn member(name: &str, value: &str) -> String {
    Object::default().json(name, value).end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_and_lists_are_json() {
        assert_eq!(Object::default().end(), "{}");
        let object = Object::default()
            .text("a", "\"\n\u{1}画")
            .option("b", None)
            .number("c", 7)
            .json("d", &list([text("x"), "{}".to_owned()]));
        assert_eq!(object.end(), r#"{"a":"\"\n\u0001画","c":7,"d":["x",{}]}"#);
        assert_eq!(list([]), "[]");
        assert_eq!(member("a", "1"), r#"{"a":1}"#);
    }
}
