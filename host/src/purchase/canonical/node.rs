//! A value in canonical form, and its hash.

use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::read::DecoderReader;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::io::Read;

/// The hash of a canonical form.
pub(crate) type Hash = [u8; 32];

/// Up to here every whole number has a float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// How much of a file is hashed at a time.
const CHUNK: usize = 64 << 10;

/// A value, whichever form it came in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// As if it had not been given.
    Absent,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    /// A case of a closed set.
    Case(String),
    /// A file, by the hash of its bytes.
    File(Hash),
    /// A text that should be a file in base64, and is not.
    NoFile(String),
    List(Vec<Node>),
    Record(Vec<(String, Node)>),
}

impl Node {
    /// Its hash. Equal values have equal ones; names of members are sorted, and
    /// absent members left out.
    pub(crate) fn hash(&self) -> Hash {
        match self {
            Node::Absent => tagged("absent", b""),
            Node::Bool(value) => tagged("bool", &[u8::from(*value)]),
            Node::Int(value) => tagged("number", value.to_string().as_bytes()),
            Node::Float(value) if value.fract() == 0.0 && value.abs() <= EXACT => {
                Node::Int(*value as i64).hash()
            }
            Node::Float(value) => tagged("number", format!("{value:e}").as_bytes()),
            Node::Text(text) => tagged("text", text.as_bytes()),
            Node::Case(name) => tagged("case", name.as_bytes()),
            Node::File(hash) => tagged("file", hash),
            Node::NoFile(text) => tagged("no file", text.as_bytes()),
            Node::List(items) => {
                let items: Vec<_> = items.iter().map(Node::hash).collect();
                tagged("list", items.as_flattened())
            }
            Node::Record(members) => {
                let mut members: Vec<_> = members
                    .iter()
                    .filter(|(_, value)| !value.is_absent())
                    .map(|(name, value)| [tagged("name", name.as_bytes()), value.hash()])
                    .collect();
                members.sort_unstable();
                tagged("record", members.as_flattened().as_flattened())
            }
        }
    }

    fn is_absent(&self) -> bool {
        match self {
            Node::Absent => true,
            Node::List(items) => items.is_empty(),
            _ => false,
        }
    }
}

/// The hash of a content that is one of several kinds.
pub(crate) fn tagged(tag: &str, content: &[u8]) -> Hash {
    let hash = Sha256::new().chain_update((tag.len() as u64).to_be_bytes());
    hash.chain_update(tag)
        .chain_update(content)
        .finalize()
        .into()
}

/// A file in base64, which is hashed piece by piece.
pub(super) fn base64(text: &str) -> Node {
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

impl From<Json> for Node {
    fn from(json: Json) -> Node {
        match json {
            Json::Null => Node::Absent,
            Json::Bool(value) => Node::Bool(value),
            Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => Node::Int(whole),
                (None, Some(float)) => Node::Float(float),
                (None, None) => Node::Text(number.to_string()),
            },
            Json::String(text) => Node::Text(text),
            Json::Array(list) => Node::List(list.into_iter().map(Node::from).collect()),
            Json::Object(members) => {
                let members = members.into_iter();
                Node::Record(members.map(|(name, json)| (name, json.into())).collect())
            }
        }
    }
}
