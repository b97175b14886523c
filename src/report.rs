//! The facts that a tool without media answers with, read from its details.

use serde_json::Value as Json;

use crate::arguments::{Value, Values};
use crate::catalog::{Field, Kind, Report};
use crate::json_text;
use crate::media::product::member;

/// Reads the members of a report. What the answer lacks, or has in another
/// shape, is absent.
pub fn read(report: &Report, details: &str) -> Values {
    let details: Json = json_text::parse(details).unwrap_or_default();
    let places = [details.get("resp_data"), Some(&details)];
    let find = |field: &Field| {
        let found = places
            .iter()
            .flatten()
            .find_map(|at| member(at, field.wire));
        value(field.kind, found?)
    };
    report.fields.iter().map(find).collect()
}

fn value(kind: Kind, json: &Json) -> Option<Value> {
    match kind {
        Kind::Int32(..) => json.as_i64().map(Value::Int),
        // Flags of a score are numbers too.
        Kind::Float(_) => json
            .as_f64()
            .or_else(|| json.as_bool().map(|flag| f64::from(u8::from(flag))))
            .map(Value::Float),
        Kind::Bool => json.as_bool().map(Value::Bool),
        Kind::Links(..) => {
            let list = json.as_array()?.iter();
            let texts = list.filter_map(|item| item.as_str().map(str::to_string));
            Some(Value::Texts(texts.collect()))
        }
        Kind::Text(_) => match json {
            Json::Null => None,
            Json::String(text) => Some(Value::Text(text.clone())),
            // A shape that the service does not document is passed on as JSON.
            other => Some(Value::Text(other.to_string())),
        },
        _ => None,
    }
}
