//! One form for equal arguments, however they are spelled, and its hash.

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

/// The hash of a canonical form.
pub type Hash = [u8; 32];

/// Up to here every whole number has a float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A value, whichever form it came in.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// As if it had not been given.
    Absent,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Another number.
    Float(f64),
    /// A text.
    Text(String),
    /// A case of a closed set.
    Case(String),
    /// A file, by the hash of its bytes.
    File(Hash),
    /// A text that should be a file in base64, and is not.
    NoFile(String),
    /// A list; an empty one is as if it had not been given.
    List(Vec<Node>),
    /// Members by name.
    Record(Vec<(String, Node)>),
}

impl Node {
    /// Its hash. Equal values have equal ones; names of members are sorted, and
    /// absent members left out.
    pub fn hash(&self) -> Hash {
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

/// Hashes JSON, or text that is not JSON.
pub fn of_json(text: &str) -> Hash {
    match serde_json::from_str::<Json>(text) {
        Ok(json) => Node::from(json).hash(),
        Err(_) => Node::Text(text.to_owned()).hash(),
    }
}

/// Hashes an order: its arguments, and the options of its output, as JSON or `null`.
pub fn of_order(arguments: Hash, output: &str) -> Hash {
    tagged("order", [arguments, of_json(output)].as_flattened())
}

/// The hash of a content that is one of several kinds.
pub fn tagged(tag: &str, content: &[u8]) -> Hash {
    let hash = Sha256::new().chain_update((tag.len() as u64).to_be_bytes());
    hash.chain_update(tag)
        .chain_update(content)
        .finalize()
        .into()
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
