//! `src/component/tools.rs`: one exported function a tool.

use volcengine_visual::catalog::{Family, Field, Kind, Tool};

use super::interface::tools_of;

/// The text of the file.
pub fn file() -> String {
    let mut out = String::from(
        "//! The typed functions. `cargo xtask wit` writes this file from the catalogue.\n\n\
         use super::Component;\n\
         use super::glue::{Given, case, typed};\n\
         use crate::bindings::exports::volcengine::visual::{",
    );
    let modules: Vec<String> = Family::ALL
        .iter()
        .map(|f| f.name().replace('-', "_"))
        .collect();
    out += &modules.join(", ");
    out += "};\nuse crate::types::{Error, Options, Outcome};\n";
    for family in Family::ALL {
        let module = family.name().replace('-', "_");
        out += &format!("\nimpl {module}::Guest for Component {{\n");
        for tool in tools_of(*family) {
            out += &function(&module, tool);
        }
        out += "}\n";
    }
    out
}

fn function(module: &str, tool: &Tool) -> String {
    let params = format!("{module}::{}Params", camel(tool.name));
    let values: Vec<String> = tool.fields.iter().map(value).collect();
    format!(
        "    fn {}(p: {params}, options: Option<Options>) -> Result<Outcome, Error> {{\n        \
         typed(\"{}\", vec![{}], p.extra, options)\n    }}\n",
        tool.name.replace('-', "_"),
        tool.name,
        values.join(", ")
    )
}

fn value(field: &Field) -> String {
    let name = field.name.replace('-', "_");
    match (field.kind, field.required) {
        (Kind::Choice(_), true) => format!("case(Some(p.{name} as usize))"),
        (Kind::Choice(_), false) => format!("case(p.{name}.map(|c| c as usize))"),
        _ => format!("p.{name}.given()"),
    }
}

fn camel(kebab: &str) -> String {
    let words = kebab.split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}
