//! The fewest arguments that a tool takes, and what it says of others.

use serde_json::{Map, Value, json};
use visual_catalog::{Field, Kind, Rule, Status, Tool, find};
use volcengine_visual::call;
use volcengine_visual::errors::fault::Fault;
use volcengine_visual::types::{Advice, Error, ErrorKind, Options, Purchase};

pub const PICTURE: &str = "https://example.com/a.jpg";

/// What is required of a tool's arguments, and nothing else.
pub fn min(tool: &Tool) -> Map<String, Value> {
    let mut given = members(tool.fields, |field| {
        let first = tool.rules.iter().any(|rule| match rule {
            Rule::AnyOf(names) => names.first() == Some(&field.name),
            _ => false,
        });
        field.required || first
    });
    if tool.status == Status::Unconfirmed {
        given.insert("accept_unconfirmed".into(), true.into());
    }
    given
}

fn members(fields: &[Field], wanted: impl Fn(&Field) -> bool) -> Map<String, Value> {
    let wanted = fields.iter().filter(|field| wanted(field));
    let member = |field: &Field| (field.name.replace('-', "_"), value(field.kind));
    wanted.map(member).collect()
}

fn value(kind: Kind) -> Value {
    match kind {
        Kind::Text(_) => json!("a"),
        Kind::Known(known) => json!(known.first().unwrap_or(&"a")),
        Kind::Link => json!(PICTURE),
        Kind::Links(min, _) | Kind::Joined(_, min, _) | Kind::Images(_, min, _) => {
            json!(vec![PICTURE; min])
        }
        Kind::Seed => json!(-1),
        Kind::Int32(min, max) => json!(1.clamp(min, max)),
        Kind::OneOf(known) => json!(known[0]),
        Kind::Ints(count) => json!(vec![1; count]),
        Kind::Float(span) => json!(if span.max.is_finite() { span.max } else { 1.0 }),
        Kind::Bool => json!(true),
        Kind::Choice(choices) => json!(choices.cases[0].1),
        Kind::Size(_) => json!({"width": 1024, "height": 1024}),
        Kind::Image(_) => json!(PICTURE),
        Kind::Record(record) => members(record.fields, |field| field.required).into(),
        Kind::Records(record, min, _) => {
            let one: Value = members(record.fields, |field| field.required).into();
            json!(vec![one; min])
        }
    }
}

/// The fewest arguments that a tool takes, with one more.
pub fn with(name: &str, member: &str) -> String {
    let given = member.split(':').next().unwrap().trim_matches('"');
    let mut min = min(find(name).unwrap());
    min.remove(given);
    let mut members: Vec<String> = min
        .into_iter()
        .map(|(field, json)| format!("\"{field}\":{json}"))
        .collect();
    if !member.is_empty() {
        members.push(member.to_string());
    }
    format!("{{{}}}", members.join(","))
}

pub fn accepted_with(name: &str, member: &str) {
    let json = with(name, member);
    if let Err(fault) = call::invoke(name, &json, None) {
        panic!("{name} {json:.200}: {fault:?}");
    }
}

pub fn refused(name: &str, json: &str, options: Option<Options>) -> Fault {
    match call::invoke(name, json, options) {
        Ok(_) => panic!("{name} took {json:.200}"),
        Err(fault) => fault,
    }
}

/// Refused because of `field`, with a message that holds every one of `parts`.
pub fn refused_with(name: &str, member: &str, field: &str, parts: &[&str]) {
    let fault = refused(name, &with(name, member), None);
    assert_eq!(fault.field, field, "{name} {member:.200}");
    let error = Error::from(fault);
    for part in parts.iter().chain([&field]) {
        assert!(error.message.contains(part), "{part}: {}", error.message);
    }
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    assert!(error.message_zh.contains(field) && error.message_zh.chars().any(is_chinese));
    assert!(matches!(
        error.kind,
        ErrorKind::InvalidInput | ErrorKind::Unsupported
    ));
    assert_eq!(
        (error.purchase, error.advice),
        (Purchase::NotMade, Advice::FixInput)
    );
    assert!(error.message.chars().count() < 400, "{}", error.message);
}
