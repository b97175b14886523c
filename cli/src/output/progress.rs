//! A line that shows that something happens; on a terminal only.

use crate::output::terminal;
use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;
use visual_catalog::sanitize::escape_hidden;

/// A spinner on standard error, gone when dropped.
pub struct Progress(ProgressBar);

impl Progress {
    /// Starts to spin.
    pub fn start(message: &str) -> Progress {
        if !terminal::is_err() {
            return Progress(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
            bar.set_style(style);
        }
        bar.set_message(message.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        Progress(bar)
    }

    /// Shows what is going on now.
    pub fn say(&self, message: &str) {
        self.0.set_message(escape_hidden(message).into_owned());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
