//! The parameters of one field of a tool.
//!
//! A parameter is open to language models, and to variables of a workflow, if it is what a request
//! is about: everything that is required; images, files and links, the callback's aside; free
//! texts; sizes, ratios and lengths, which people name in their requests. All else is a setting.

use visual_catalog::{Field, Kind, Span, Tool, snake};

use super::parameter::{Input, Parameter};
use super::{labels, names, texts};
use crate::bilingual::Bilingual;

/// Fields that people name in their requests, besides those whose kind tells it.
const ASKED: [&str; 9] = [
    "aspect-ratio",
    "duration",
    "frames",
    "height",
    "language",
    "ratio",
    "resolution",
    "video-ratio",
    "width",
];

/// Whether a model, or a variable of a workflow, may fill it in.
fn is_asked(field: &Field) -> bool {
    field.required
        || match field.kind {
            Kind::Text(_) | Kind::Size(_) | Kind::Image(_) | Kind::Images(..) => true,
            Kind::Link | Kind::Links(..) | Kind::Joined(..) => field.name != "callback-url",
            _ => ASKED.contains(&field.name),
        }
}

/// The parameters of a field. Names of fields in their texts are still the catalogue's.
pub fn parameters(tool: &Tool, field: &Field) -> Vec<Parameter> {
    match field.kind {
        Kind::Image(_) => image(tool, field),
        Kind::Images(..) => images(field),
        Kind::Size(rule) => {
            let (min, max) = rule.sides.unwrap_or((1, i32::MAX));
            let side = || whole(min.into(), max.into());
            let both = Bilingual::new("Give both sides or none.", "宽与高须同时填写或都不填。");
            let text = || texts::described(field, Some(&both));
            vec![
                one(field, ("width", "width"), side())
                    .named("width", labels::WIDTH)
                    .with(text()),
                one(field, ("height", "height"), side())
                    .named("height", labels::HEIGHT)
                    .with(text()),
            ]
        }
        kind => vec![simple(field, kind)],
    }
}

fn simple(field: &Field, kind: Kind) -> Parameter {
    let name = snake(field.name);
    let (form, input) = match kind {
        Kind::Text(_) if field.may_be_empty => ("text-or-empty", Input::Text),
        Kind::Text(_) | Kind::Known(_) => ("text", Input::Text),
        Kind::Link => ("url", Input::Text),
        Kind::Links(..) | Kind::Joined(..) => ("urls", Input::Text),
        Kind::Int32(min, max) => ("integer", whole(min.into(), max.into())),
        Kind::Seed => ("integer", whole(-1, i64::MAX)),
        Kind::OneOf(known) => {
            let option = |number: &i32| {
                let text = number.to_string();
                (text.clone(), Bilingual::new(&text, &text))
            };
            let options = known.iter().map(option).collect();
            ("integer-choice", Input::Select(options))
        }
        Kind::Float(span) => ("number", float(span)),
        Kind::Bool => ("switch", labels::switch()),
        Kind::Choice(choices) => {
            let cases = choices.cases.iter();
            let options = cases.map(|(_, value, text)| labels::option(value, *text));
            ("choice", Input::Select(options.collect()))
        }
        _ => ("json", Input::Text),
    };
    let parameter = one(field, (&name, form), input);
    let more = match kind {
        Kind::Links(..) | Kind::Joined(..) => Some(texts::one_a_line()),
        _ => texts::json(kind),
    };
    Parameter {
        required: field.required && !field.may_be_empty,
        ..parameter.with(texts::described(field, more.as_ref()))
    }
}

/// One image: a file, or an address.
fn image(tool: &Tool, field: &Field) -> Vec<Parameter> {
    let names = names::of_image(tool, field.name);
    let input = if names.is_list {
        Input::Files
    } else {
        Input::File
    };
    let file = one(field, (&names.file, "file"), input);
    let file = file.with(texts::described(field, Some(&texts::either(field))));
    let url = one(field, (&names.url, "url"), Input::Text);
    let url = url.relabelled(labels::URL).with(texts::address(field));
    let base64 = names.base64.map(|name| {
        let base64 = one(field, (name, "base64"), Input::Text);
        base64.relabelled(labels::BASE64).with(texts::base64())
    });
    [file, url].into_iter().chain(base64).collect()
}

/// A list of images: files, addresses, or both.
fn images(field: &Field) -> Vec<Parameter> {
    let files = one(field, (&snake(field.name), "files"), Input::Files);
    let files = files.with(texts::described(field, Some(&texts::either(field))));
    let urls = one(field, (&names::of_urls(field.name), "urls"), Input::Text);
    let urls = urls.relabelled(labels::URLS).with(texts::address(field));
    vec![files, urls]
}

/// A parameter of a field, without its text.
fn one(field: &Field, (name, form): (&str, &'static str), input: Input) -> Parameter {
    let [en, zh] = field.label();
    Parameter {
        name: name.to_owned(),
        label: Bilingual::new(en, zh),
        text: Bilingual::default(),
        for_models: is_asked(field).then(String::new),
        required: false,
        input,
        target: Some((snake(field.name), form)),
    }
}

fn whole(min: i64, max: i64) -> Input {
    let min = (min > i32::MIN.into()).then(|| min.to_string());
    let max = (max < i32::MAX.into()).then(|| max.to_string());
    Input::Number(min, max, true)
}

fn float(span: &Span) -> Input {
    let limit = |limit: f64| limit.is_finite().then(|| limit.to_string());
    Input::Number(limit(span.min), limit(span.max), false)
}
