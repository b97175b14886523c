//! Flags of one tool, made from its schema when the program runs.

use super::program::program;
use crate::args::limits::plain;
use crate::args::schema::{Field, Kind};
use crate::images::argument;
use crate::output::failure::Failure;
use crate::output::language::{Message, message, pick, tr};
use crate::output::typed::as_typed;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Map, Value, json};
use visual_catalog::json_text::parse_strict;
use visual_catalog::sanitize::escape_hidden;

/// The flag that fills a tool's images in their order.
const IMAGE: &str = "image";

/// The flags of a tool, clear of those that `run` has anyway.
pub fn define(fields: &[Field]) -> Vec<Arg> {
    let taken = taken();
    let long = |field: &Field| {
        let long = field.name.replace('_', "-");
        // An image flag of this name would hide `--image`.
        let clash = taken.contains(&long) || long == IMAGE;
        if clash { format!("param-{long}") } else { long }
    };
    let plain = fields
        .iter()
        .filter(|field| is_plain(&field.name) && !is_image(field));
    let image = fields.iter().any(Field::is_picture).then(|| image(fields));
    let flags = plain.map(|field| flag(field, long(field)));
    let flags: Vec<_> = image.into_iter().chain(flags).collect();
    // Texts name other arguments.
    let long = |name: &str| {
        let known = known(name, fields)?;
        let is_its = |flag: &&Arg| flag.get_id() == id(known).as_str();
        let long = match is_image(known) {
            true => IMAGE,
            false => flags.iter().find(is_its)?.get_long()?,
        };
        Some(format!("--{long}"))
    };
    let texts = |flag: &Arg| {
        let long_help = flag.get_long_help()?.to_string();
        let lines = long_help.lines().map(|line| as_typed(line, long));
        Some(lines.collect::<Vec<_>>().join("\n"))
    };
    let texts: Vec<_> = flags.iter().map(texts).collect();
    let texts = flags.into_iter().zip(texts);
    let named = texts.map(|(flag, text)| match text {
        Some(text) => flag.long_help(text),
        None => flag,
    });
    named.collect()
}

/// The field of this name, in JSON's spelling or the component's.
fn known<'a>(name: &str, fields: &'a [Field]) -> Option<&'a Field> {
    let name = name.replace('-', "_");
    fields
        .iter()
        .find(|known| known.name.replace('-', "_") == name)
}

/// Whether `--image` itself is the flag of a field.
fn is_image(field: &Field) -> bool {
    field.is_picture() && field.name == IMAGE
}

/// The flag that an argument of this name may be given by. A member of one is named beside
/// its flag.
pub fn name(field: &str, fields: &[Field]) -> Option<String> {
    if let Some((outer, member)) = field.split_once('.') {
        let flag = name(outer, fields)?;
        let member = member.replace('-', "_");
        return Some(tr!("`{member}` in {flag}", "{flag} 中的 `{member}`"));
    }
    let known = known(field, fields)?;
    if is_image(known) {
        return Some(format!("--{IMAGE}"));
    }
    let flags = define(fields);
    let flag = flags
        .iter()
        .find(|flag| flag.get_id() == id(known).as_str())?;
    flag.get_long().map(|long| format!("--{long}"))
}

/// The same for a command line: an image may have been given by `--image`.
pub fn given_name(field: &str, fields: &[Field], matches: &ArgMatches) -> Option<String> {
    match known(field, fields).is_some_and(|known| is_by_image(known, fields, matches)) {
        true => Some(format!("--{IMAGE}")),
        false => name(field, fields),
    }
}

/// Whether `--image` fills a field: its values go to the images without a flag of their own,
/// in their order, and a list takes all that are left.
fn is_by_image(wanted: &Field, fields: &[Field], matches: &ArgMatches) -> bool {
    let given = |id: &str| matches.try_get_many::<String>(id).ok().flatten();
    let mut left = given("picture").map_or(0, |values| values.count());
    let mut rest = fields.iter().filter(|field| field.is_picture());
    rest.any(|field| {
        if left == 0 || given(&id(field)).is_some() {
            return false;
        }
        left = match field.kind {
            Kind::List(_) => 0,
            _ => left - 1,
        };
        field.name == wanted.name
    })
}

/// The flags of the files that were given, which make a request large.
pub fn of_files(
    arguments: &Map<String, Value>,
    fields: &[Field],
    matches: &ArgMatches,
) -> Vec<String> {
    let is_file = |value: &Value| value["base64"].is_string();
    let has_file = |field: &&Field| match arguments.get(&field.name) {
        Some(Value::Array(values)) => values.iter().any(is_file),
        value => value.is_some_and(is_file),
    };
    let files = fields.iter().filter(has_file);
    let mut flags: Vec<_> = files
        .filter_map(|field| given_name(&field.name, fields, matches))
        .collect();
    flags.dedup();
    flags
}

/// The usage of a tool behind its command, in parts that stay whole: its name, its required
/// arguments, and the options.
pub fn usage(tool: &str, fields: &[Field]) -> Vec<String> {
    let required = fields.iter().filter(|field| field.required);
    let flags = required.filter_map(|field| {
        let flag = name(&field.name, fields)?;
        Some(format!("{flag} <{}>", value_name(&field.kind)))
    });
    let options = pick("[OPTIONS]", "[选项]").to_owned();
    let tool = std::iter::once(tool.to_owned());
    tool.chain(flags).chain([options]).collect()
}

