//! Checks arguments against the catalogue before anything is sent. The first
//! fault wins; its message names the limit and the value.

mod address;
mod picture;
mod rule;
mod value;

pub use value::{check_value, outside, shown};

use crate::errors::fault::Fault;
use crate::input::arguments::{Arguments, Picture};
use crate::input::json::object;
use visual_catalog::json_text::is_same_name;
use visual_catalog::sanitize::excerpt;
use visual_catalog::snake;
use visual_catalog::{Rule, Tool};

/// Names in the body that are not arguments: the protocol's own.
const RESERVED: &[&str] = &[
    "req_key",
    "task_id",
    "req_json",
    "return_url",
    "logo_info",
    "aigc_meta",
];

/// Refuses a name that the protocol has for itself.
pub fn check_unreserved(field: &str, name: &str) -> Result<(), Fault> {
    match RESERVED.iter().any(|reserved| is_same_name(name, reserved)) {
        true => Err(taken(field, name)),
        false => Ok(()),
    }
}

/// Checks every argument, what must hold between them, then the extra fields.
pub fn check(arguments: &Arguments) -> Result<(), Fault> {
    let is_source = |rule: &&Rule| matches!(rule, Rule::ComesFrom(..));
    let mut rules = arguments.tool.rules.iter();
    // First, since it says more of a missing value than that it is required.
    if let Some(source) = rules.find(is_source) {
        rule::check(arguments, source)?;
    }
    value::check_fields(arguments.tool.fields, &arguments.values)?;
    check_forms(arguments)?;
    for rule in arguments.tool.rules {
        rule::check(arguments, rule)?;
    }
    match &arguments.extra {
        Some(extra) => check_extra(arguments.tool, extra),
        None => Ok(()),
    }
}

/// All images travel in one list: of links, or of files.
fn check_forms(arguments: &Arguments) -> Result<(), Fault> {
    let is_link = |picture: &Picture| matches!(picture, Picture::Url(_));
    let mut pictures = arguments.pictures();
    let Some((_, first)) = pictures.next() else {
        return Ok(());
    };
    match pictures.find(|(_, picture)| is_link(picture) != is_link(first)) {
        None => Ok(()),
        Some((field, _)) => Err(Fault::new(
            field.name,
            "has another form than the image before it; pass all images of a call as URLs, or all as files",
            "与前一张图片的形式不同；同一次调用的图片须全部为链接，或全部为文件",
        )),
    }
}

fn check_extra(tool: &Tool, extra: &str) -> Result<(), Fault> {
    for name in object("extra", extra)?.keys() {
        let known = tool
            .fields
            .iter()
            .any(|field| field.sends(name) || field.name == name || snake(field.name) == *name);
        if known {
            return Err(taken("extra", name));
        }
        check_unreserved("extra", name)?;
    }
    Ok(())
}

fn taken(field: &str, name: &str) -> Fault {
    let shown = excerpt(name, 40);
    Fault::new(
        field,
        format!("contains `{shown}`, which has its own argument or option"),
        format!("含有 `{shown}`，请改用对应的参数或选项"),
    )
}
