//! How an order ended.

use super::{Error, Media, Task};
use crate::tools::Report;
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::fmt;
use visual_catalog::json_text;

/// What a person should know although a call did not fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Warning {
    /// One sentence in English, for people only: do not parse it.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
}

impl Warning {
    /// A warning in English and Chinese.
    pub(crate) fn new(en: impl Into<String>, zh: impl Into<String>) -> Warning {
        Warning {
            message: en.into(),
            message_zh: zh.into(),
        }
    }
}

impl From<&Error> for Warning {
    fn from(error: &Error) -> Warning {
        Warning::new(&error.message, &error.message_zh)
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A finished job.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Done {
    /// Every product, in the service's order.
    pub media: Vec<Media>,
    /// The service's identifier of the request, for its support.
    pub request_id: String,
    /// The job, where the tool has tasks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<Task>,
    /// What a person should know although the job succeeded.
    pub warnings: Vec<Warning>,
    /// The rest of the service's data object, as JSON, without the media. As
    /// JSON it is the object itself.
    #[serde(serialize_with = "parsed")]
    pub details: String,
}

/// A job that is still running, or whose state was not asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Pending {
    /// The job. Keep it: it is the only way to what was bought.
    pub task: Task,
    /// The service's last word on it: `in_queue`, `generating`, `processing`;
    /// absent when it was not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The service's identifier of the last request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

/// What a call that did not fail returns. As JSON: `{"done":…}` or
/// `{"pending":…}`. There is no third case, so that a `match` covers both.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The product is here.
    Done(Done),
    /// The job runs on. Running out of time is no error.
    Pending(Pending),
}

impl Done {
    /// The facts that a tool answers with, in place of media or beside them:
    ///
    /// ```no_run
    /// use visual_host::tools::{JimengHumanCheck, RoleCheck};
    ///
    /// # async fn demo(host: visual_host::VisualHost) -> Result<(), visual_host::Error> {
    /// let done = host.order(JimengHumanCheck::new("https://a.example/face.png")).await?;
    /// let check: RoleCheck = done.report();
    /// println!("usable: {:?}", check.usable);
    /// # Ok(()) }
    /// ```
    pub fn report<R: Report>(&self) -> R {
        R::from_details(&self.details)
    }

    /// The same as JSON, for any tool that answers with facts and has tasks: the members in
    /// snake case, without those that the answer lacks.
    pub fn report_json(&self) -> Option<Value> {
        let task = self.task.as_ref()?;
        crate::tools::report::json(&task.tool, &self.details)
    }

    /// [`details`](Done::details) as JSON. What is no JSON is a string.
    pub fn details_json(&self) -> Value {
        json_text::parse(&self.details).unwrap_or_else(|_| Value::String(self.details.clone()))
    }
}

fn parsed<S: Serializer>(details: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match json_text::parse(details) {
        Ok(json) => json.serialize(serializer),
        Err(_) => serializer.serialize_str(details),
    }
}

/// A job whose state is not known yet.
impl From<Task> for Pending {
    fn from(task: Task) -> Pending {
        Pending {
            task,
            status: None,
            request_id: None,
            warnings: Vec::new(),
        }
    }
}
