//! `--prefer-current`: a newer tool in place of a legacy one.

use crate::output::failure::Failure;
use crate::output::language::{message, tr};
use crate::output::terminal;
use visual_catalog::{Tool, find, is_outdated, json_text, snake};

/// The alias of the tool that follows this one, if the documents name it.
pub fn alias(tool: &str) -> Option<&'static str> {
    visual_catalog::successor(tool).map(|tool| tool.alias)
}

/// The tool that is run in place of a legacy one, where it takes the same arguments;
/// nothing where this one is current, or nobody names a newer one.
pub fn preferred(name: &str, arguments: &str) -> Result<Option<&'static Tool>, Failure> {
    let Some(newer) = visual_catalog::successor(name) else {
        if find(name).is_some_and(is_outdated) {
            terminal::note(&tr!(
                "no successor of {name} is known; --prefer-current has no effect",
                "没有已知的工具可替代 {name}，--prefer-current 不起作用"
            ));
        }
        return Ok(None);
    };
    let alias = newer.alias;
    let given = json_text::parse(arguments).unwrap_or_default();
    let given = given.as_object().into_iter().flatten();
    let is_known = |name: &str| {
        let name = name.replace('-', "_");
        name == "extra" || newer.fields.iter().any(|field| snake(field.name) == name)
    };
    if let Some((argument, _)) = given.into_iter().find(|(argument, _)| !is_known(argument)) {
        let message = message!(
            "`{argument}` is not an argument of {alias}, which --prefer-current would run in place of {name}",
            "`{argument}` 不是 {alias} 的参数，--prefer-current 会以该工具代替 {name}"
        );
        return Err(Failure::input(argument, message).with_hint(tr!(
            "leave it out, or run {name} without --prefer-current",
            "去掉该参数，或不使用 --prefer-current"
        )));
    }
    terminal::note(&tr!(
        "running {alias}, the successor of {name}",
        "已改用 {alias}（{name} 的替代工具）"
    ));
    Ok(Some(newer))
}
