//! A form with what was entered in it.

use crate::page::arguments::Files;
use crate::page::entered::{ADD, Entered};
use crate::page::verdict::Verdict;
use visual_catalog::Tool;

/// A form with what was entered, and what is wrong with it.
pub struct Form<'a> {
    pub tool: &'static Tool,
    pub entered: &'a Entered,
    pub verdict: &'a Verdict,
    pub files: Files<'a>,
    /// The one-time key.
    pub key: &'a str,
}

impl Form<'_> {
    /// How many items of a list were asked for.
    pub fn rows(&self, list: &str) -> usize {
        let asked = self
            .entered
            .text(ADD)
            .and_then(|text| text.rsplit_once(':'));
        let asked = asked.filter(|(path, _)| *path == list);
        asked
            .and_then(|(_, count)| count.parse().ok())
            .unwrap_or_default()
    }
}
