//! `wit/<family>.wit`, and the world that exports every family.

use volcengine_visual::catalog::{Choices, Family, Field, Kind, SizeRule, TOOLS, Tool};

const WIDTH: usize = 78;

/// The tools of a family, in the order of the catalogue.
pub fn tools_of(family: Family) -> impl Iterator<Item = &'static Tool> {
    TOOLS
        .iter()
        .copied()
        .filter(move |tool| tool.family == family)
}

/// Every WIT file that is derived, by name.
pub fn files() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Family::ALL
        .iter()
        .map(|family| (format!("{}.wit", family.name()), interface(*family)))
        .collect();
    files.push(("families.wit".into(), families()));
    files
}

fn families() -> String {
    let mut out = header();
    out += "/// Every family of tools. `cargo xtask wit` writes this file.\nworld families {\n";
    for family in Family::ALL {
        out += &format!("    export {};\n", family.name());
    }
    out + "}\n"
}

fn header() -> String {
    "package volcengine:visual@0.1.0;\n\n".into()
}

fn interface(family: Family) -> String {
    let fields = || tools_of(family).flat_map(|tool| tool.fields);
    let mut used = String::new();
    for (name, is) in [
        ("image", Kind::is_image as fn(&Kind) -> bool),
        ("size", Kind::is_size),
    ] {
        if fields().any(|field| is(&field.kind)) {
            used += &format!("{name}, ");
        }
    }
    let mut out = header();
    doc(
        &mut out,
        "",
        &format!("{} {}", family.doc().en, family.doc().zh),
    );
    doc(&mut out, "", "");
    doc(
        &mut out,
        "",
        "`cargo xtask wit` writes this file from the catalogue.",
    );
    out += &format!("interface {} {{\n", family.name());
    out += &format!("    use types.{{{used}options, outcome, error}};\n");
    for choices in distinct_choices(fields()) {
        out.push('\n');
        write_enum(&mut out, choices);
    }
    for tool in tools_of(family) {
        out.push('\n');
        write_record(&mut out, tool);
        out.push('\n');
        write_function(&mut out, tool);
    }
    out + "}\n"
}

fn distinct_choices(fields: impl Iterator<Item = &'static Field>) -> Vec<&'static Choices> {
    let mut all: Vec<&Choices> = Vec::new();
    for field in fields {
        if let Kind::Choice(choices) = field.kind
            && all.iter().all(|known| known.name != choices.name)
        {
            all.push(choices);
        }
    }
    all
}

fn write_enum(out: &mut String, choices: &Choices) {
    doc(out, "    ", choices.doc.en);
    *out += &format!("    enum {} {{\n", choices.name);
    for (name, wire, meaning) in choices.cases {
        doc(out, "        ", &format!("`{wire}`: {}", meaning.en));
        *out += &format!("        {name},\n");
    }
    *out += "    }\n";
}

fn write_record(out: &mut String, tool: &Tool) {
    doc(out, "    ", &format!("Arguments of `{}`.", tool.name));
    *out += &format!("    record {}-params {{\n", tool.name);
    for field in tool.fields {
        doc(out, "        ", &field_doc(field));
        let wit = wit_type(field);
        let wit = if field.required {
            wit
        } else {
            format!("option<{wit}>")
        };
        *out += &format!("        {}: {wit},\n", field.name);
    }
    doc(
        out,
        "        ",
        "A JSON object of fields that the service added later, sent as they are.",
    );
    *out += "        extra: option<string>,\n    }\n";
}

fn write_function(out: &mut String, tool: &Tool) {
    doc(
        out,
        "    ",
        &format!("{} ({})", tool.title.en, tool.title.zh),
    );
    doc(out, "    ", "");
    doc(out, "    ", tool.summary.en);
    let actions = match tool.pair.query() {
        Some(query) => format!("`{}`, then `{query}`", tool.pair.submit()),
        None => format!("`{}`, which has no tasks", tool.pair.submit()),
    };
    doc(
        out,
        "    ",
        &format!("The service's key: `{}`. Actions: {actions}.", tool.req_key),
    );
    doc(out, "    ", &format!("Source: {}", tool.source));
    let name = tool.name;
    *out += &format!(
        "    {name}: func(params: {name}-params, options: option<options>) -> result<outcome, error>;\n"
    );
}

fn wit_type(field: &Field) -> String {
    match field.kind {
        Kind::Text(_) | Kind::Link => "string".into(),
        Kind::Int(..) => "s64".into(),
        Kind::Pixels(..) => "s32".into(),
        Kind::Float(..) => "f64".into(),
        Kind::Bool => "bool".into(),
        Kind::Image => "image".into(),
        Kind::Size(_) => "size".into(),
        Kind::Choice(choices) => choices.name.into(),
    }
}

/// A field's meaning, limits, and what the service assumes in its absence.
fn field_doc(field: &Field) -> String {
    let mut text = field.doc.en.to_string();
    let limits = match field.kind {
        Kind::Text(Some(most)) => Some(format!("At most {most} characters.")),
        Kind::Int(least, i64::MAX) => Some(format!("At least {least}.")),
        Kind::Int(least, most) => Some(format!("From {least} to {most}.")),
        Kind::Pixels(least, most) => Some(format!("From {least} to {most}.")),
        Kind::Float(least, most) => Some(format!("From {least} to {most}.")),
        Kind::Size(rule) => Some(size_doc(rule)),
        _ => None,
    };
    if let Some(limits) = limits {
        text = format!("{text} {limits}");
    }
    match field.default {
        Some(default) => format!("{text} Default: {}.", default.trim_matches('"')),
        None => text,
    }
}

fn size_doc(rule: SizeRule) -> String {
    let sides = rule
        .sides
        .map(|(least, most)| format!("Each side from {least} to {most}."));
    let area = rule
        .area
        .map(|(least, most)| format!("From {least} to {most} pixels in all."));
    let ratio = rule
        .ratio
        .map(|ratio| format!("The long side at most {ratio} times the short one."));
    let parts: Vec<String> = [sides, area, ratio].into_iter().flatten().collect();
    parts.join(" ")
}

/// A documentation comment, wrapped.
fn doc(out: &mut String, indent: &str, text: &str) {
    let mut line = String::new();
    for word in text.split_whitespace() {
        let wide = indent.len() + 4 + line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && wide > WIDTH {
            *out += &format!("{indent}/// {line}\n");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    *out += format!("{indent}/// {line}").trim_end();
    out.push('\n');
}
