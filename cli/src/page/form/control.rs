//! Arguments of one value: texts, lists, buttons.

use super::number;
use super::place::{Place, default_text, in_language};
use crate::output::language::{pick, tr};
use maud::{Markup, html};
use visual_catalog::{Choices, Field, Kind, Text};

/// From how many choices on a list is shorter than buttons.
const MANY_CHOICES: usize = 6;
/// From which length on a text has more than one line.
const LONG_TEXT: usize = 80;

/// A field of one value with everything around it.
pub fn field(place: Place<'_>) -> Markup {
    match place.field.kind {
        Kind::Bool => buttons(place, &yes_and_no()),
        Kind::Choice(choices) if choices.cases.len() < MANY_CHOICES => {
            buttons(place, &cases(choices))
        }
        _ => labelled(place, control(place)),
    }
}

fn labelled(place: Place<'_>, control: Markup) -> Markup {
    html! {
        div.field data-field=(place.path) {
            label for=(place.id()) { (place.label_text()) }
            (control)
            (place.hint())
            (place.trouble())
        }
    }
}

fn control(place: Place<'_>) -> Markup {
    let field = place.field;
    match field.kind {
        Kind::Text(max) if is_long(field, max) => area(place, max, 4),
        Kind::Links(..) | Kind::Joined(..) => area(place, None, 3),
        Kind::Choice(choices) => list(place, &cases(choices)),
        Kind::OneOf(known) => {
            let known = known
                .iter()
                .map(|number| (number.to_string(), number.to_string()));
            list(place, &known.collect::<Vec<_>>())
        }
        Kind::Int32(min, max) => number::whole(place, (min, max)),
        Kind::Float(span) => number::float(place, span),
        Kind::Seed => number::seed(place),
        Kind::Known(known) if !known.is_empty() => suggested(place, known),
        Kind::Text(max) => line(place, max, "text"),
        Kind::Link => line(place, None, "url"),
        _ => line(place, None, "text"),
    }
}

fn is_long(field: &Field, max: Option<usize>) -> bool {
    let is_prompt = ["prompt", "description", "script"]
        .iter()
        .any(|word| field.name.contains(word));
    is_prompt || field.name == "text" || max.is_some_and(|max| max > LONG_TEXT)
}

fn area(place: Place<'_>, max: Option<usize>, rows: u8) -> Markup {
    let text = match place.field.kind {
        Kind::Links(..) | Kind::Joined(..) => place
            .form
            .entered
            .lines(place.path)
            .collect::<Vec<_>>()
            .join("\n"),
        _ => place.text().to_owned(),
    };
    let default = default_text(place.field);
    html! {
        textarea id=(place.id()) name=(place.path) rows=(rows) data-max=[max] placeholder=[default]
            aria-describedby=(place.described()) aria-invalid=[place.invalid()] required[place.field.required] {
            // The parser drops the first line break.
            "\n" (text)
        }
        @if max.is_some() { output.count for=(place.id()) hidden {} }
    }
}

fn line(place: Place<'_>, max: Option<usize>, mode: &str) -> Markup {
    let default = default_text(place.field);
    html! {
        input type="text" inputmode=(mode) id=(place.id()) name=(place.path) value=(place.text())
            data-max=[max] placeholder=[default] autocomplete="off" required[place.field.required]
            aria-describedby=(place.described()) aria-invalid=[place.invalid()];
    }
}

fn suggested(place: Place<'_>, known: &[&str]) -> Markup {
    let list = format!("{}-known", place.id());
    let default = default_text(place.field);
    html! {
        input type="text" id=(place.id()) name=(place.path) value=(place.text()) list=(list)
            placeholder=[default] autocomplete="off" required[place.field.required]
            aria-describedby=(place.described()) aria-invalid=[place.invalid()];
        datalist id=(list) { @for value in known { option value=(value) {} } }
    }
}

/// The values of a choice, and what they are called.
type Options = [(String, String)];

fn cases(choices: &Choices) -> Vec<(String, String)> {
    let case = |(_, wire, doc): &(&str, &str, Text)| {
        let doc = in_language(*doc).trim_end_matches(['.', '。']);
        let is_ratio = wire.split(':').all(|side| side.parse::<u32>().is_ok());
        let name = match doc.is_empty() {
            true => (*wire).to_owned(),
            false if is_ratio && !doc.contains(wire) => format!("{wire} · {doc}"),
            false => doc.to_owned(),
        };
        ((*wire).to_owned(), name)
    };
    choices.cases.iter().map(case).collect()
}

fn yes_and_no() -> Vec<(String, String)> {
    let option = |value: &str, name: &str| (value.to_owned(), name.to_owned());
    vec![
        option("true", pick("Yes", "是")),
        option("false", pick("No", "否")),
    ]
}

/// What stands for a value that is not given.
fn unset(field: &Field, options: &Options) -> String {
    let default = default_text(field);
    let known = default
        .as_ref()
        .and_then(|default| options.iter().find(|(value, _)| value == default));
    match known.map(|(_, name)| name).or(default.as_ref()) {
        Some(name) => tr!("Default ({name})", "默认（{name}）"),
        None => tr!("Default", "默认"),
    }
}

fn list(place: Place<'_>, options: &Options) -> Markup {
    let chosen = place.text();
    html! {
        select id=(place.id()) name=(place.path) aria-describedby=(place.described())
            aria-invalid=[place.invalid()] required[place.field.required] {
            option value="" {
                @if place.field.required { (pick("Choose", "请选择")) } @else { (unset(place.field, options)) }
            }
            @for (value, name) in options {
                option value=(value) selected[value == chosen] { (name) }
            }
        }
    }
}

fn buttons(place: Place<'_>, options: &Options) -> Markup {
    let chosen = place.text();
    let none = [(String::new(), unset(place.field, options))];
    let none = none.iter().filter(|_| !place.field.required);
    html! {
        fieldset.field.choice id=(place.id()) data-field=(place.path) aria-describedby=(place.described()) {
            legend { (place.label_text()) }
            div.segments {
                @for (index, (value, name)) in none.chain(options).enumerate() {
                    @let id = format!("{}-{index}", place.id());
                    input type="radio" id=(id) name=(place.path) value=(value) checked[value == chosen];
                    label for=(id) { (name) }
                }
            }
            (place.hint())
            (place.trouble())
        }
    }
}
