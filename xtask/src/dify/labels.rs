//! Labels of parameters and of their values.

use visual_catalog::{Text, text};

use super::parameter::{Input, Parameter};
use crate::bilingual::Bilingual;

/// What follows a field's label for the address of its image.
pub const URL: Text = text("URL", "地址");
/// The same for a list.
pub const URLS: Text = text("URLs", "地址");
/// The same for base64.
pub const BASE64: Text = text("as base64", "（base64）");
/// The label of a width.
pub const WIDTH: Text = text("Width", "宽度");
/// The label of a height.
pub const HEIGHT: Text = text("Height", "高度");

impl Parameter {
    /// Replaces name and label.
    pub fn named(self, name: &str, label: Text) -> Parameter {
        Parameter {
            name: name.to_owned(),
            label: label.into(),
            ..self
        }
    }

    /// Adds a word to the label.
    pub fn relabelled(self, word: Text) -> Parameter {
        let en = self.label.en.trim_end_matches('s');
        let en = if word.en == URLS.en {
            en
        } else {
            &self.label.en
        };
        Parameter {
            label: Bilingual::new(
                format!("{en} {}", word.en),
                format!("{}{}", self.label.zh, word.zh),
            ),
            ..self
        }
    }
}

/// A boolean: a choice of two, so that it can stay unset.
pub fn switch() -> Input {
    let option = |value: &str, en: &str, zh: &str| (value.to_owned(), Bilingual::new(en, zh));
    Input::Select(vec![
        option("true", "Yes", "是"),
        option("false", "No", "否"),
    ])
}

/// One of a closed set: the service's value is part of the label where it says something.
pub fn option(value: &str, text: Text) -> (String, Bilingual) {
    let (en, zh) = (phrase(text.en), phrase(text.zh));
    let is_shown = value.len() <= 8 && !en.to_lowercase().contains(&value.to_lowercase());
    let label = match is_shown {
        true => Bilingual::new(format!("{value} ({en})"), format!("{value}（{zh}）")),
        false => Bilingual::new(en, zh),
    };
    (value.to_owned(), label)
}

/// A sentence without its end.
pub fn phrase(text: &str) -> &str {
    text.trim_end_matches(['.', '。'])
}
