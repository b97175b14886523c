//! Which tools an account can use: those of its side of the service.

use visual_catalog::{Side, Tool, find, tools};

use crate::errors::fault::Fault;

/// Checks that the account's side has a tool of the catalogue.
pub fn check(name: Option<&str>, side: Side) -> Result<(), Fault> {
    match name.and_then(find).filter(|tool| !tool.is_on(side)) {
        Some(tool) => Err(missing(tool, side)),
        None => Ok(()),
    }
}

fn missing(tool: &Tool, side: Side) -> Fault {
    let (name, title) = (tool.alias, side.title());
    let [en, zh] = match (tool.counterpart(), side) {
        (Some(other), _) => {
            let other = other.alias;
            [
                format!("there it is `{other}`"),
                format!("对应的工具是 `{other}`"),
            ]
        }
        (None, Side::BytePlus) => {
            let there = tools().filter(|tool| tool.is_on(side));
            let names: Vec<&str> = there.map(|tool| tool.alias).collect();
            let [en, zh] = [", ", "、"].map(|separator| names.join(separator));
            [format!("it has only {en}"), format!("该平台只有 {zh}")]
        }
        (None, Side::China) => {
            let other = Side::BytePlus.title();
            [format!("only {other} has it"), format!("仅 {other} 提供")]
        }
    };
    Fault::unsupported(
        "tool",
        format!("{name} is not offered by {title}, where this account is; {en}"),
        format!(
            "{name} 在该账号所属的平台（{}）不提供，{zh}",
            side.title_zh()
        ),
    )
}
