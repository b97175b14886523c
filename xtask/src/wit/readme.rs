//! The table of tools in the README.

use anyhow::{Context, Result};
use visual_catalog::{Family, Product, Status, Tool};

use super::interface::tools_of;

const BEGIN: &str = "<!-- tools: written by `cargo xtask wit` -->\n";
const END: &str = "<!-- /tools -->\n";

/// The README with its table as the catalogue has it now.
pub fn with_tables(text: &str) -> Result<String> {
    let missing = || format!("README.md lacks the lines {BEGIN:?} and {END:?}");
    let (before, rest) = text.split_once(BEGIN).with_context(missing)?;
    let (_, after) = rest.split_once(END).with_context(missing)?;
    Ok(format!("{before}{BEGIN}{}\n{END}{after}", tables()))
}

/// One table a family.
fn tables() -> String {
    Family::ALL.iter().map(|family| table(*family)).collect()
}

fn table(family: Family) -> String {
    let mut out = format!(
        "\n### {}: {} {}\n\n| tool | alias | service's key | what it does | makes | tasks |\n|---|---|---|---|---|---|\n",
        family.name(),
        family.doc().en,
        family.doc().zh
    );
    for tool in tools_of(family) {
        let product = match tool.product {
            Product::Images => "picture",
            Product::Video => "video",
            Product::Report(_) | Product::Any => "facts",
        };
        let tasks = if tool.actions.query().is_some() {
            "yes"
        } else {
            "no"
        };
        let (name, alias) = (tool.name, tool.alias);
        let note = note(tool);
        out += &format!(
            "| `{name}` | `{alias}` | `{}` | {}{note} {} | {product} | {tasks} |\n",
            tool.req_key, tool.summary.en, tool.summary.zh
        );
    }
    out
}

/// What sets a tool apart that is not like the others.
fn note(tool: &Tool) -> String {
    let status = match tool.status {
        Status::Current => None,
        Status::Legacy => Some("legacy"),
        Status::Retiring => Some("being retired"),
        Status::Unconfirmed => Some("unconfirmed"),
    };
    let typed = (!tool.typed).then_some("by `invoke` only");
    let words: Vec<&str> = [status, typed].into_iter().flatten().collect();
    match words.as_slice() {
        [] => String::new(),
        _ => format!(" ({})", words.join(", ")),
    }
}
