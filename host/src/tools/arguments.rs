//! What the structs of the tools are made of.

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
    /// Sets an argument; what it was before is gone.
    pub(super) fn set(&mut self, name: &'static str, value: impl Into<Value>) {
        let value = value.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    pub(super) fn text(&mut self, name: &'static str, text: impl Into<String>) {
        self.set(name, Value::Text(text.into()));
    }

    pub(super) fn texts(
        &mut self,
        name: &'static str,
        texts: impl IntoIterator<Item = impl Into<String>>,
    ) {
        let texts = texts.into_iter();
        self.list(name, texts.map(|text| Value::Text(text.into())));
    }

    pub(super) fn image(&mut self, name: &'static str, image: impl Into<Image>) {
        self.set(name, Value::Image(image.into()));
    }

    pub(super) fn images(
        &mut self,
        name: &'static str,
        images: impl IntoIterator<Item = impl Into<Image>>,
    ) {
        let images = images.into_iter();
        self.list(name, images.map(|image| Value::Image(image.into())));
    }

    pub(super) fn list(
        &mut self,
        name: &'static str,
        items: impl IntoIterator<Item = impl Into<Value>>,
    ) {
        let items = items.into_iter().map(Into::into).collect();
        self.set(name, Value::List(items));
    }

    pub(super) fn size(&mut self, name: &'static str, (width, height): (u32, u32)) {
        let mut size = Arguments::default();
        size.set("width", width);
        size.set("height", height);
        self.set(name, size);
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

/// A tool of the catalogue.
macro_rules! tool {
    ($(#[$doc:meta])* $name:ident = $tool:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(Arguments);

        impl $name {
            /// A JSON object of fields that the service added later, sent as they are. A
            /// name that is known here is refused.
            #[must_use]
            pub fn extra(mut self, fields: serde_json::Value) -> $name {
                self.0.set("extra", crate::tools::arguments::Value::Json(fields));
                self
            }
        }

        impl crate::tools::Tool for $name {
            const NAME: &'static str = $tool;
        }
    };
}

/// An object inside of the arguments.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(Arguments);
    };
}

pub(super) use crate::words::words as choice;
pub(super) use {record, tool};

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn arguments_are_json() {
        let mut arguments = Arguments::default();
        arguments.text("prompt", "a cat");
        arguments.set("seed", -1_i64);
        arguments.set("scale", 2.5);
        arguments.set("seed", 7_i64);
        arguments.size("size", (1024, 512));
        arguments.images("images", ["https://a.example/b.png"]);
        arguments.list("ratio", [1, 2]);
        let expected = json!({
            "prompt": "a cat",
            "seed": 7,
            "scale": 2.5,
            "size": { "width": 1024, "height": 512 },
            "images": [{ "url": "https://a.example/b.png" }],
            "ratio": [1, 2],
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
