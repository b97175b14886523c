//! Dynamic values of the contract, from the library's types and back.

use serde_json::{Map, Value};
use visual_host::types::{
    Advice, Done, Error, ErrorKind, Options, Outcome, OutputOptions, Pending, Purchase, Task,
};
use wasmtime::component::Val;

use crate::options::read_output;

/// The options of a call.
pub fn options(options: Option<&Options>) -> Val {
    let number = |number: Option<u32>| option(number, Val::U32);
    option(options, |options| {
        record([
            ("output", option(options.output.as_ref(), output)),
            ("wait-ms", number(options.wait_ms)),
            ("max-inline", number(options.max_inline)),
        ])
    })
}

fn output(output: &OutputOptions) -> Val {
    let word = |word: &str| Val::Enum(word.to_owned());
    record([
        (
            "delivery",
            option(output.delivery, |delivery| word(delivery.as_str())),
        ),
        (
            "watermark",
            option(output.watermark.as_ref(), |mark| {
                let position = option(mark.position, |position| word(position.as_str()));
                let language = option(mark.language, |language| word(language.as_str()));
                record([
                    ("text", option(mark.text.clone(), Val::String)),
                    ("position", position),
                    ("language", language),
                    ("opacity", option(mark.opacity, Val::Float64)),
                ])
            }),
        ),
        (
            "label",
            option(output.label.as_ref(), |label| {
                let text = |text: &Option<String>| option(text.clone(), Val::String);
                record([
                    ("content-producer", text(&label.content_producer)),
                    ("producer-id", Val::String(label.producer_id.clone())),
                    ("content-propagator", text(&label.content_propagator)),
                    ("propagate-id", text(&label.propagate_id)),
                ])
            }),
        ),
    ])
}

/// A record.
pub fn record<const N: usize>(fields: [(&str, Val); N]) -> Val {
    let fields = fields.map(|(name, value)| (name.to_owned(), value));
    Val::Record(fields.to_vec())
}

/// What may be absent.
pub fn option<T>(value: Option<T>, val: impl FnOnce(T) -> Val) -> Val {
    Val::Option(value.map(|value| Box::new(val(value))))
}

/// A member of a record.
pub fn member<'a>(record: &'a Val, name: &str) -> &'a Val {
    let Val::Record(fields) = record else {
        panic!("no record: {record:?}");
    };
    let field = fields.iter().find(|(field, _)| field == name);
    &field.unwrap_or_else(|| panic!("no {name} in {record:?}")).1
}

/// A task.
pub fn task(task: &Task) -> Val {
    record([
        ("tool", Val::String(task.tool.clone())),
        ("id", Val::String(task.id.clone())),
        ("submitted-at", Val::U64(task.submitted_at)),
        ("output", option(task.output.as_ref(), output)),
    ])
}

/// The result of a function, whose product is read so.
pub fn result<T>(result: Val, product: impl FnOnce(&Value) -> T) -> Result<T, Error> {
    match result {
        Val::Result(Ok(Some(value))) => Ok(product(&json(&value))),
        Val::Result(Err(Some(error))) => Err(read_error(&json(&error))),
        other => panic!("no result: {other:?}"),
    }
}

/// An outcome without its media.
pub fn read_outcome(json: &Value) -> Outcome {
    if let Some(pending) = json.get("pending") {
        return Outcome::Pending(Pending::from(read_task(&pending["task"])));
    }
    let mut done = Done::default();
    done.request_id = text(&json["done"]["request_id"]).expect("a request");
    done.task = json["done"].get("task").map(read_task);
    Outcome::Done(done)
}

/// A task.
pub fn read_task(json: &Value) -> Task {
    let word = |name: &str| json[name].as_str().expect("a text");
    let submitted_at = json["submitted_at"].as_u64().expect("a time");
    let mut task = Task::new(word("tool"), word("id"), submitted_at);
    task.output = json.get("output").map(read_output);
    task
}

fn read_error(json: &Value) -> Error {
    let kind = case(ErrorKind::ALL, &json["kind"], |kind| kind.as_str());
    let texts = [&json["message"], &json["message_zh"]].map(|text| text.as_str().expect("a text"));
    let mut error = Error::refused(kind, "", (texts[0].to_owned(), texts[1].to_owned()));
    error.advice = case(Advice::ALL, &json["advice"], |advice| advice.as_str());
    error.purchase = case(Purchase::ALL, &json["purchase"], |told| told.as_str());
    error.field = text(&json["field"]);
    error.code = text(&json["code"]);
    error.request_id = text(&json["request_id"]);
    error.task = json.get("task").map(read_task);
    error
}

fn text(json: &Value) -> Option<String> {
    json.as_str().map(str::to_owned)
}

fn case<T: Copy>(all: &[T], word: &Value, is: impl Fn(&T) -> &'static str) -> T {
    let found = all.iter().find(|case| Some(is(case)) == word.as_str());
    *found.unwrap_or_else(|| panic!("no case: {word}"))
}

/// A value with names in snake case, and without what is absent.
fn json(value: &Val) -> Value {
    let name = |name: &str| name.replace('-', "_");
    match value {
        Val::Bool(flag) => (*flag).into(),
        Val::U8(number) => (*number).into(),
        Val::U32(number) => (*number).into(),
        Val::U64(number) => (*number).into(),
        Val::Float64(number) => (*number).into(),
        Val::String(text) => text.clone().into(),
        Val::Enum(word) => word.clone().into(),
        Val::List(items) => items.iter().map(json).collect(),
        Val::Option(value) => value.as_deref().map_or(Value::Null, json),
        Val::Record(fields) => {
            let present = fields
                .iter()
                .filter(|(_, value)| *value != Val::Option(None));
            present
                .map(|(field, value)| (name(field), json(value)))
                .collect()
        }
        Val::Variant(case, value) => {
            let value = value.as_deref().map_or(Value::Null, json);
            Map::from_iter([(name(case), value)]).into()
        }
        other => panic!("not of the contract: {other:?}"),
    }
}
