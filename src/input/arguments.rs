//! The arguments of one call: a value, or none, for every field of a tool.

use crate::protocol::shared_text::SharedText;
use visual_catalog::{Field, Kind, Tool};

/// An image, in the one form in which it will be sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// A public address.
    Url(String),
    /// Standard base64 of a file.
    Base64(SharedText),
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
    Size(i64, i64),
    /// An image.
    Picture(Picture),
    /// Several images.
    Pictures(Vec<Picture>),
    /// Several texts.
    Texts(Vec<String>),
    /// Several whole numbers.
    Ints(Vec<i64>),
    /// An object: one value, or none, for each field of its record.
    Record(Values),
    /// Several objects.
    Records(Vec<Values>),
}

impl Value {
    /// Whether it is a list without an item.
    pub fn is_empty_list(&self) -> bool {
        match self {
            Value::Pictures(list) => list.is_empty(),
            Value::Texts(list) => list.is_empty(),
            Value::Ints(list) => list.is_empty(),
            Value::Records(list) => list.is_empty(),
            _ => false,
        }
    }
}

/// One value, or none, for each field of a tool or record, in order.
pub type Values = Vec<Option<Value>>;

/// The arguments of one call, in the order of the tool's fields.
#[derive(Debug)]
pub struct Arguments {
    /// The tool that is called.
    pub tool: &'static Tool,
    /// One value, or none, for each of its fields.
    pub values: Values,
    /// Fields that the vendor added after this catalogue was written, as a
    /// JSON object.
    pub extra: Option<String>,
}

impl Arguments {
    /// Every field with its value, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Field, Option<&Value>)> {
        paired(self.tool.fields, &self.values)
    }

    /// The value of the field with this name of ours.
    pub fn given(&self, name: &str) -> Option<&Value> {
        self.iter()
            .find(|(field, _)| field.name == name)
            .and_then(|(_, value)| value)
    }

    /// Every image, field by field.
    pub fn pictures(&self) -> impl Iterator<Item = (&'static Field, &Picture)> {
        self.iter().flat_map(|(field, value)| {
            let list = match value {
                Some(Value::Picture(picture)) => std::slice::from_ref(picture),
                Some(Value::Pictures(pictures)) => pictures,
                _ => &[],
            };
            list.iter().map(move |picture| (field, picture))
        })
    }

    /// The same, to take them out.
    pub fn pictures_mut(&mut self) -> impl Iterator<Item = &mut Picture> {
        self.values.iter_mut().flat_map(|value| match value {
            Some(Value::Picture(picture)) => std::slice::from_mut(picture),
            Some(Value::Pictures(pictures)) => pictures.as_mut_slice(),
            _ => &mut [],
        })
    }

    /// The service's key: the tool's, or the one that a field chooses.
    pub fn req_key(&self) -> &'static str {
        let chosen = self.iter().find(|(field, _)| field.wire == "req_key");
        match chosen {
            Some((field, Some(Value::Case(index)))) => wire_case(field, *index),
            _ => self.tool.req_key,
        }
    }
}

/// Every field with its value. An optional list without an item is absent.
pub fn paired<'a>(
    fields: &'static [Field],
    values: &'a Values,
) -> impl Iterator<Item = (&'static Field, Option<&'a Value>)> {
    fields.iter().zip(values).map(|(field, value)| {
        let value = value.as_ref();
        let absent = |value: &&Value| !field.required && value.is_empty_list();
        (field, value.filter(|value| !absent(value)))
    })
}

/// The service's word for a case of a closed set.
pub fn wire_case(field: &Field, index: usize) -> &'static str {
    let Kind::Choice(choices) = field.kind else {
        return "";
    };
    choices.cases.get(index).map_or("", |(_, wire, _)| wire)
}
