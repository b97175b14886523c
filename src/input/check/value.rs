//! Values against the limits of their fields.

use super::address::check_url;
use super::picture::check_picture;
use crate::errors::fault::Fault;
use crate::input::arguments::{Value, Values, paired};
use crate::protocol::json_writer::number;
use visual_catalog::{Field, Kind, MANY, Record, SizeRule, Span};

/// Checks every value of a tool or record.
pub fn check_fields(fields: &'static [Field], values: &Values) -> Result<(), Fault> {
    for (field, value) in paired(fields, values) {
        match value {
            Some(value) => check_value(field, value)?,
            None if field.required => return Err(Fault::missing(field.name)),
            None => {}
        }
    }
    Ok(())
}

/// Checks a value that was given.
pub fn check_value(field: &Field, value: &Value) -> Result<(), Fault> {
    match (field.kind, value) {
        (Kind::Text(max), Value::Text(text)) => check_text(field, text, max),
        (Kind::Known(_), Value::Text(text)) => check_text(field, text, None),
        (Kind::Link, Value::Text(url)) => check_url(field.name, url),
        (Kind::Links(min, max), Value::Texts(urls)) => {
            check_count(field, urls.len(), (min, max))?;
            urls.iter().try_for_each(|url| check_url(field.name, url))
        }
        (Kind::Joined(separator, min, max), Value::Texts(urls)) => {
            check_count(field, urls.len(), (min, max))?;
            urls.iter()
                .try_for_each(|url| check_joined(field, url, separator))
        }
        (Kind::Seed, Value::Int(number)) => check_int(field, *number, (-1, i64::MAX)),
        (Kind::Int32(min, max), Value::Int(number)) => {
            check_int(field, *number, (min.into(), max.into()))
        }
        (Kind::OneOf(known), Value::Int(number)) => check_one_of(field, *number, known),
        (Kind::Ints(count), Value::Ints(numbers)) => {
            check_count(field, numbers.len(), (count, count))
        }
        (Kind::Float(span), Value::Float(float)) => check_float(field, *float, span),
        (Kind::Size(rule), Value::Size(width, height)) => {
            check_size(field, rule, [*width, *height])
        }
        (Kind::Image(rule), Value::Picture(picture)) => check_picture(field, rule, picture),
        (Kind::Images(rule, min, max), Value::Pictures(pictures)) => {
            check_count(field, pictures.len(), (min, max))?;
            let check = |picture| check_picture(field, rule, picture);
            pictures.iter().try_for_each(check)
        }
        (Kind::Record(record), Value::Record(values)) => check_record(field, record, values),
        (Kind::Records(record, min, max), Value::Records(items)) => {
            check_count(field, items.len(), (min, max))?;
            items
                .iter()
                .try_for_each(|values| check_record(field, record, values))
        }
        _ => Ok(()),
    }
}

fn check_record(field: &Field, record: &'static Record, values: &Values) -> Result<(), Fault> {
    check_fields(record.fields, values).map_err(|fault| fault.inside(field.name))
}

fn check_count(field: &Field, count: usize, (min, max): (usize, usize)) -> Result<(), Fault> {
    if (min..=max).contains(&count) {
        return Ok(());
    }
    if count == 0 && field.required {
        return Err(Fault::missing(field.name));
    }
    let (en, zh) = match (min, max) {
        (_, MANY) => (format!("at least {min}"), format!("至少需要 {min} 项")),
        _ if min == max => (format!("exactly {min}"), format!("须恰好为 {min} 项")),
        _ if count > max => (format!("at most {max}"), format!("最多 {max} 项")),
        _ => (
            format!("from {min} to {max}"),
            format!("须为 {min} 至 {max} 项"),
        ),
    };
    Err(Fault::new(
        field.name,
        format!("accepts {en} items, got {count}"),
        format!("{zh}，实际为 {count} 项"),
    ))
}

