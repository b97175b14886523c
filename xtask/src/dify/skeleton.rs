//! The form of a value that is written as JSON.

use visual_catalog::{Field, Kind, Record, snake};

/// The form of a value: names with a question mark may be left out.
pub fn value(kind: Kind) -> String {
    match kind {
        Kind::Int32(..) | Kind::Seed | Kind::Float(_) => "number".to_owned(),
        Kind::OneOf(known) => {
            let known = known.iter().map(i32::to_string);
            known.collect::<Vec<_>>().join(" | ")
        }
        Kind::Bool => "true | false".to_owned(),
        Kind::Choice(choices) => {
            let values = choices.cases.iter().map(|(_, value, _)| quoted(value));
            values.collect::<Vec<_>>().join(" | ")
        }
        Kind::Link | Kind::Image(_) => quoted("URL"),
        Kind::Links(..) | Kind::Joined(..) | Kind::Images(..) => format!("[{}]", quoted("URL")),
        Kind::Ints(count) => format!("[{}]", vec!["number"; count].join(", ")),
        Kind::Size(_) => r#"{"width": number, "height": number}"#.to_owned(),
        Kind::Record(record) => object(record),
        Kind::Records(record, ..) => format!("[{}]", object(record)),
        Kind::Text(_) | Kind::Known(_) => quoted("text"),
    }
}

fn object(record: &Record) -> String {
    let members = record.fields.iter().map(|field| {
        let mark = if field.required { "" } else { "?" };
        format!("\"{}\"{mark}: {}", snake(field.name), value(field.kind))
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// The members at any depth.
pub fn members(kind: Kind) -> Vec<&'static Field> {
    let fields = kind.record().map_or(&[][..], |record| record.fields);
    let all = fields
        .iter()
        .flat_map(|field| std::iter::once(field).chain(members(field.kind)));
    all.collect()
}
