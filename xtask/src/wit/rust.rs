//! `host/src/tools/<family>.rs`: the tools as structs for users of the library.

mod names;

use visual_catalog::{Choices, Family, Field, Kind, Product, Record, Tool};

use super::interface::{Shapes, field_doc, rule_doc, tools_of, wrap};
use names::{identifier, upper_camel};

/// Every file, by its place below `host/src/tools`.
pub fn files() -> Vec<(String, String)> {
    let mut files = vec![("families.rs".to_owned(), families())];
    for family in Family::ALL {
        let name = format!("families/{}.rs", identifier(family.name()));
        files.push((name, file(*family)));
    }
    files
}

/// The families and what they hold.
fn families() -> String {
    let mut out = String::from(
        "//! The families of tools. `cargo xtask wit` writes this file from the catalogue.\n\n",
    );
    let names: Vec<String> = Family::ALL.iter().map(|f| identifier(f.name())).collect();
    for name in &names {
        out += &format!("mod {name};\n");
    }
    out.push('\n');
    for name in &names {
        out += &format!("pub use {name}::*;\n");
    }
    out
}

fn file(family: Family) -> String {
    let tools: Vec<&Tool> = tools_of(family).filter(|tool| tool.typed).collect();
    let shapes = Shapes::new(&tools);
    let mut out = format!(
        "//! {}\n//!\n//! `cargo xtask wit` writes this file from the catalogue.\n\n",
        family.doc().en
    );
    if shapes.fields.iter().any(|field| field.kind.is_image()) {
        out += "use crate::tools::Image;\n";
    }
    let mut macros = Vec::new();
    macros.extend((!shapes.choices.is_empty()).then_some("choices"));
    macros.extend((!shapes.records.is_empty()).then_some("records"));
    macros.extend((!shapes.reports.is_empty()).then_some("reports"));
    macros.push("tools");
    out += &match macros.as_slice() {
        [one] => format!("use crate::tools::structs::{one};\n"),
        _ => format!("use crate::tools::structs::{{{}}};\n", macros.join(", ")),
    };
    block(&mut out, "choices", shapes.choices, write_choices);
    block(&mut out, "records", shapes.records, write_record);
    let mut all: Vec<Facts> = Vec::new();
    all.extend(shapes.items.iter().map(|item| Facts {
        name: item.name,
        doc: item.doc.en,
        tool: None,
        fields: item.fields,
    }));
    all.extend(reports(&tools));
    block(&mut out, "reports", all, write_facts);
    block(&mut out, "tools", tools, write_tool);
    out
}

/// What a struct of facts is made of.
struct Facts {
    name: &'static str,
    doc: &'static str,
    /// The first tool that answers so; none for an item of a list.
    tool: Option<&'static str>,
    fields: &'static [Field],
}

