//! Parameter checks.
//!
//! The vendor documents the codes but not when each is used. The simulator answers 50201 for a missing parameter or an
//! empty required text, 50204 for a wrong JSON type, and 50200 for a value out of range. `null` counts as absent, and
//! fields that the tool does not know are ignored.

use crate::envelope::Refusal;
use crate::fields::{Fields, given, missing, out_of_range, wrong_type};
use crate::tools::{Field, Kind, Tool};
use serde_json::Value;

/// Every field that the tool declares.
pub(crate) fn check(tool: &Tool, body: &Fields) -> Result<(), Refusal> {
    all(&tool.fields, body, "")?;
    let named = |name: &String| matches!(given(body, name), Some(value) if value != "");
    if let Some(first) = tool.any_of.first()
        && !tool.any_of.iter().any(named)
    {
        return Err(missing(first));
    }
    if let Some(rule) = &tool.together {
        let lists = rule.fields.iter().filter_map(|name| given(body, name));
        let count: usize = lists.filter_map(Value::as_array).map(Vec::len).sum();
        if count > rule.max_items {
            let names = rule.fields.join(" and ");
            return Err(out_of_range(&names, format!("have {count} items")));
        }
    }
    tool.size
        .as_ref()
        .map_or(Ok(()), |sizing| sizing.check(body))
}

fn all(fields: &[Field], body: &Fields, within: &str) -> Result<(), Refusal> {
    fields.iter().try_for_each(|field| {
        let name = format!("{within}{}", field.name);
        one(field, &name, body)
    })
}

fn one(field: &Field, name: &str, body: &Fields) -> Result<(), Refusal> {
    let Some(value) = given(body, &field.name) else {
        return if field.required {
            Err(missing(name))
        } else {
            Ok(())
        };
    };
    let right_type = match field.kind {
        Kind::Bool => value.is_boolean(),
        Kind::Int => value.is_i64() || value.is_u64(),
        Kind::Number => value.is_number(),
        Kind::String | Kind::Url => value.is_string(),
        Kind::Object => value.is_object(),
        Kind::List => value.is_array(),
        Kind::Urls => is_texts(value),
        Kind::UrlOrUrls => value.is_string() || is_texts(value),
        Kind::Ints => value
            .as_array()
            .is_some_and(|items| items.iter().all(Value::is_i64)),
    };
    if !right_type {
        return Err(wrong_type(name, field.kind.in_words()));
    }
    if field.kind == Kind::Int && value.as_i64().is_none() {
        return Err(out_of_range(name, "does not fit in 64 bits"));
    }
    if field.required && !field.may_be_empty && value.as_str() == Some("") {
        return Err(missing(name));
    }
    if let Some(choices) = field.choices.as_ref().filter(|c| !c.contains(value)) {
        let choices: Vec<String> = choices.iter().map(Value::to_string).collect();
        return Err(out_of_range(
            name,
            format!("must be one of {}", choices.join(", ")),
        ));
    }
    limits(field, name, value)?;
    urls(field, value)?;
    nested(field, name, value)
}

fn is_texts(value: &Value) -> bool {
    let items = value.as_array();
    items.is_some_and(|items| items.iter().all(Value::is_string))
}

fn nested(field: &Field, name: &str, value: &Value) -> Result<(), Refusal> {
    if field.fields.is_empty() {
        return Ok(());
    }
    let inner = |item: &Value| {
        let item = item
            .as_object()
            .ok_or_else(|| wrong_type(name, "a list of objects"))?;
        all(&field.fields, item, &format!("{name}."))
    };
    match value {
        Value::Array(items) => items.iter().try_for_each(inner),
        object => inner(object),
    }
}

/// Every address among the fields.
pub(crate) fn addresses<'a>(fields: &[Field], body: &'a Fields) -> Vec<&'a str> {
    let mut found = Vec::new();
    for field in fields {
        match (field.kind, given(body, &field.name)) {
            (Kind::Url | Kind::UrlOrUrls, Some(Value::String(url))) => found.push(url.as_str()),
            (Kind::Urls | Kind::UrlOrUrls, Some(Value::Array(urls))) => {
                found.extend(urls.iter().filter_map(Value::as_str));
            }
            (_, Some(Value::Object(inner))) => found.extend(addresses(&field.fields, inner)),
            (_, Some(Value::Array(items))) => {
                let items = items.iter().filter_map(Value::as_object);
                found.extend(items.flat_map(|item| addresses(&field.fields, item)));
            }
            _ => {}
        }
    }
    found
}

fn limits(field: &Field, name: &str, value: &Value) -> Result<(), Refusal> {
    let number = value.as_f64();
    if let (Some(number), Some(min)) = (number, field.min)
        && number < min
    {
        return Err(out_of_range(name, format!("must be at least {min}")));
    }
    if let (Some(number), Some(max)) = (number, field.max)
        && number > max
    {
        return Err(out_of_range(name, format!("must be at most {max}")));
    }
    if let (Some(number), Some(above)) = (number, field.above)
        && number <= above
    {
        return Err(out_of_range(name, format!("must be above {above}")));
    }
    if let (Some(number), Some(below)) = (number, field.below)
        && number >= below
    {
        return Err(out_of_range(name, format!("must be below {below}")));
    }
    let chars = value.as_str().map(|text| text.chars().count());
    if let (Some(chars), Some(max)) = (chars, field.max_chars)
        && chars > max
    {
        let rule = format!("has {chars} characters, at most {max} are allowed");
        return Err(out_of_range(name, rule));
    }
    if let Some(items) = value.as_array() {
        let fits = field.min_items.is_none_or(|min| items.len() >= min)
            && field.max_items.is_none_or(|max| items.len() <= max);
        if !fits {
            return Err(out_of_range(name, format!("has {} items", items.len())));
        }
    }
    Ok(())
}

fn urls(field: &Field, value: &Value) -> Result<(), Refusal> {
    match (field.kind, value) {
        (Kind::Url | Kind::UrlOrUrls, Value::String(text)) => match field.separator {
            Some(separator) => {
                let count = text.split(separator).count();
                if field.max_items.is_some_and(|max| count > max) {
                    return Err(out_of_range(&field.name, format!("has {count} items")));
                }
                text.split(separator).try_for_each(media_url)
            }
            None => media_url(text),
        },
        (Kind::Urls | Kind::UrlOrUrls, Value::Array(items)) => items
            .iter()
            .filter_map(Value::as_str)
            .try_for_each(media_url),
        _ => Ok(()),
    }
}

/// An address is never fetched; its shape alone decides. Those ending in `/unreachable.<anything>` cannot be downloaded.
pub(crate) fn media_url(url: &str) -> Result<(), Refusal> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let has_host = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    let spaces = url.contains(|c: char| c.is_whitespace() || c.is_control());
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    if !has_host || spaces || file.starts_with("unreachable.") {
        return Err(Refusal::code(50220));
    }
    Ok(())
}

impl Kind {
    fn in_words(self) -> &'static str {
        match self {
            Kind::Bool => "a boolean",
            Kind::Int => "an integer",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::Url => "a string with an address",
            Kind::Urls => "a list of strings",
            Kind::UrlOrUrls => "a string or a list of strings",
            Kind::Ints => "a list of integers",
            Kind::Object => "an object",
            Kind::List => "a list",
        }
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
