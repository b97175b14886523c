//! `host/src/tools/<family>.rs`: the tools as structs for users of the library.

mod names;

use visual_catalog::{Choices, Family, Field, Kind, Record, Tool};

use super::interface::{Shapes, doc, field_doc, rule_doc, tools_of};
use names::{identifier, json_name, upper_camel};

/// Every file, by name.
pub fn files() -> Vec<(String, String)> {
    let mut files = vec![("families.rs".to_owned(), families())];
    for family in Family::ALL {
        let name = format!("{}.rs", identifier(family.name()));
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
        out += &format!("#[path = \"{name}.rs\"]\n#[rustfmt::skip]\nmod {name};\n");
    }
    out.push('\n');
    for name in &names {
        out += &format!("pub use {name}::*;\n");
    }
    out
}

fn file(family: Family) -> String {
    let tools: Vec<&Tool> = tools_of(family).filter(|tool| tool.typed).collect();
    let shapes = Shapes::of(&tools);
    let mut out = format!(
        "//! {}\n//!\n//! `cargo xtask wit` writes this file from the catalogue.\n\n",
        family.doc().en
    );
    let nested = shapes.fields.iter();
    let pictures = nested.clone().any(|field| field.kind.is_image());
    if pictures {
        out += "use crate::tools::Image;\n";
    }
    let mut macros = vec!["Arguments"];
    macros.extend((!shapes.choices.is_empty()).then_some("choice"));
    macros.extend((!shapes.records.is_empty()).then_some("record"));
    macros.push("tool");
    out += &format!("use crate::tools::arguments::{{{}}};\n", macros.join(", "));
    for choices in shapes.choices {
        write_choices(&mut out, choices);
    }
    for record in shapes.records {
        write_record(&mut out, record);
    }
    for tool in tools {
        write_tool(&mut out, tool);
    }
    out
}

fn write_choices(out: &mut String, choices: &Choices) {
    out.push_str("\nchoice! {\n");
    comment(out, "    ", choices.doc.en);
    *out += "    #[non_exhaustive]\n";
    *out += &format!("    {} {{\n", upper_camel(choices.name));
    for (name, wire, meaning) in choices.cases {
        comment(out, "        ", &format!("`{wire}`: {}", meaning.en));
        *out += &format!("        {} = \"{name}\",\n", upper_camel(name));
    }
    *out += "    }\n}\n";
}

fn write_record(out: &mut String, record: &Record) {
    out.push_str("\nrecord! {\n");
    comment(out, "    ", record.doc.en);
    let name = upper_camel(record.name);
    *out += &format!("    {name}\n}}\n");
    write_setters(out, &name, record.fields);
}

fn write_tool(out: &mut String, tool: &Tool) {
    out.push_str("\ntool! {\n");
    comment(
        out,
        "    ",
        &format!("{} ({})", tool.title.en, tool.title.zh),
    );
    *out += "    ///\n";
    let mut text = tool.summary.en.to_owned();
    for rule in tool.rules {
        text += &format!(" {}", rule_doc(rule));
    }
    comment(out, "    ", &text);
    *out += "    ///\n";
    let sources: Vec<&str> = tool.source.split(", ").collect();
    comment(
        out,
        "    ",
        &format!(
            "The tool `{}`, for short `{}`. Source: {}",
            tool.name,
            tool.alias,
            sources.join(", ")
        ),
    );
    let name = struct_name(tool);
    *out += &format!("    {name} = \"{}\"\n}}\n", tool.name);
    write_setters(out, &name, tool.fields);
}

/// What the struct of a tool is called.
fn struct_name(tool: &Tool) -> String {
    upper_camel(tool.alias)
}

