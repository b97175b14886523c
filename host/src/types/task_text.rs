//! A task from its text form.

use super::{Error, Task};
use std::str::FromStr;
use volcengine_visual::call::task_text;

/// Reads the text form. It may stand behind a label, in quotes, or be broken
/// into lines.
impl FromStr for Task {
    type Err = Error;

    fn from_str(text: &str) -> Result<Task, Error> {
        match task_text::parse(text) {
            Ok(task) => Ok(task.into()),
            Err(fault) => Err(fault.into()),
        }
    }
}
