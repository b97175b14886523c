//! Arguments as they are collected, and how they become JSON.

use super::Image;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The arguments that were given, in the order in which they were.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Arguments(Vec<(&'static str, Value)>);

/// One argument.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    Image(Image),
    List(Vec<Value>),
    Record(Arguments),
    /// Members that are written as they are.
    Json(serde_json::Value),
}

impl Arguments {
    /// Sets an argument; what it was before is gone. Its name may be Rust's, with `r#`.
    pub(super) fn set(&mut self, name: &'static str, value: impl Into<Value>) {
        let (name, value) = (name.trim_start_matches("r#"), value.into());
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }
}

impl Value {
    pub(super) fn size(width: u32, height: u32) -> Value {
        let mut size = Arguments::default();
        size.set("width", width);
        size.set("height", height);
        Value::Record(size)
    }
}

impl Serialize for Arguments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(value) => serializer.serialize_i64(*value),
            Value::Float(value) if value.is_finite() => serializer.serialize_f64(*value),
            // JSON has no word for it, and `null` would be as if it were absent.
            Value::Float(value) => serializer.collect_str(value),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Image(image) => image.serialize(serializer),
            Value::List(items) => serializer.collect_seq(items),
            Value::Record(record) => record.serialize(serializer),
            Value::Json(json) => json.serialize(serializer),
        }
    }
}

macro_rules! from {
    ($($ty:ty => $make:expr,)*) => {
        $(impl From<$ty> for Value {
            fn from(value: $ty) -> Value {
                $make(value)
            }
        })*
    };
}

from! {
    bool => Value::Bool,
    i64 => Value::Int,
    i32 => |value: i32| Value::Int(value.into()),
    u32 => |value: u32| Value::Int(value.into()),
    f64 => Value::Float,
    &'static str => |text: &str| Value::Text(text.to_owned()),
    Arguments => Value::Record,
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Value {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn arguments_are_json() {
        let mut arguments = Arguments::default();
        arguments.set("prompt", "a cat");
        arguments.set("seed", -1_i64);
        arguments.set("scale", 2.5);
        arguments.set("seed", 7_i64);
        arguments.set("size", Value::size(1024, 512));
        let images = ["https://a.example/b.png"].map(|url| Value::Image(url.into()));
        arguments.set("images", Value::from_iter(images));
        arguments.set("ratio", Value::from_iter([1, 2]));
        arguments.set("r#type", "a");
        let expected = json!({
            "prompt": "a cat",
            "seed": 7,
            "scale": 2.5,
            "size": { "width": 1024, "height": 512 },
            "images": [{ "url": "https://a.example/b.png" }],
            "ratio": [1, 2],
            "type": "a",
        });
        assert_eq!(serde_json::to_value(&arguments).unwrap(), expected);
    }

    /// As `null` it would be bought with the service's default.
    #[test]
    fn a_number_that_is_none_is_not_left_out() {
        let mut arguments = Arguments::default();
        arguments.set("scale", f64::NAN);
        assert_eq!(
            serde_json::to_value(&arguments).unwrap(),
            json!({ "scale": "NaN" })
        );
    }
}
