//! Flags of one tool, made from its schema when the program runs.

use super::program::program;
use crate::args::schema::{Field, Kind, plain};
use crate::images::argument;
use crate::output::failure::Failure;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Map, Value, json};
use visual_catalog::json_text::parse_strict;
use visual_catalog::sanitize::escape_hidden;

/// The flag that fills a tool's pictures in their order.
const IMAGE: &str = "image";

/// The flags of a tool, clear of those that `run` has anyway.
pub fn define(fields: &[Field]) -> Vec<Arg> {
    let taken = taken();
    let long = |field: &Field| {
        let long = field.name.replace('_', "-");
        // A picture flag of this name would hide `--image`.
        let clash = taken.contains(&long) || long == IMAGE;
        if clash { format!("param-{long}") } else { long }
    };
    let plain = fields
        .iter()
        .filter(|field| is_plain(&field.name) && !is_image(field));
    let image = fields.iter().any(Field::is_picture).then(image);
    let flags = plain.map(|field| flag(field, long(field)));
    image.into_iter().chain(flags).collect()
}

/// Whether `--image` itself is the flag of a field.
fn is_image(field: &Field) -> bool {
    field.is_picture() && field.name == IMAGE
}

/// The flag that an argument of this name was given by, or may be given by.
pub fn name(field: &str, fields: &[Field]) -> Option<String> {
    let known = fields.iter().find(|known| known.name == field)?;
    if is_image(known) {
        return Some(format!("--{IMAGE}"));
    }
    let flags = define(fields);
    let flag = flags
        .iter()
        .find(|flag| flag.get_id() == id(known).as_str())?;
    flag.get_long().map(|long| format!("--{long}"))
}

/// How many pictures are read from standard input.
pub fn from_standard_input(matches: &ArgMatches, fields: &[Field]) -> usize {
    let ids = fields.iter().filter(|field| field.is_picture()).map(id);
    let ids = ids.chain(["picture".to_owned()]);
    let values = ids.filter_map(|id| matches.try_get_many::<String>(&id).ok().flatten());
    values.flatten().filter(|value| *value == "-").count()
}

/// The long names of the options that `run` has for every tool.
fn taken() -> Vec<String> {
    let program = program(None, Vec::new());
    let run = program.find_subcommand("run").into_iter();
    let args = run.flat_map(|run| run.get_arguments());
    let args = args.chain(program.get_arguments());
    let names = args.flat_map(|arg| arg.get_long_and_visible_aliases().unwrap_or_default());
    names
        .chain(["intent", "help", "version"])
        .map(str::to_owned)
        .collect()
}

/// Whether a name can be a flag. Others, of a component that is not ours, are
/// given in `--args-json`.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(plain)
}

fn image() -> Arg {
    Arg::new("picture")
        .long(IMAGE)
        .value_name("FILE|URL")
        .action(ArgAction::Append)
        .help("A picture; repeated, it fills the tool's pictures in their order")
}

fn flag(field: &Field, long: String) -> Arg {
    let required = if field.required { "(required) " } else { "" };
    let members: Vec<_> = field.members.iter().map(|m| m.name.as_str()).collect();
    let members = match members.as_slice() {
        [] => String::new(),
        _ => format!(" [members: {}; see `visual describe`]", members.join(", ")),
    };
    let arg = Arg::new(id(field))
        .long(long)
        .help(format!("{required}{}{members}", field.help));
    let arg = typed(arg, &field.kind);
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    arg.help(escape_hidden(&help).into_owned())
}