/// An address that will stand beside others in one text.
fn check_joined(field: &Field, url: &str, separator: char) -> Result<(), Fault> {
    if url.contains(separator) {
        return Err(Fault::new(
            field.name,
            format!(
                "contains `{separator}`, the separator of this list. Pass a list with one URL per item"
            ),
            format!("含有 `{separator}`，即该列表的分隔符。请以列表给出，每项一个地址"),
        ));
    }
    check_url(field.name, url)
}

fn check_one_of(field: &Field, number: i64, known: &[i32]) -> Result<(), Fault> {
    if known.iter().any(|known| i64::from(*known) == number) {
        return Ok(());
    }
    let known: Vec<String> = known.iter().map(i32::to_string).collect();
    let [known, known_zh] = [", ", "、"].map(|separator| known.join(separator));
    Err(Fault::new(
        field.name,
        format!("must be one of {known}; got {number}"),
        format!("必须是 {known_zh} 之一，实际为 {number}"),
    ))
}

fn check_text(field: &Field, text: &str, max: Option<usize>) -> Result<(), Fault> {
    if field.required && !field.may_be_empty && text.trim().is_empty() {
        return Err(Fault::missing(field.name));
    }
    let length = text.chars().count();
    match max {
        Some(max) if length > max => Err(Fault::new(
            field.name,
            format!("has {length} characters; at most {max} are allowed"),
            format!("共 {length} 个字符，最多允许 {max} 个"),
        )),
        _ => Ok(()),
    }
}

fn check_int(field: &Field, number: i64, (min, max): (i64, i64)) -> Result<(), Fault> {
    if (min..=max).contains(&number) {
        return Ok(());
    }
    Err(outside(
        field.name,
        [min, max, number].map(|n| n.to_string()),
    ))
}

fn check_float(field: &Field, float: f64, span: &Span) -> Result<(), Fault> {
    if span.holds(float) {
        return Ok(());
    }
    if span.min == f64::NEG_INFINITY {
        return Err(Fault::new(
            field.name,
            "must be a finite number",
            "必须是有限的数值",
        ));
    }
    let [min, max, number] = [span.min, span.max, float].map(shown);
    match (span.above, span.below) {
        (true, _) => Err(Fault::new(
            field.name,
            format!("must be above {min} and at most {max}, got {number}"),
            format!("必须大于 {min} 且不超过 {max}，实际为 {number}"),
        )),
        (_, true) => Err(Fault::new(
            field.name,
            format!("must be at least {min} and below {max}, got {number}"),
            format!("必须不小于 {min} 且小于 {max}，实际为 {number}"),
        )),
        _ => Err(outside(field.name, [min, max, number])),
    }
}

fn check_size(field: &Field, rule: &SizeRule, [width, height]: [i64; 2]) -> Result<(), Fault> {
    let (min, max) = rule.sides.unwrap_or((1, i32::MAX));
    for side in [width, height] {
        check_int(field, side, (min.into(), max.into()))?;
    }
    let area = width * height;
    if let Some((min, max)) = rule.area
        && !(min..=max).contains(&area)
    {
        return Err(Fault::new(
            field.name,
            format!("must have {min} to {max} pixels in total, got {width} x {height} = {area}"),
            format!("总像素须在 {min} 到 {max} 之间，实际为 {width}×{height} = {area}"),
        ));
    }
    match rule.ratio {
        Some(ratio) if width.max(height) > ratio * width.min(height) => Err(Fault::new(
            field.name,
            format!("must have an aspect ratio of at most {ratio}:1, got {width} x {height}"),
            format!("长短边之比最多 {ratio}:1，实际为 {width}×{height}"),
        )),
        _ => Ok(()),
    }
}

/// A number for people: without an empty fraction, and with the words that JSON lacks.
pub fn shown(float: f64) -> String {
    match number(float) {
        text if text == "null" => "NaN or infinite".into(),
        text => text.trim_end_matches(".0").into(),
    }
}

/// A number outside of its bounds.
pub fn outside(name: &str, [min, max, number]: [String; 3]) -> Fault {
    Fault::new(
        name,
        format!("must be from {min} to {max}, got {number}"),
        format!("必须在 {min} 到 {max} 之间，实际为 {number}"),
    )
}
