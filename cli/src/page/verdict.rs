//! What the host would refuse of a call, before anything is sent: every fault at its field.

use crate::output::language::{pick, tr};
use crate::output::typed::as_typed;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use visual_catalog::schema::ACCEPT;
use visual_catalog::{Field, Status, Tool, snake};
use visual_host::Error;
use volcengine_visual::errors::fault::Fault;
use volcengine_visual::input::{check, json};

/// What is wrong with what was entered.
#[derive(Debug, Default)]
pub struct Verdict {
    /// A sentence for each control at fault. Members of records have their path without numbers.
    pub fields: BTreeMap<String, String>,
    /// What is wrong with none of them alone.
    pub general: Vec<String>,
}

impl Verdict {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.fields.is_empty() && self.general.is_empty()
    }

    /// The verdict on arguments, besides the faults that were found while they were read.
    pub fn new(
        tool: &'static Tool,
        arguments: &Map<String, Value>,
        misread: Vec<Fault>,
    ) -> Verdict {
        let mut verdict = Verdict::default();
        for fault in misread {
            verdict.add(tool, &fault);
        }
        for field in tool.fields {
            if let Err(fault) = judge(tool, field, arguments) {
                verdict.add(tool, &fault);
            }
        }
        if verdict.is_clean() {
            let text = Value::Object(arguments.clone()).to_string();
            let whole = json::read(tool, text).and_then(|arguments| check::check(&arguments));
            if let Err(fault) = whole {
                verdict.add(tool, &fault);
            }
        }
        verdict
    }

    /// What the host or the service refused.
    pub fn from_error(tool: &Tool, error: &Error) -> Verdict {
        let mut verdict = Verdict::default();
        let typed = |name: &str| label(tool, name);
        let text = as_typed(pick(&error.message, &error.message_zh), typed);
        match error
            .field
            .as_deref()
            .and_then(|field| control(tool, field))
        {
            Some(control) => {
                verdict.fields.insert(control, text);
            }
            None => verdict.general.push(text),
        }
        verdict
    }

    fn add(&mut self, tool: &Tool, fault: &Fault) {
        let typed = |name: &str| label(tool, name);
        let said = as_typed(pick(&fault.en, &fault.zh), typed);
        let sentence = |label: String| tr!("{label} {said}", "{label}{said}");
        match control(tool, &fault.field) {
            Some(control) => {
                let label = label(tool, &fault.field).unwrap_or_default();
                self.fields
                    .entry(control)
                    .or_insert_with(|| sentence(label));
            }
            None => self.general.push(sentence(fault.field.clone())),
        }
    }
}

/// The verdict on one argument, as if the others were right.
fn judge(
    tool: &'static Tool,
    field: &'static Field,
    arguments: &Map<String, Value>,
) -> Result<(), Fault> {
    let name = snake(field.name);
    let Some(value) = arguments.get(&name) else {
        return match field.required {
            true => Err(Fault::missing(field.name)),
            false => Ok(()),
        };
    };
    let mut alone = Map::new();
    alone.insert(name, value.clone());
    if tool.status == Status::Unconfirmed {
        alone.insert(snake(ACCEPT), json!(true));
    }
    let alone = json::read(tool, Value::Object(alone).to_string())?;
    match alone.given(field.name) {
        Some(value) => check::check_value(field, value),
        None => Ok(()),
    }
}

/// The control of a fault, if the form has it: its path in snake case.
fn control(tool: &Tool, field: &str) -> Option<String> {
    let path: Vec<String> = field.split('.').map(snake).collect();
    let first = path.first()?;
    let is_known = tool.fields.iter().any(|field| snake(field.name) == *first);
    let is_known = is_known || first == "extra" || *first == snake(ACCEPT);
    is_known.then(|| path.join("."))
}

/// What a field is called on the form.
pub fn label(tool: &Tool, path: &str) -> Option<String> {
    let mut fields = tool.fields;
    let mut found = None;
    for name in path.split('.') {
        let field = fields
            .iter()
            .find(|field| field.name == name || snake(field.name) == name)?;
        fields = field.kind.record().map_or(&[][..], |record| record.fields);
        let [en, zh] = field.label();
        found = Some(pick(en, zh));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::language::in_language;
    use visual_catalog::find;

    fn verdict(tool: &str, arguments: Value) -> Verdict {
        let arguments = arguments.as_object().unwrap().clone();
        Verdict::new(find(tool).unwrap(), &arguments, Vec::new())
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let found = verdict("jimeng-inpaint", json!({ "seed": -5 }));
        let fields: Vec<_> = found.fields.keys().map(String::as_str).collect();
        assert_eq!(fields, ["image", "mask", "prompt", "seed"]);
        assert_eq!(found.fields["prompt"], "Prompt is required");
        let found = in_language(true, || verdict("jimeng-inpaint", json!({})));
        assert_eq!(found.fields["prompt"], "提示词为必填项");
    }

    #[test]
    fn what_is_no_picture_is_told_at_the_picture() {
        let text = json!({ "prompt": "a", "image": { "base64": "bm8gcGljdHVyZQ==" } });
        let found = verdict("seededit-3.0", text);
        assert_eq!(found.fields.keys().collect::<Vec<_>>(), ["image"]);
    }

    #[test]
    fn rules_between_arguments_are_checked_when_each_is_right() {
        let ratio = json!({ "prompt": "a", "min_ratio": 2, "max_ratio": 1 });
        let found = verdict("jimeng-4.0", ratio);
        assert!(!found.is_clean(), "{found:?}");
        assert!(verdict("general-3.0", json!({ "prompt": "a" })).is_clean());
    }
}
