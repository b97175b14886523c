//! The arguments of one call: a value, or none, for every field of a tool.

use crate::catalog::{Field, Tool};

/// A picture, in the one form in which it will be sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// A public address.
    Url(String),
    /// Standard base64 of a file.
    Base64(String),
    /// The bytes of a file.
    Bytes(Vec<u8>),
}

/// A value as it came in.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// A case of a closed set, by its place in the catalogue.
    Case(usize),
    /// Width and height.
    Size(i32, i32),
    /// A picture.
    Picture(Picture),
}

/// The arguments of one call, in the order of the tool's fields.
#[derive(Debug)]
pub struct Arguments {
    /// The tool that is called.
    pub tool: &'static Tool,
    /// One value, or none, for each of its fields.
    pub values: Vec<Option<Value>>,
    /// Fields that the vendor added after this catalogue was written, as a
    /// JSON object.
    pub extra: Option<String>,
}

impl Arguments {
    /// Every field with its value, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Field, Option<&Value>)> {
        let values = self.values.iter().map(Option::as_ref);
        self.tool.fields.iter().zip(values)
    }
}
