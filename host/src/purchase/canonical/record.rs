//! Arguments that were read from JSON, and what both forms agree on.

use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::read::DecoderReader;
use sha2::{Digest, Sha256};
use std::io::Read;
use visual_catalog::{Field, Kind};
use visual_shared_journal::canonical::{Hash, Node};
use volcengine_visual::input::arguments::{Arguments, Picture, Value, Values};

/// How much of a file is hashed at a time.
const CHUNK: usize = 64 << 10;

pub(super) fn of_arguments(arguments: Arguments) -> Node {
    let fields = arguments.tool.fields;
    let mut members = members(fields, arguments.values);
    let extra = arguments.extra.map_or(Node::Absent, |text| extra(&text));
    members.push(("extra".to_owned(), extra));
    Node::Record(members)
}

/// Further arguments, which are JSON in either form.
pub(super) fn extra(text: &str) -> Node {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(json) => Node::from(json),
        Err(_) => Node::Text(text.to_owned()),
    }
}

/// The name of a case, which Rust and the catalogue spell differently.
pub(super) fn case(name: &str) -> Node {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    Node::Case(letters.collect::<String>().to_ascii_lowercase())
}

fn members(fields: &'static [Field], values: Values) -> Vec<(String, Node)> {
    let pairs = fields.iter().zip(values);
    let node = |(field, value): (&'static Field, Option<Value>)| {
        let node = value.map_or(Node::Absent, |value| node(field, value));
        (field.name.to_owned(), node)
    };
    pairs.map(node).collect()
}

fn node(field: &'static Field, value: Value) -> Node {
    let record = |values| {
        let fields = field.kind.record().map_or(&[][..], |record| record.fields);
        Node::Record(members(fields, values))
    };
    match value {
        Value::Text(text) => Node::Text(text),
        Value::Int(number) => Node::Int(number),
        Value::Float(number) => Node::Float(number),
        Value::Bool(value) => Node::Bool(value),
        Value::Case(index) => named(field, index),
        Value::Size(width, height) => Node::Record(vec![
            ("width".to_owned(), Node::Int(width)),
            ("height".to_owned(), Node::Int(height)),
        ]),
        Value::Picture(picture) => file(picture),
        Value::Pictures(list) => Node::List(list.into_iter().map(file).collect()),
        Value::Texts(list) => Node::List(list.into_iter().map(Node::Text).collect()),
        Value::Ints(list) => Node::List(list.into_iter().map(Node::Int).collect()),
        Value::Record(values) => record(values),
        Value::Records(list) => Node::List(list.into_iter().map(record).collect()),
    }
}

fn named(field: &Field, index: usize) -> Node {
    let Kind::Choice(choices) = field.kind else {
        return Node::Absent;
    };
    let name = choices.cases.get(index).map_or("", |(name, _, _)| name);
    case(name)
}

fn file(picture: Picture) -> Node {
    match picture {
        Picture::Url(url) => Node::Text(url),
        Picture::Base64(text) => base64(&text),
        Picture::Bytes(bytes) => Node::File(Sha256::digest(bytes).into()),
    }
}

/// A file in base64, which is hashed piece by piece.
fn base64(text: &str) -> Node {
    match decoded(text) {
        Some(hash) => Node::File(hash),
        None => Node::NoFile(text.to_owned()),
    }
}

fn decoded(text: &str) -> Option<Hash> {
    let padding =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let engine = GeneralPurpose::new(&STANDARD, padding);
    let mut reader = DecoderReader::new(text.as_bytes(), &engine);
    let (mut hash, mut chunk) = (Sha256::new(), vec![0; CHUNK]);
    loop {
        match reader.read(&mut chunk).ok()? {
            0 => return Some(hash.finalize().into()),
            read => hash.update(chunk.get(..read)?),
        }
    }
}
