//! A field at its place in a form: what it is called, what is said of it, what is wrong with it.

use super::given::Form;
use crate::output::language::{pick, tr};
use maud::{Markup, html};
use serde_json::Value;
use visual_catalog::{Field, Kind, Span, Text, json_text};

/// A field at its place in the form.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub form: &'a Form<'a>,
    pub field: &'static Field,
    /// The name of its control.
    pub path: &'a str,
}

impl Place<'_> {
    /// The text of its control.
    pub fn text(&self) -> &str {
        self.form.entered.text(self.path).unwrap_or_default()
    }

    pub fn label(&self) -> String {
        let [en, zh] = self.field.label();
        pick(en, zh)
    }

    pub fn id(&self) -> String {
        format!("f-{}", self.path)
    }

    /// Its path as a verdict has it: without the numbers of items.
    pub fn plain_path(&self) -> String {
        plain(self.path)
    }

    pub fn error(&self) -> Option<&str> {
        let error = self.form.verdict.fields.get(&self.plain_path());
        error.map(String::as_str)
    }

    /// The ids of what describes its control.
    pub fn described(&self) -> String {
        let id = self.id();
        format!("{id}-hint {id}-error")
    }

    pub fn invalid(&self) -> Option<&'static str> {
        self.error().map(|_| "true")
    }

    /// What is said of it: documentation, limits, default.
    pub fn hint(&self) -> Markup {
        self.hint_with(&limits(self.field))
    }

    /// The same with these limits.
    pub fn hint_with(&self, limits: &[String]) -> Markup {
        let doc = in_language(self.field.doc);
        html! {
            p.hint id=(format!("{}-hint", self.id())) {
                @if !doc.is_empty() { (prose(doc)) " " }
                @for limit in limits { span.limit { (limit) } " " }
            }
        }
    }

    /// What is wrong with it, or room for it.
    pub fn trouble(&self) -> Markup {
        let error = self.error();
        html! {
            p.error id=(format!("{}-error", self.id())) data-error=(self.plain_path()) hidden[error.is_none()] {
                @if let Some(error) = error { (error) }
            }
        }
    }

    /// The label with the mark of what is required.
    pub fn label_text(&self) -> Markup {
        html! {
            (self.label())
            @if self.field.required { " " span.required { (pick("required", "必填")) } }
        }
    }
}

/// A text whose parts in backticks are code.
pub fn prose(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// A path without the numbers of items.
pub fn plain(path: &str) -> String {
    let names = path
        .split('.')
        .filter(|name| name.parse::<usize>().is_err());
    names.collect::<Vec<_>>().join(".")
}

pub fn in_language(text: Text) -> &'static str {
    pick(text.en, text.zh)
}

/// The default of a field, as it would be typed.
pub fn default_text(field: &Field) -> Option<String> {
    let default = json_text::parse(field.default?).ok()?;
    Some(match &default {
        Value::String(text) => text.clone(),
        Value::Object(size) => {
            let (width, height) = (size.get("width")?, size.get("height")?);
            format!("{width} × {height}")
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(Value::to_string).collect();
            items.join(", ")
        }
        other => other.to_string(),
    })
}

/// Limits and the default of a field, in words.
fn limits(field: &Field) -> Vec<String> {
    let mut limits = Vec::new();
    match field.kind {
        Kind::Text(Some(max)) => limits.push(tr!("Up to {max} characters.", "最多 {max} 个字符。")),
        Kind::Int32(min, max) => limits.extend(range_text(
            (min > i32::MIN).then_some(f64::from(min)),
            (max < i32::MAX).then_some(f64::from(max)),
        )),
        Kind::Float(span) => limits.extend(span_text(span)),
        Kind::Links(..) | Kind::Joined(..) => {
            limits.push(tr!("One URL a line.", "每行一个链接。"));
        }
        _ => {}
    }
    if field.names_picture() {
        limits.push(tr!(
            "A public URL: this tool takes no files here.",
            "仅支持公网链接，此处不接受文件。"
        ));
    }
    let has_own_default = matches!(field.kind, Kind::Bool | Kind::Choice(_) | Kind::OneOf(_));
    if let Some(default) = default_text(field).filter(|_| !has_own_default) {
        limits.push(tr!("Default: {default}.", "默认：{default}。"));
    }
    limits
}

/// A range of fractions in words.
fn span_text(span: &Span) -> Option<String> {
    let (min, max) = (span.min, span.max);
    match (span.above, span.below) {
        (true, false) => Some(tr!(
            "Above {min}, at most {max}.",
            "大于 {min}，不大于 {max}。"
        )),
        (false, true) => Some(tr!(
            "At least {min}, below {max}.",
            "不小于 {min}，小于 {max}。"
        )),
        _ => range_text(
            min.is_finite().then_some(min),
            max.is_finite().then_some(max),
        ),
    }
}

/// A range in words.
pub fn range_text(min: Option<f64>, max: Option<f64>) -> Option<String> {
    Some(match (min, max) {
        (Some(min), Some(max)) => tr!("{min} to {max}.", "{min} 至 {max}。"),
        (Some(min), None) => tr!("At least {min}.", "至少 {min}。"),
        (None, Some(max)) => tr!("At most {max}.", "最多 {max}。"),
        (None, None) => return None,
    })
}
