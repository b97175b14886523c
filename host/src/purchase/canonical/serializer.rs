//! The record of a typed function, read through `serde`.

use super::node::{self, Hash, Node};
use super::record;
use serde::ser::{self, Impossible, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// Hashes the record of a typed function like the same arguments in JSON.
pub(crate) fn of_record(params: &impl Serialize) -> Hash {
    match params.serialize(Nodes) {
        Ok(Node::Record(members)) => Node::Record(members.into_iter().map(member).collect()).hash(),
        Ok(node) => node.hash(),
        // Equal to nothing else, not even to itself next time.
        Err(Unknown) => node::tagged("unknown", crate::journal::random_key().as_bytes()),
    }
}

/// Further arguments are JSON in a text.
fn member((name, node): (String, Node)) -> (String, Node) {
    match node {
        Node::Text(text) if name == "extra" => (name, record::extra(&text)),
        node => (name, node),
    }
}

/// A shape that no generated record has.
#[derive(Debug)]
pub(crate) struct Unknown;

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no argument has this shape")
    }
}

impl std::error::Error for Unknown {}

impl ser::Error for Unknown {
    fn custom<T: fmt::Display>(_: T) -> Unknown {
        Unknown
    }
}

type Made = Result<Node, Unknown>;

/// Makes nodes.
struct Nodes;

/// Makes a list, or hashes the bytes of a file as they come.
struct List {
    file: Option<Sha256>,
    items: Vec<Node>,
}

/// Makes a record.
struct Members(Vec<(String, Node)>);

impl ser::Serializer for Nodes {
    type Ok = Node;
    type Error = Unknown;
    type SerializeSeq = List;
    type SerializeStruct = Members;
    type SerializeTuple = Impossible<Node, Unknown>;
    type SerializeTupleStruct = Impossible<Node, Unknown>;
    type SerializeTupleVariant = Impossible<Node, Unknown>;
    type SerializeMap = Impossible<Node, Unknown>;
    type SerializeStructVariant = Impossible<Node, Unknown>;

    fn serialize_bool(self, value: bool) -> Made {
        Ok(Node::Bool(value))
    }

    fn serialize_i8(self, value: i8) -> Made {
        Ok(Node::Int(value.into()))
    }

    fn serialize_i16(self, value: i16) -> Made {
        Ok(Node::Int(value.into()))
    }

    fn serialize_i32(self, value: i32) -> Made {
        Ok(Node::Int(value.into()))
    }

    fn serialize_i64(self, value: i64) -> Made {
        Ok(Node::Int(value))
    }

    fn serialize_u8(self, value: u8) -> Made {
        Ok(Node::Byte(value))
    }

    fn serialize_u16(self, value: u16) -> Made {
        Ok(Node::Int(value.into()))
    }

    fn serialize_u32(self, value: u32) -> Made {
        Ok(Node::Int(value.into()))
    }

    fn serialize_u64(self, value: u64) -> Made {
        i64::try_from(value).map(Node::Int).map_err(|_| Unknown)
    }

    fn serialize_f32(self, value: f32) -> Made {
        Ok(Node::Float(value.into()))
    }

    fn serialize_f64(self, value: f64) -> Made {
        Ok(Node::Float(value))
    }

    fn serialize_char(self, value: char) -> Made {
        Ok(Node::Text(value.into()))
    }

    fn serialize_str(self, text: &str) -> Made {
        Ok(Node::Text(text.to_owned()))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Made {
        Ok(Node::File(Sha256::digest(bytes).into()))
    }

    fn serialize_none(self) -> Made {
        Ok(Node::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made {
        value.serialize(Nodes)
    }

    fn serialize_unit(self) -> Made {
        Err(Unknown)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Made {
        Err(Unknown)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Made {
        Ok(record::case(name))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Made {
        value.serialize(Nodes)
    }

    /// A picture, in one of its forms.
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        form: &'static str,
        value: &T,
    ) -> Made {
        match (form, value.serialize(Nodes)?) {
            ("Base64", Node::Text(text)) => Ok(node::base64(text)),
            ("Bytes", Node::List(items)) if items.is_empty() => {
                Ok(Node::File(Sha256::digest([]).into()))
            }
            ("Url", node @ Node::Text(_)) | ("Bytes", node @ Node::File(_)) => Ok(node),
            _ => Err(Unknown),
        }
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Unknown> {
        Ok(List {
            file: None,
            items: Vec::new(),
        })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unknown> {
        Err(Unknown)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unknown> {
        Err(Unknown)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unknown> {
        Err(Unknown)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unknown> {
        Err(Unknown)
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Members, Unknown> {
        Ok(Members(Vec::with_capacity(length)))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unknown> {
        Err(Unknown)
    }
}

impl ser::SerializeSeq for List {
    type Ok = Node;
    type Error = Unknown;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unknown> {
        match value.serialize(Nodes)? {
            Node::Byte(byte) => self.file.get_or_insert_default().update([byte]),
            node => self.items.push(node),
        }
        Ok(())
    }

    fn end(self) -> Made {
        match self.file {
            None => Ok(Node::List(self.items)),
            Some(file) if self.items.is_empty() => Ok(Node::File(file.finalize().into())),
            Some(_) => Err(Unknown),
        }
    }
}

impl ser::SerializeStruct for Members {
    type Ok = Node;
    type Error = Unknown;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unknown> {
        // Rust's keywords are marked with an underscore behind them.
        let name = name.trim_end_matches('_').replace('_', "-");
        self.0.push((name, value.serialize(Nodes)?));
        Ok(())
    }

    fn end(self) -> Made {
        Ok(Node::Record(self.0))
    }
}