fn typed(arg: Arg, kind: &Kind) -> Arg {
    match kind {
        Kind::Text => arg.value_name("TEXT"),
        Kind::Integer | Kind::Number => arg.value_name("NUMBER").allow_negative_numbers(true),
        Kind::Boolean => arg
            .value_name("BOOLEAN")
            .num_args(0..=1)
            .default_missing_value("true")
            .value_parser(PossibleValuesParser::new(["true", "false"])),
        Kind::Choice(values) => arg
            .value_name("CHOICE")
            .allow_negative_numbers(true)
            .help_with_choices(values),
        Kind::Picture => arg.value_name("FILE|URL"),
        Kind::PictureUrl | Kind::Link => arg.value_name("URL"),
        Kind::Size => arg.value_name("WxH"),
        Kind::List(inner) => typed(arg, inner).action(ArgAction::Append),
        Kind::Json => arg.value_name("JSON").allow_negative_numbers(true),
    }
}

trait Choices {
    fn help_with_choices(self, values: &[Value]) -> Self;
}

impl Choices for Arg {
    fn help_with_choices(self, values: &[Value]) -> Arg {
        let listed: Vec<_> = values.iter().map(plain).collect();
        let help = self.get_help().map(ToString::to_string).unwrap_or_default();
        self.help(format!("{help} [one of: {}]", listed.join(", ")))
    }
}

/// The identifier of a field's flag; a prefix keeps it from the fixed ones.
fn id(field: &Field) -> String {
    format!("field:{}", field.name)
}

/// The arguments that were given as flags.
pub fn arguments(matches: &ArgMatches, fields: &[Field]) -> Result<Map<String, Value>, Failure> {
    let mut arguments = Map::new();
    for field in fields {
        let given = matches.try_get_many::<String>(&id(field)).ok().flatten();
        let Some(texts) = given else { continue };
        let texts: Vec<_> = texts.map(String::as_str).collect();
        arguments.insert(field.name.clone(), given_value(field, &texts)?);
    }
    if let Ok(Some(texts)) = matches.try_get_many::<String>("picture") {
        let texts: Vec<_> = texts.map(String::as_str).collect();
        argument::spread(&texts, fields, &mut arguments)?;
    }
    Ok(arguments)
}

fn given_value(field: &Field, texts: &[&str]) -> Result<Value, Failure> {
    match &field.kind {
        Kind::List(inner) => texts
            .iter()
            .map(|text| value(&field.name, inner, text))
            .collect::<Result<_, _>>()
            .map(Value::Array),
        kind => value(
            &field.name,
            kind,
            texts.first().copied().unwrap_or_default(),
        ),
    }
}

/// A text from the command line as JSON. Ranges are the component's business.
pub fn value(name: &str, kind: &Kind, text: &str) -> Result<Value, Failure> {
    let expected = |what: &str| {
        let message = format!("{name} must be {what}, not `{text}`");
        Failure::input(name, &message, &format!("{name} 的值格式有误"))
    };
    match kind {
        Kind::Text => Ok(json!(text)),
        Kind::Integer => number(text).ok_or_else(|| expected("a whole number")),
        Kind::Number => number(text).ok_or_else(|| expected("a number")),
        Kind::Boolean => Ok(json!(text == "true")),
        Kind::Choice(values) => Ok(values
            .iter()
            .find(|value| plain(value) == text)
            .cloned()
            .unwrap_or_else(|| json!(text))),
        Kind::Picture => argument::picture(name, text),
        Kind::PictureUrl | Kind::Link => argument::link(name, text),
        Kind::Size => size(text).ok_or_else(|| expected("WIDTHxHEIGHT, such as 1024x768")),
        Kind::Json | Kind::List(_) => parse_strict(text).map_err(|_| expected("JSON")),
    }
}

/// A number in JSON's own spelling, kept as it is written.
fn number(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text.trim()).ok()?;
    value.is_number().then_some(value)
}

fn size(text: &str) -> Option<Value> {
    let (width, height) = text.split_once(['x', 'X', '×'])?;
    let (width, height): (i32, i32) = (width.parse().ok()?, height.parse().ok()?);
    Some(json!({ "width": width, "height": height }))
}

#[cfg(test)]
#[path = "flags_tests.rs"]
mod tests;
