//! The facts that a tool without media answers with, read from its details.

use serde_json::Value as Json;

use crate::input::arguments::{Value, Values};
use visual_catalog::json_text;
use visual_catalog::{Field, Kind, Record, Report};

/// Reads the members of a report. What the response lacks, or has in another
/// shape, is absent.
pub fn read(report: &Report, details: &str) -> Values {
    let details: Json = json_text::parse(details).unwrap_or_default();
    let places = [details.get("resp_data"), Some(&details)];
    let find = |field: &Field| places.iter().flatten().find_map(|at| fact(field, at));
    report.fields.iter().map(find).collect()
}

/// The member of a report or record in an object.
fn fact(field: &Field, at: &Json) -> Option<Value> {
    let mut paths = field.wires();
    paths.find_map(|path| match (path.contains('*'), field.kind) {
        (false, kind) => value(kind, all(at, path).first()?),
        (true, Kind::Links(..)) => {
            let texts = all(at, path).into_iter().filter_map(Json::as_str);
            let texts: Vec<String> = texts.map(str::to_string).collect();
            (!texts.is_empty()).then_some(Value::Texts(texts))
        }
        (true, Kind::Records(record, ..)) => {
            let items = all(at, path).into_iter().filter(|item| item.is_object());
            let items: Vec<Values> = items.map(|item| members(record, item)).collect();
            (!items.is_empty()).then_some(Value::Records(items))
        }
        (true, kind) => value(kind, all(at, path).first()?),
    })
}

fn members(record: &Record, item: &Json) -> Values {
    let fields = record.fields.iter();
    fields.map(|field| fact(field, item)).collect()
}

/// All there is at a path of names with dots between, where `*` stands for
/// every item of a list.
fn all<'a>(at: &'a Json, path: &str) -> Vec<&'a Json> {
    path.split('.').fold(vec![at], |found, name| {
        let found = found.into_iter();
        match name {
            "*" => found.filter_map(Json::as_array).flatten().collect(),
            _ => found.filter_map(|value| value.get(name)).collect(),
        }
    })
}

fn value(kind: Kind, json: &Json) -> Option<Value> {
    match kind {
        Kind::Int32(..) => {
            let number = json.as_i64().filter(|n| i32::try_from(*n).is_ok());
            number.map(Value::Int)
        }
        Kind::Float(_) => json.as_f64().map(Value::Float),
        // The service writes most of its flags as numbers.
        Kind::Bool => match json.as_f64() {
            Some(0.0) => Some(Value::Bool(false)),
            Some(1.0) => Some(Value::Bool(true)),
            _ => json.as_bool().map(Value::Bool),
        },
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

#[cfg(test)]
mod tests {
    use super::value;
    use crate::input::arguments::Value;
    use serde_json::json;
    use visual_catalog::Kind;

    #[test]
    fn numbers_that_do_not_fit_are_absent() {
        let kind = Kind::Int32(0, 0);
        for (json, expected) in [
            (json!(7), Some(7)),
            (json!(i32::MIN), Some(i64::from(i32::MIN))),
            (json!(i64::from(i32::MAX) + 1), None),
            (json!(4_294_967_297_i64), None),
            (json!(u64::MAX), None),
            (json!("7"), None),
        ] {
            assert_eq!(value(kind, &json), expected.map(Value::Int), "{json}");
        }
    }
}
