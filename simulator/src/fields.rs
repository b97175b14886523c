//! The fields of a body, and what is wrong with one.

use crate::envelope::Refusal;
use serde_json::{Map, Value};

pub(crate) type Fields = Map<String, Value>;

/// The value of a field; `None` when it is absent or `null`.
pub(crate) fn given<'a>(fields: &'a Fields, name: &str) -> Option<&'a Value> {
    fields.get(name).filter(|value| !value.is_null())
}

pub(crate) fn missing(name: &str) -> Refusal {
    Refusal::new(50201, format!("missing parameter: {name}"))
}

pub(crate) fn wrong_type(name: &str, wanted: &str) -> Refusal {
    Refusal::new(50204, format!("wrong type: {name} must be {wanted}"))
}

pub(crate) fn out_of_range(name: &str, rule: impl std::fmt::Display) -> Refusal {
    Refusal::new(50200, format!("invalid parameter: {name} {rule}"))
}

/// A required text field.
pub(crate) fn text<'a>(fields: &'a Fields, name: &str) -> Result<&'a str, Refusal> {
    let value = given(fields, name).ok_or_else(|| missing(name))?;
    let text = value.as_str().ok_or_else(|| wrong_type(name, "a string"))?;
    if text.is_empty() {
        return Err(missing(name));
    }
    Ok(text)
}