/// Each report once.
fn reports(tools: &[&'static Tool]) -> Vec<Facts> {
    let mut reports: Vec<Facts> = Vec::new();
    for tool in tools {
        if let Product::Report(report) = tool.product
            && reports.iter().all(|known| known.name != report.name)
        {
            reports.push(Facts {
                name: report.name,
                doc: report.doc.en,
                tool: Some(tool.name),
                fields: report.fields,
            });
        }
    }
    reports
}

/// A call of a macro with its items, if there are any.
fn block<T>(out: &mut String, name: &str, items: Vec<T>, write: fn(&mut String, T)) {
    if items.is_empty() {
        return;
    }
    *out += &format!("\n{name}! {{\n");
    for item in items {
        write(out, item);
    }
    *out += "}\n";
}

fn write_choices(out: &mut String, choices: &Choices) {
    comment(out, 1, choices.doc.en);
    *out += &format!("    {} {{\n", upper_camel(choices.name));
    for (name, wire, meaning) in choices.cases {
        comment(out, 2, &format!("`{wire}`: {}", meaning.en));
        *out += &format!("        {} = \"{name}\",\n", upper_camel(name));
    }
    *out += "    }\n";
}

fn write_record(out: &mut String, record: &Record) {
    comment(out, 1, record.doc.en);
    *out += &format!("    {}: ", upper_camel(record.name));
    write_fields(out, record.fields);
}

fn write_facts(out: &mut String, facts: Facts) {
    comment(out, 1, facts.doc);
    let tool = facts.tool.map(|tool| format!(" = \"{tool}\""));
    let tool = tool.unwrap_or_default();
    *out += &format!("    {}{tool} {{\n", upper_camel(facts.name));
    for field in facts.fields {
        comment(out, 2, &field_doc(field));
        *out += &format!(
            "        {}: {},\n",
            identifier(field.name),
            fact(field.kind)
        );
    }
    *out += "    }\n";
}

/// The type of a report's member.
fn fact(kind: Kind) -> String {
    match kind {
        Kind::Bool => "bool".to_owned(),
        Kind::Int32(..) => "i32".to_owned(),
        Kind::Float(_) => "f64".to_owned(),
        Kind::Text(_) => "String".to_owned(),
        Kind::Links(..) => "Vec<String>".to_owned(),
        Kind::Records(record, ..) => format!("Vec<{}>", upper_camel(record.name)),
        other => panic!("no report holds {other:?}"),
    }
}

fn write_tool(out: &mut String, tool: &Tool) {
    comment(out, 1, &format!("{} ({})", tool.title.en, tool.title.zh));
    comment(out, 1, "");
    let mut text = tool.summary.en.to_owned();
    for rule in tool.rules {
        text += &format!(" {}", rule_doc(rule));
    }
    comment(out, 1, &text);
    comment(out, 1, "");
    if let Product::Report(report) = tool.product {
        let beside = match (report.videos, report.images) {
            ([], []) => "",
            _ => " beside its media",
        };
        let name = upper_camel(report.name);
        let text = format!("It answers with facts{beside}: [`{name}`].");
        wrap(out, "    ", &text, 100);
        comment(out, 1, "");
    }
    let (name, alias, source) = (tool.name, tool.alias, tool.source);
    let text = format!("The tool `{name}`, for short `{alias}`. Source: {source}");
    comment(out, 1, &text);
    *out += &format!("    {} = \"{name}\": ", upper_camel(alias));
    write_fields(out, tool.fields);
}

/// The parameters of the constructor, then the arguments that have a setter.
fn write_fields(out: &mut String, fields: &[Field]) {
    let (required, optional): (Vec<&Field>, Vec<&Field>) =
        fields.iter().partition(|field| field.required);
    let has = |name| {
        let mut all = optional.iter();
        all.any(|field| field.name == name && matches!(field.kind, Kind::Int32(..)))
    };
    *out += "new(";
    write_list(out, &required);
    *out += ") set(";
    write_list(out, &optional);
    *out += match has("width") && has("height") {
        true => ") size;\n",
        false => ");\n",
    };
}

fn write_list(out: &mut String, fields: &[&Field]) {
    for (index, field) in fields.iter().enumerate() {
        *out += if index == 0 { "\n" } else { "" };
        comment(out, 2, &field_doc(field));
        *out += &format!("        {}: {},\n", identifier(field.name), ty(field.kind));
    }
    *out += if fields.is_empty() { "" } else { "    " };
}

/// The type of an argument, as the macros know it.
fn ty(kind: Kind) -> String {
    match kind {
        Kind::Size(_) => "Size".to_owned(),
        Kind::Text(_) | Kind::Known(_) | Kind::Link => "Text".to_owned(),
        Kind::Links(..) | Kind::Joined(..) => "[Text]".to_owned(),
        Kind::Seed => "i64".to_owned(),
        Kind::Ints(items) => format!("[i32; {items}]"),
        _ if kind.is_unsigned() => "u32".to_owned(),
        Kind::Int32(..) | Kind::OneOf(_) => "i32".to_owned(),
        Kind::Float(_) => "f64".to_owned(),
        Kind::Bool => "bool".to_owned(),
        Kind::Image(_) => "Image".to_owned(),
        Kind::Images(..) => "[Image]".to_owned(),
        Kind::Choice(choices) => upper_camel(choices.name),
        Kind::Record(record) => upper_camel(record.name),
        Kind::Records(record, ..) => format!("[{}]", upper_camel(record.name)),
    }
}

/// A documentation comment in Markdown.
fn comment(out: &mut String, level: usize, text: &str) {
    wrap(out, &"    ".repeat(level), &names::markdown(text), 100);
}
