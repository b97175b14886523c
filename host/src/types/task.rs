//! A submitted job.

use super::OutputOptions;
use crate::setters::setters;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;
use volcengine_visual::call::task_text;

/// A submitted job: plain data, which can be stored, sent elsewhere, and
/// collected by another process that has the same account.
///
/// Its text form is one line without spaces, and holds the tool, the
/// identifier, the time and the output options, but neither prompt nor key:
///
/// ```
/// use visual_host::Task;
///
/// let task = Task::new("general-3.0", "7392616336519610409", 1_760_000_000);
/// let text = task.to_string();
/// assert!(text.starts_with("vt1."));
/// assert_eq!(text.parse::<Task>()?, task);
/// # Ok::<(), visual_host::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Task {
    /// The tool's name, as the catalogue has it.
    pub tool: String,
    /// The service's identifier of the job.
    pub id: String,
    /// When it was submitted, in seconds since 1970-01-01T00:00:00Z. The
    /// service keeps results for 12 hours (its FAQ says 24).
    pub submitted_at: u64,
    /// What the media should look like, which the service asks for again when
    /// the result is collected.
    pub output: Option<OutputOptions>,
}

impl Task {
    /// A job without output options.
    pub fn new(tool: impl Into<String>, id: impl Into<String>, submitted_at: u64) -> Task {
        Task {
            tool: tool.into(),
            id: id.into(),
            submitted_at,
            output: None,
        }
    }
}

setters!(Task {
    with_output(output: OutputOptions) => Some(output),
});

/// Its text form.
impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&task_text::format(&self.into()))
    }
}

impl Serialize for Task {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Task", 5)?;
        out.serialize_field("tool", &self.tool)?;
        out.serialize_field("id", &self.id)?;
        out.serialize_field("submitted_at", &self.submitted_at)?;
        match &self.output {
            Some(output) => out.serialize_field("output", output)?,
            None => out.skip_field("output")?,
        }
        out.serialize_field("text", &self.to_string())?;
        out.end()
    }
}
