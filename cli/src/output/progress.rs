//! A line that shows that something happens; on a terminal only.

use crate::output::terminal;
use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;
use visual_catalog::sanitize::escape_hidden;

/// A spinner on standard error, gone when dropped.
pub struct ProgressLine(ProgressBar);

impl ProgressLine {
    /// Starts to spin.
    pub fn start(message: &str) -> ProgressLine {
        if !terminal::is_err() {
            return ProgressLine(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
            bar.set_style(style);
        }
        bar.set_message(message.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        ProgressLine(bar)
    }

    /// Shows what is going on now.
    pub fn say(&self, message: &str) {
        self.0.set_message(escape_hidden(message).into_owned());
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
