//! What somebody entered in a form, as texts under the names of its controls. It is kept as it
//! was typed, so that a form can be shown again with nothing lost.
//!
//! A control is called as the argument in JSON; members of records by path: `garment.data.0.url`.

use std::collections::BTreeMap;

/// The control of the one-time key.
pub const KEY: &str = "_key";
/// The control that says what to do with a form: buy, unless it says otherwise.
pub const ACTION: &str = "_do";
/// The control that asks for one more item of a list.
pub const ADD: &str = "_add";
/// The control of the presets of a tool whose width and height are arguments of their own.
pub const RATIO: &str = "_ratio";
/// The controls of a visible watermark.
pub const WATERMARK: &str = "_watermark";
pub const WATERMARK_TEXT: &str = "_watermark_text";

/// The texts of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered(BTreeMap<String, Vec<String>>);

impl Entered {
    /// Adds a text to a control. Browsers send line breaks as CR LF.
    pub fn add(&mut self, name: &str, text: &str) {
        let text = text.replace("\r\n", "\n");
        self.0.entry(name.to_owned()).or_default().push(text);
    }

    /// The first text of a control that is not blank.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every text of a control that is not blank.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let texts = self.0.get(name).into_iter().flatten();
        texts
            .map(String::as_str)
            .filter(|text| !text.trim().is_empty())
    }

    /// The lines of a control, trimmed.
    pub fn lines(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self.all(name).flat_map(str::lines).map(str::trim);
        lines.filter(|line| !line.is_empty())
    }

    /// Removes the texts of a control, and returns them.
    pub fn take(&mut self, name: &str) -> Vec<String> {
        self.0.remove(name).unwrap_or_default()
    }

    /// Puts one text in the place of all texts of a control.
    pub fn set(&mut self, name: &str, text: &str) {
        self.0.insert(name.to_owned(), vec![text.to_owned()]);
    }

    /// Whether a control whose name begins so has a text.
    pub fn has_any(&self, prefix: &str) -> bool {
        let mut names = self.0.keys().filter(|name| name.starts_with(prefix));
        names.any(|name| self.text(name).is_some())
    }

    /// How many items of a list of objects have a text: the highest number of one, plus one.
    pub fn items(&self, list: &str) -> usize {
        let prefix = format!("{list}.");
        let number = |name: &String| {
            let rest = name.strip_prefix(&prefix)?;
            let number: usize = rest.split('.').next()?.parse().ok()?;
            self.text(name).map(|_| number.saturating_add(1))
        };
        self.0.keys().filter_map(number).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_texts_are_not_there_and_others_stay_as_they_are() {
        let mut entered = Entered::default();
        entered.add("prompt", "  ");
        assert_eq!(entered.text("prompt"), None);
        entered.add("prompt", " a\r\ncat ");
        assert_eq!(entered.text("prompt"), Some(" a\ncat "));
        assert_eq!(entered.lines("prompt").collect::<Vec<_>>(), ["a", "cat"]);
    }

    #[test]
    fn items_are_counted_by_their_numbers() {
        let mut entered = Entered::default();
        assert_eq!(entered.items("faces"), 0);
        entered.add("faces.0.url", "");
        entered.add("faces.2.url", "x");
        entered.add("faces.x.url", "x");
        assert_eq!(entered.items("faces"), 3);
        assert!(entered.has_any("faces."));
        assert!(!entered.has_any("faces.0"));
    }
}