/// How many images are read from standard input.
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

/// `--image`: the field of this name as it describes itself, else every image
/// of the tool.
fn image(fields: &[Field]) -> Arg {
    let arg = match fields.iter().find(|field| is_image(field)) {
        Some(field) => flag(field, IMAGE.to_owned()).id("picture"),
        None => Arg::new("picture").long(IMAGE).help(pick(
            "An image; repeat it to give the tool's images in their order",
            "图片；重复使用可按顺序给出多张图片",
        )),
    };
    let takes_files = fields.iter().any(|field| takes_file(&field.kind));
    arg.value_name(value_name(match takes_files {
        true => &Kind::Picture,
        false => &Kind::PictureUrl,
    }))
    .action(ArgAction::Append)
}

fn takes_file(kind: &Kind) -> bool {
    match kind {
        Kind::Picture => true,
        Kind::List(inner) => takes_file(inner),
        _ => false,
    }
}

fn flag(field: &Field, long: String) -> Arg {
    let required = match field.required {
        true => pick(" (required)", "（必填）"),
        false => "",
    };
    let label = format!("{}{required}", field.label);
    let mut details = Vec::new();
    if field.required {
        details.push(pick("[required]", "[必填]").to_owned());
    }
    details.extend(choices(&field.kind));
    let members: Vec<_> = field.members.iter().map(|m| m.name.as_str()).collect();
    if !members.is_empty() {
        let members = members.join(pick(", ", "、"));
        details.push(tr!(
            "[members: {members}; see `visual describe`]",
            "[成员：{members}，见 `visual describe`]"
        ));
    }
    let long_help = field.help(&details);
    let arg = Arg::new(id(field))
        .long(long)
        .help(escape_hidden(&label).into_owned())
        .long_help(escaped_lines(long_help.trim_end()));
    typed(arg, &field.kind)
}

/// The values that may be chosen from.
pub fn choices(kind: &Kind) -> Option<String> {
    let Kind::Choice(values) = kind else {
        return None;
    };
    let listed: Vec<_> = values.iter().map(plain).collect();
    let listed = listed.join(pick(", ", "、"));
    Some(tr!("[one of: {listed}]", "[可选值：{listed}]"))
}

/// Lines of a help text, without what a terminal acts on.
fn escaped_lines(text: &str) -> String {
    let lines = text.lines().map(|line| escape_hidden(line).into_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// The placeholder of a value in help texts.
pub fn value_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "TEXT",
        Kind::Integer | Kind::Number => "NUMBER",
        Kind::Boolean => "BOOLEAN",
        Kind::Choice(_) => "CHOICE",
        Kind::Picture => "FILE|URL",
        Kind::PictureUrl | Kind::Link => "URL",
        Kind::Size => "WxH",
        Kind::List(inner) => value_name(inner),
        Kind::Json => "JSON",
    }
}

fn typed(arg: Arg, kind: &Kind) -> Arg {
    let arg = arg.value_name(value_name(kind));
    match kind {
        Kind::Integer | Kind::Number | Kind::Choice(_) | Kind::Json => {
            arg.allow_negative_numbers(true)
        }
        Kind::Boolean => arg
            .num_args(0..=1)
            .default_missing_value("true")
            .value_parser(PossibleValuesParser::new(["true", "false"]))
            .hide_possible_values(true),
        Kind::List(inner) => typed(arg, inner).action(ArgAction::Append),
        Kind::Text | Kind::Picture | Kind::PictureUrl | Kind::Link | Kind::Size => arg,
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
        Kind::Text if field.required && texts.iter().all(|text| text.is_empty()) => {
            let name = &field.name;
            let message = message!("`{name}` is empty", "`{name}` 不能为空");
            Err(Failure::input(name, message))
        }
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
    let expected = |Message { en, zh }: Message| {
        let message = message!(
            "`{name}` must be {en}, got `{text}`",
            "`{name}` 必须是{zh}，实际为 `{text}`"
        );
        Failure::input(name, message)
    };
    match kind {
        Kind::Text => Ok(json!(text)),
        Kind::Integer => number(text).ok_or_else(|| expected(message!("a whole number", "整数"))),
        Kind::Number => number(text).ok_or_else(|| expected(message!("a number", "数值"))),
        Kind::Boolean => Ok(json!(text == "true")),
        Kind::Choice(values) => Ok(values
            .iter()
            .find(|value| plain(value) == text)
            .cloned()
            .unwrap_or_else(|| json!(text))),
        Kind::Picture => argument::picture(name, text),
        Kind::PictureUrl | Kind::Link => argument::link(name, text),
        Kind::Size => size(text).ok_or_else(|| {
            expected(message!(
                "WIDTHxHEIGHT, such as 1024x768",
                "宽x高，例如 1024x768"
            ))
        }),
        Kind::Json | Kind::List(_) => {
            parse_strict(text).map_err(|_| expected(message!("JSON", " JSON")))
        }
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
