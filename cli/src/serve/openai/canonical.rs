//! One digest for equal bodies, however they were written: the order of members, white space and
//! the boundary of a multipart body are no part of it.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// A digest of a body that is being made.
pub struct Canonical(Sha256);

impl Canonical {
    /// Begins with what the body was sent to.
    pub fn new(route: &str) -> Canonical {
        let mut canonical = Canonical(Sha256::new());
        canonical.bytes(b'r', route.as_bytes());
        canonical
    }

    /// Adds a file under its name. What it was called on its owner's disk does not count.
    pub fn file(&mut self, name: &str, bytes: &[u8]) {
        self.bytes(b'f', name.as_bytes());
        self.bytes(b'b', bytes);
    }

    /// Adds a value.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.bytes(b'0', b""),
            Value::Bool(value) => self.bytes(b'?', &[u8::from(*value)]),
            Value::Number(number) => self.bytes(b'n', number.to_string().as_bytes()),
            Value::String(text) => self.bytes(b's', text.as_bytes()),
            Value::Array(items) => {
                self.bytes(b'[', &items.len().to_be_bytes());
                items.iter().for_each(|item| self.value(item));
            }
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by_key(|(name, _)| *name);
                self.bytes(b'{', &members.len().to_be_bytes());
                for (name, value) in members {
                    self.bytes(b'm', name.as_bytes());
                    self.value(value);
                }
            }
        }
    }

    /// The digest, in hexadecimal digits.
    pub fn finish(self) -> String {
        let digest = self.0.finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Each piece is preceded by its kind and length, so that no two bodies are the same bytes.
    fn bytes(&mut self, kind: u8, bytes: &[u8]) {
        self.0.update([kind]);
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(text: &str) -> String {
        let mut canonical = Canonical::new("images/generations");
        canonical.value(&serde_json::from_str(text).unwrap());
        canonical.finish()
    }

    #[test]
    fn spelling_is_no_part_of_a_body() {
        let one = digest(r#"{"model":"general-3.0","prompt":"a cat","extra":{"a":1,"b":[2]}}"#);
        let same =
            digest(r#"{ "prompt": "a cat", "extra": {"b":[2], "a":1}, "model": "general-3.0" }"#);
        assert_eq!(one, same);
        for other in [
            r#"{"model":"general-3.0","prompt":"a dog","extra":{"a":1,"b":[2]}}"#,
            r#"{"model":"general-3.0","prompt":"a cat","extra":{"a":1,"b":["2"]}}"#,
            r#"{"model":"general-3.0","prompt":"a cat","extra":{"a":1,"b":[2]},"n":null}"#,
        ] {
            assert_ne!(one, digest(other), "{other}");
        }
    }

    #[test]
    fn files_and_routes_count() {
        let with = |route: &str, name: &str, bytes: &[u8]| {
            let mut canonical = Canonical::new(route);
            canonical.file(name, bytes);
            canonical.finish()
        };
        let one = with("a", "image", b"1");
        assert_eq!(one, with("a", "image", b"1"));
        assert_ne!(one, with("b", "image", b"1"));
        assert_ne!(one, with("a", "mask", b"1"));
        assert_ne!(one, with("a", "image", b"2"));
    }
}