/// The constructor with the required arguments, and a setter for each other one.
fn write_setters(out: &mut String, name: &str, fields: &[Field]) {
    *out += &format!("\nimpl {name} {{\n");
    let required: Vec<&Field> = fields.iter().filter(|field| field.required).collect();
    match required.as_slice() {
        [] => comment(out, "    ", "A value without arguments: none is required."),
        _ => comment(out, "    ", "A value with its required arguments."),
    }
    for field in &required {
        *out += "    ///\n";
        comment(
            out,
            "    ",
            &format!("`{}`: {}", identifier(field.name), field_doc(field)),
        );
    }
    let parameters: Vec<String> = required.iter().map(|field| parameters(field)).collect();
    *out += "    #[must_use]\n";
    if required.iter().map(|field| count(field)).sum::<usize>() > 4 {
        *out += "    #[expect(clippy::too_many_arguments, reason = \"the service requires them all\")]\n";
    }
    *out += &format!("    pub fn new({}) -> {name} {{\n", parameters.join(", "));
    match required.as_slice() {
        [] => *out += &format!("        {name}(Arguments::default())\n    }}\n"),
        _ => {
            *out += "        let mut arguments = Arguments::default();\n";
            for field in &required {
                *out += &format!("        arguments.{};\n", statement(field));
            }
            *out += &format!("        {name}(arguments)\n    }}\n");
        }
    }
    for field in fields.iter().filter(|field| !field.required) {
        write_setter(out, name, field);
    }
    let has = |wanted: &str| {
        let mut found = fields.iter().filter(|field| field.name == wanted);
        found.any(|field| !field.required && matches!(field.kind, Kind::Int32(..)))
    };
    if has("width") && has("height") {
        out.push('\n');
        comment(out, "    ", "Sets `width` and `height`, in pixels.");
        *out += &format!(
            "    #[must_use]\n    pub fn size(self, width: u32, height: u32) -> {name} {{\n        \
             self.width(width).height(height)\n    }}\n"
        );
    }
    *out += "}\n";
    if required.is_empty() {
        *out += &format!(
            "\nimpl Default for {name} {{\n    fn default() -> {name} {{\n        {name}::new()\n    }}\n}}\n"
        );
    }
}

fn write_setter(out: &mut String, name: &str, field: &Field) {
    out.push('\n');
    comment(out, "    ", &field_doc(field));
    let method = identifier(field.name);
    *out += &format!(
        "    #[must_use]\n    pub fn {method}(mut self, {}) -> {name} {{\n        self.0.{};\n        self\n    }}\n",
        parameters(field),
        statement(field)
    );
}

/// How many parameters an argument takes.
fn count(field: &Field) -> usize {
    match field.kind {
        Kind::Size(_) => 2,
        _ => 1,
    }
}

fn parameters(field: &Field) -> String {
    let name = identifier(field.name);
    let ty = match field.kind {
        Kind::Size(_) => return "width: u32, height: u32".to_owned(),
        Kind::Text(_) | Kind::Known(_) | Kind::Link => "impl Into<String>".to_owned(),
        Kind::Links(..) | Kind::Joined(..) => {
            "impl IntoIterator<Item = impl Into<String>>".to_owned()
        }
        Kind::Seed => "i64".to_owned(),
        _ if field.kind.is_unsigned() && !matches!(field.kind, Kind::Ints(_)) => "u32".to_owned(),
        Kind::Int32(..) | Kind::OneOf(_) => "i32".to_owned(),
        Kind::Ints(items) => format!("[i32; {items}]"),
        Kind::Float(_) => "f64".to_owned(),
        Kind::Bool => "bool".to_owned(),
        Kind::Image(_) => "impl Into<Image>".to_owned(),
        Kind::Images(..) => "impl IntoIterator<Item = impl Into<Image>>".to_owned(),
        Kind::Choice(choices) => upper_camel(choices.name),
        Kind::Record(record) => upper_camel(record.name),
        Kind::Records(record, ..) => {
            format!("impl IntoIterator<Item = {}>", upper_camel(record.name))
        }
    };
    format!("{name}: {ty}")
}

/// The call that stores an argument.
fn statement(field: &Field) -> String {
    let (key, name) = (json_name(field.name), identifier(field.name));
    match field.kind {
        Kind::Size(_) => format!("size(\"{key}\", (width, height))"),
        Kind::Text(_) | Kind::Known(_) | Kind::Link => format!("text(\"{key}\", {name})"),
        Kind::Links(..) | Kind::Joined(..) => format!("texts(\"{key}\", {name})"),
        Kind::Image(_) => format!("image(\"{key}\", {name})"),
        Kind::Images(..) => format!("images(\"{key}\", {name})"),
        Kind::Record(_) => format!("set(\"{key}\", {name}.0)"),
        Kind::Records(..) => format!("list(\"{key}\", {name}.into_iter().map(|item| item.0))"),
        Kind::Ints(_) => format!("list(\"{key}\", {name})"),
        Kind::Choice(_) => format!("set(\"{key}\", {name}.as_str())"),
        _ => format!("set(\"{key}\", {name})"),
    }
}

/// A documentation comment in Markdown.
fn comment(out: &mut String, indent: &str, text: &str) {
    doc(out, indent, &names::markdown(text));
}
