//! The table of tools in the README.

use anyhow::{Context, Result};
use volcengine_visual::catalog::{Family, Product};

use super::interface::tools_of;

const BEGIN: &str = "<!-- tools: written by `cargo xtask wit` -->\n";
const END: &str = "<!-- /tools -->\n";

/// The README with its table as the catalogue has it now.
pub fn with_tables(text: &str) -> Result<String> {
    let missing = || format!("README.md lacks the lines {BEGIN:?} and {END:?}");
    let (before, rest) = text.split_once(BEGIN).with_context(missing)?;
    let (_, after) = rest.split_once(END).with_context(missing)?;
    Ok(format!("{before}{BEGIN}{}{END}{after}", table()))
}

fn table() -> String {
    let mut out = String::from(
        "| tool | alias | service's key | what it does | makes | tasks |\n|---|---|---|---|---|---|\n",
    );
    for tool in Family::ALL.iter().flat_map(|family| tools_of(*family)) {
        let product = match tool.product {
            Product::Images => "picture",
            Product::Video => "video",
        };
        let tasks = if tool.pair.query().is_some() {
            "yes"
        } else {
            "no"
        };
        out += &format!(
            "| `{}` | `{}` | `{}` | {} {} | {product} | {tasks} |\n",
            tool.name, tool.alias, tool.req_key, tool.summary.en, tool.summary.zh
        );
    }
    out
}
