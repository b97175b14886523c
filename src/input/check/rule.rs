//! What must hold between the arguments of a tool.

use super::value::shown;
use crate::errors::fault::Fault;
use crate::input::arguments::{Arguments, Value};
use crate::input::picture::sizes;
use visual_catalog::Rule;

/// Checks one rule.
pub fn check(arguments: &Arguments, rule: &Rule) -> Result<(), Fault> {
    match rule {
        Rule::AnyOf(names) => any_of(arguments, names),
        Rule::Excludes(name, other) => excludes(arguments, name, other),
        Rule::RatioBetween(min, max) => ratio_between(arguments, *min, *max),
        Rule::TotalAtMost(names, max) => total_at_most(arguments, names, *max),
        Rule::ComesFrom(names, tool) => comes_from(arguments, names, tool),
        Rule::SameSize(name, other) => same_size(arguments, name, other),
    }
}

fn any_of(arguments: &Arguments, names: &'static [&'static str]) -> Result<(), Fault> {
    if names.iter().any(|name| is_given(arguments, name)) {
        return Ok(());
    }
    let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    Err(Fault::new(
        names.first().copied().unwrap_or_default(),
        format!("is missing; one of {} is required", listed.join(", ")),
        format!("缺失，{} 中至少须给出一个", listed.join("、")),
    ))
}

/// A value that another tool returns is asked for with that tool's name.
fn comes_from(
    arguments: &Arguments,
    names: &'static [&'static str],
    tool: &str,
) -> Result<(), Fault> {
    match names.iter().find(|name| !is_given(arguments, name)) {
        None => Ok(()),
        Some(name) => Err(Fault::new(
            name,
            format!("is required; it is in the result of `{tool}`"),
            format!("为必填项，由 `{tool}` 的结果给出"),
        )),
    }
}

fn total_at_most(
    arguments: &Arguments,
    names: &'static [&'static str],
    max: usize,
) -> Result<(), Fault> {
    let count = |name: &&str| match arguments.given(name) {
        Some(Value::Texts(texts)) => texts.len(),
        _ => 0,
    };
    let total: usize = names.iter().map(count).sum();
    if total <= max {
        return Ok(());
    }
    let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    Err(Fault::new(
        names.first().copied().unwrap_or_default(),
        format!(
            "has too many items: {} together take at most {max}, got {total}",
            listed.join(" and ")
        ),
        format!(
            "项数过多：{} 合计最多 {max} 项，实际为 {total} 项",
            listed.join("、")
        ),
    ))
}

fn excludes(arguments: &Arguments, name: &str, other: &str) -> Result<(), Fault> {
    if !(is_given(arguments, name) && is_given(arguments, other)) {
        return Ok(());
    }
    Err(Fault::new(
        name,
        format!("cannot be used with `{other}`"),
        format!("不能与 `{other}` 同时使用"),
    ))
}

/// Whether a value is there that is not empty.
fn is_given(arguments: &Arguments, name: &str) -> bool {
    match arguments.given(name) {
        None => false,
        Some(Value::Text(text)) => !text.trim().is_empty(),
        Some(_) => true,
    }
}

type Bound = (&'static str, f64);

fn ratio_between(arguments: &Arguments, min: Bound, max: Bound) -> Result<(), Fault> {
    let bound = |(name, usual): Bound| match arguments.given(name) {
        Some(Value::Float(given)) => *given,
        _ => usual,
    };
    let (low, high) = (bound(min), bound(max));
    let (min, max) = (min.0, max.0);
    let [shown_low, shown_high] = [low, high].map(shown);
    if low > high {
        return Err(Fault::new(
            min,
            format!("must not be above `{max}`: {shown_low} is above {shown_high}"),
            format!("不能大于 `{max}`：{shown_low} 大于 {shown_high}"),
        ));
    }
    let Some(Value::Size(width, height)) = arguments.given("size") else {
        return Ok(());
    };
    let ratio = *width as f64 / *height as f64;
    if (low..=high).contains(&ratio) {
        return Ok(());
    }
    Err(Fault::new(
        "size",
        format!(
            "must have a width-to-height ratio from {shown_low} (`{min}`) to {shown_high} (`{max}`), got {width} x {height}"
        ),
        format!(
            "宽高比须在 {shown_low}（`{min}`）到 {shown_high}（`{max}`）之间，实际为 {width}×{height}"
        ),
    ))
}

/// Two files have the same size, as they are stored or as they are shown. The size of a
/// link is not known.
fn same_size(arguments: &Arguments, name: &str, other: &str) -> Result<(), Fault> {
    let sizes = |name: &str| match arguments.given(name) {
        Some(Value::Picture(picture)) => sizes(picture),
        _ => None,
    };
    let Some(([stored, own], [other_stored, wanted])) = sizes(name).zip(sizes(other)) else {
        return Ok(());
    };
    if own == wanted || stored == other_stored {
        return Ok(());
    }
    let [(width, height), (other_width, other_height)] = [own, wanted];
    Err(Fault::new(
        name,
        format!(
            "is {width} x {height} and `{other}` is {other_width} x {other_height} pixels; they must be equal"
        ),
        format!(
            "为 {width}×{height} 像素，而 `{other}` 为 {other_width}×{other_height} 像素，二者必须相同"
        ),
    ))
}
