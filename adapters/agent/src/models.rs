//! What the catalogue offers, in few lines.

use std::collections::BTreeMap;

use crate::bindings::volcengine::visual::catalog::{self, ToolInfo, ToolStatus};
use crate::{call, text};

/// The families and their models; the models of a family; or the schema of a
/// model's arguments.
pub fn list(about: Option<&str>) -> Result<String, String> {
    let tools = current();
    let Some(about) = about.filter(|about| !about.is_empty()) else {
        return Ok(families(&tools));
    };
    let of_family = |tool: &&ToolInfo| tool.family == about;
    let lines: Vec<String> = tools.iter().filter(of_family).map(line).collect();
    if lines.is_empty() {
        return Ok(catalog::describe(about).map_err(call::failure)?.schema);
    }
    Ok(lines.join("\n"))
}

/// The tools that are offered and described by their vendor.
fn current() -> Vec<ToolInfo> {
    let mut tools = catalog::list_tools();
    tools.retain(|tool| tool.status == ToolStatus::Current);
    tools
}

fn line(tool: &ToolInfo) -> String {
    format!("{}: {}", tool.alias, tool.summary)
}

/// One line for each family.
fn families(tools: &[ToolInfo]) -> String {
    let mut families: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for tool in tools {
        families.entry(&tool.family).or_default().push(&tool.alias);
    }
    let line = |(family, models): (&str, Vec<&str>)| format!("{family}: {}", models.join(", "));
    let lines: Vec<String> = families.into_iter().map(line).collect();
    lines.join("\n")
}

/// The model that redraws an image in this style.
pub fn of_style(style: &str) -> Result<String, String> {
    find_style(&current(), style)
}

fn find_style(tools: &[ToolInfo], style: &str) -> Result<String, String> {
    const PREFIX: &str = "style-";
    let known = |tool: &ToolInfo| {
        let name = tool.alias.strip_prefix(PREFIX)?;
        // This one takes a text as well.
        (tool.family == "style" && name != "by-prompt").then(|| name.to_owned())
    };
    let styles: Vec<String> = tools.iter().filter_map(known).collect();
    match styles.iter().any(|known| known == style) {
        true => Ok(format!("{PREFIX}{style}")),
        false => Err(text::refused(&format!(
            "{style:?} is no style: use one of {}",
            styles.join(", ")
        ))),
    }
}
