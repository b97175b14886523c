//! `wit/<family>.wit`, and the world that exports every family.

use visual_catalog::{Choices, Family, Field, Kind, Product, Record, Report, Rule, Tool, tools};

use crate::limits::limits;

const WIDTH: usize = 78;

/// The tools of a family, in the order of the catalogue. Only the typed ones
/// have a function.
pub fn tools_of(family: Family) -> impl Iterator<Item = &'static Tool> {
    tools().filter(move |tool| tool.family == family)
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
    out += "/// Every family of tools. `cargo xtask wit` writes this file.\n";
    out += &since("");
    out += "world families {\n";
    for family in Family::ALL {
        out += &since("    ");
        out += &format!("    export {};\n", family.name());
    }
    out + "}\n"
}

fn header() -> String {
    format!("package volcengine:visual@{VERSION};\n\n")
}

/// The version of the WIT package, which is the workspace's.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Marks an item with the version that has it first.
fn since(indent: &str) -> String {
    format!("{indent}@since(version = {VERSION})\n")
}

fn interface(family: Family) -> String {
    let typed: Vec<&Tool> = tools_of(family).filter(|tool| tool.typed).collect();
    let shapes = Shapes::new(&typed);
    let mut used = String::new();
    for (name, is_used) in [
        ("image", shapes.uses(Kind::is_image)),
        ("size", shapes.uses(Kind::is_size)),
        ("done, pending", !shapes.reports.is_empty()),
    ] {
        if is_used {
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
    out += &since("");
    out += &format!("interface {} {{\n", family.name());
    out += &since("    ");
    out += &format!("    use types.{{{used}options, outcome, error}};\n");
    for choices in shapes.choices {
        write_enum(&mut out, choices);
    }
    for record in shapes.records.iter().chain(&shapes.items) {
        write_nested(&mut out, record);
    }
    for report in shapes.reports {
        write_report(&mut out, report);
    }
    for tool in typed {
        write_params(&mut out, tool);
        write_function(&mut out, tool);
    }
    out + "}\n"
}

/// The types that the tools of a family use, each once, in order of use; what
/// a record uses comes before it.
pub(super) struct Shapes {
    pub(super) fields: Vec<&'static Field>,
    pub(super) choices: Vec<&'static Choices>,
    pub(super) records: Vec<&'static Record>,
    pub(super) reports: Vec<&'static Report>,
    /// Records that reports have lists of.
    pub(super) items: Vec<&'static Record>,
}

impl Shapes {
    pub(super) fn new(tools: &[&'static Tool]) -> Shapes {
        let mut shapes = Shapes {
            fields: Vec::new(),
            choices: Vec::new(),
            records: Vec::new(),
            reports: Vec::new(),
            items: Vec::new(),
        };
        for tool in tools {
            shapes.add(tool.fields);
            if let Product::Report(report) = tool.product
                && shapes.reports.iter().all(|known| known.name != report.name)
            {
                let records = report.fields.iter().filter_map(|field| field.kind.record());
                for record in records {
                    shapes.items.push(record);
                }
                shapes.reports.push(report);
            }
        }
        shapes
    }

    fn add(&mut self, fields: &'static [Field]) {
        for field in fields {
            self.fields.push(field);
            if let Kind::Choice(choices) = field.kind
                && self.choices.iter().all(|known| known.name != choices.name)
            {
                self.choices.push(choices);
            }
            if let Some(record) = field.kind.record()
                && self.records.iter().all(|known| known.name != record.name)
            {
                self.add(record.fields);
                self.records.push(record);
            }
        }
    }

    fn uses(&self, is: fn(&Kind) -> bool) -> bool {
        self.fields.iter().any(|field| is(&field.kind))
    }
}

fn write_enum(out: &mut String, choices: &Choices) {
    out.push('\n');
    doc(out, "    ", choices.doc.en);
    *out += &since("    ");
    *out += &format!("    enum {} {{\n", choices.name);
    for (name, wire, meaning) in choices.cases {
        doc(out, "        ", &format!("`{wire}`: {}", meaning.en));
        *out += &format!("        {},\n", word(name));
    }
    *out += "    }\n";
}

fn write_nested(out: &mut String, record: &Record) {
    out.push('\n');
    doc(out, "    ", record.doc.en);
    *out += &since("    ");
    *out += &format!("    record {} {{\n", record.name);
    write_fields(out, record.fields);
    *out += "    }\n";
}

/// The record of a report, and the outcome that holds it.
fn write_report(out: &mut String, report: &Report) {
    let name = report.name;
    out.push('\n');
    doc(out, "    ", report.doc.en);
    *out += &since("    ");
    *out += &format!("    record {name} {{\n");
    let media = match (report.videos, report.images) {
        ([], []) => " There are no media.",
        _ => "",
    };
    doc(
        out,
        "        ",
        &format!("The call: its request, task and warnings, and the answer in full.{media}"),
    );
    *out += "        done: done,\n";
    write_fields(out, report.fields);
    *out += "    }\n\n";
    doc(
        out,
        "    ",
        &format!("How a call ended whose answer is `{name}`."),
    );
    *out += &since("    ");
    *out += &format!("    variant {name}-outcome {{\n");
    doc(out, "        ", "It is finished.");
    *out += &format!("        done({name}),\n");
    doc(
        out,
        "        ",
        "It was submitted and is still running: the time to wait ran out.",
    );
    *out += "        pending(pending),\n    }\n";
}

fn write_params(out: &mut String, tool: &Tool) {
    out.push('\n');
    doc(out, "    ", &format!("Arguments of `{}`.", tool.name));
    *out += &since("    ");
    *out += &format!("    record {}-params {{\n", tool.name);
    write_fields(out, tool.fields);
    doc(
        out,
        "        ",
        "A JSON object of fields that the service added later, sent as they are.",
    );
    *out += "        extra: option<string>,\n    }\n";
}

fn write_fields(out: &mut String, fields: &[Field]) {
    for field in fields {
        doc(out, "        ", &field_doc(field));
        let wit = wit_type(field.kind);
        let wit = if field.required {
            wit
        } else {
            format!("option<{wit}>")
        };
        *out += &format!("        {}: {wit},\n", word(field.name));
    }
}

fn write_function(out: &mut String, tool: &Tool) {
    out.push('\n');
    doc(
        out,
        "    ",
        &format!("{} ({})", tool.title.en, tool.title.zh),
    );
    doc(out, "    ", "");
    doc(out, "    ", tool.summary.en);
    for rule in tool.rules {
        doc(out, "    ", &rule_doc(rule));
    }
    let actions = match tool.actions.query() {
        Some(query) => format!("`{}`, then `{query}`", tool.actions.submit()),
        None => format!("`{}`, which has no tasks", tool.actions.submit()),
    };
    doc(
        out,
        "    ",
        &format!("The service's key: {}. Actions: {actions}.", keys(tool)),
    );
    doc(out, "    ", &format!("Source: {}", tool.source));
    let name = tool.name;
    let outcome = match tool.product {
        Product::Report(report) => format!("{}-outcome", report.name),
        _ => "outcome".into(),
    };
    *out += &since("    ");
    *out += &format!(
        "    {name}: func(params: {name}-params, options: option<options>) -> result<{outcome}, error>;\n"
    );
}

/// The service's key, or the argument that chooses it.
fn keys(tool: &Tool) -> String {
    match tool.fields.iter().find(|field| field.wire == "req_key") {
        Some(field) => format!("as `{}` says", field.name),
        None => format!("`{}`", tool.req_key),
    }
}

pub(super) fn rule_doc(rule: &Rule) -> String {
    match rule {
        Rule::AnyOf(names) => {
            format!("At least one of {} must be given.", listed(names))
        }
        Rule::Excludes(name, other) => {
            format!("`{name}` has no effect beside `{other}`, and is refused there.")
        }
        Rule::RatioBetween((min, _), (max, _)) => {
            format!("The ratio of `size`, width to height, lies from `{min}` to `{max}`.")
        }
        Rule::TotalAtMost(names, max) => {
            format!("{} together have at most {max} items.", listed(names))
        }
        Rule::ComesFrom(names, tool) => {
            format!("The result of `{tool}` has {}.", listed(names))
        }
        Rule::SameSize(name, other) => {
            format!("`{name}` has the size of `{other}`: of two files it is checked.")
        }
    }
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(" and ")
}

/// Words that WIT has for itself.
const KEYWORDS: &[&str] = &[
    "type",
    "enum",
    "record",
    "variant",
    "flags",
    "resource",
    "func",
    "static",
    "use",
    "include",
    "import",
    "export",
    "world",
    "interface",
    "package",
    "from",
    "as",
    "with",
    "async",
    "own",
    "borrow",
    "list",
    "option",
    "result",
    "tuple",
    "string",
    "bool",
    "char",
    "stream",
    "future",
];

/// A name that is marked where WIT would take it for a word of its own.
fn word(name: &str) -> String {
    match KEYWORDS.contains(&name) {
        true => format!("%{name}"),
        false => name.into(),
    }
}

fn wit_type(kind: Kind) -> String {
    match kind {
        Kind::Text(_) | Kind::Known(_) | Kind::Link => "string".into(),
        Kind::Links(..) | Kind::Joined(..) => "list<string>".into(),
        Kind::Seed => "s64".into(),
        Kind::Int32(..) | Kind::OneOf(_) if kind.is_unsigned() => "u32".into(),
        Kind::Int32(..) | Kind::OneOf(_) => "s32".into(),
        Kind::Ints(_) => "list<s32>".into(),
        Kind::Float(_) => "f64".into(),
        Kind::Bool => "bool".into(),
        Kind::Image(_) => "image".into(),
        Kind::Images(..) => "list<image>".into(),
        Kind::Size(_) => "size".into(),
        Kind::Choice(choices) => choices.name.into(),
        Kind::Record(record) => record.name.into(),
        Kind::Records(record, ..) => format!("list<{}>", record.name),
    }
}

/// A field's meaning, limits, and what the service assumes in its absence.
pub(super) fn field_doc(field: &Field) -> String {
    let mut parts = vec![field.doc.en.to_string()];
    parts.extend(limits(field.kind).into_iter().map(|limit| limit.en));
    if let Some(default) = field.default {
        parts.push(format!("Default: {}.", default.trim_matches('"')));
    }
    parts.join(" ")
}

/// A documentation comment of WIT.
fn doc(out: &mut String, indent: &str, text: &str) {
    wrap(out, indent, text, WIDTH);
}

/// A documentation comment in lines of at most `width` characters.
pub(super) fn wrap(out: &mut String, indent: &str, text: &str, width: usize) {
    let mut line = String::new();
    for word in text.split_whitespace() {
        let wide = indent.len() + 4 + line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && wide > width {
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
