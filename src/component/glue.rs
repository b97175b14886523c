//! From the fields of a typed record to values of the catalogue.

use super::drive;
use crate::arguments::{Arguments, Picture, Value};
use crate::call;
use crate::types::{Error, Image, Options, Outcome};

/// Calls a tool with one value, or none, for each of its fields.
pub fn typed(
    name: &str,
    values: Vec<Option<Value>>,
    extra: Option<String>,
    options: Option<Options>,
) -> Result<Outcome, Error> {
    let arguments = Arguments {
        tool: call::tool(name)?,
        values,
        extra,
    };
    drive::run(call::start(&arguments, options)?)
}

/// A field of a typed record.
pub trait Given {
    /// Its value, if it was given.
    fn given(self) -> Option<Value>;
}

impl<T: Given> Given for Option<T> {
    fn given(self) -> Option<Value> {
        self.and_then(Given::given)
    }
}

impl Given for String {
    fn given(self) -> Option<Value> {
        Some(Value::Text(self))
    }
}

impl Given for i32 {
    fn given(self) -> Option<Value> {
        Some(Value::Int(self.into()))
    }
}

impl Given for i64 {
    fn given(self) -> Option<Value> {
        Some(Value::Int(self))
    }
}

impl Given for f64 {
    fn given(self) -> Option<Value> {
        Some(Value::Float(self))
    }
}

impl Given for bool {
    fn given(self) -> Option<Value> {
        Some(Value::Bool(self))
    }
}

impl Given for Image {
    fn given(self) -> Option<Value> {
        Some(Value::Picture(match self {
            Image::Url(url) => Picture::Url(url),
            Image::Base64(text) => Picture::Base64(text),
            Image::Bytes(bytes) => Picture::Bytes(bytes),
        }))
    }
}

/// The place of an enum's case in the catalogue.
pub fn case(index: Option<usize>) -> Option<Value> {
    index.map(Value::Case)
}
