//! A call of a tool: submitted first, then waited for.

use crate::bindings::volcengine::visual::catalog::invoke;
use crate::bindings::volcengine::visual::tasks::{self, Cancellation, WaitOptions};
use crate::bindings::volcengine::visual::types::{
    Error, ErrorKind, Options, Outcome, Purchase, Task,
};
use crate::text;

/// How long to wait for a task, in milliseconds. 0: do not.
#[derive(Clone, Copy)]
pub struct Wait(u32);

impl Wait {
    /// So many seconds.
    pub fn seconds(seconds: u32) -> Wait {
        Wait(seconds.saturating_mul(1000))
    }
}

/// Calls a tool with arguments as JSON. A short wait never cuts a submission
/// short, whose outcome would then be unknown: it begins with the task.
pub fn run(tool: &str, arguments: &str, wait: Wait) -> Result<String, String> {
    let options = |wait_ms| Options {
        output: None,
        wait_ms,
        max_inline: None,
    };
    let submitted = match invoke(tool, arguments, Some(&options(Some(0)))) {
        // Without tasks, its response is the result.
        Err(error) if is_without_tasks(&error) => invoke(tool, arguments, Some(&options(None))),
        other => other,
    };
    match submitted {
        Ok(Outcome::Pending(pending)) if wait.0 > 0 => finish(wait_for(&pending.task, wait)),
        other => finish(other),
    }
}

fn is_without_tasks(error: &Error) -> bool {
    let is_wait = error.field.as_deref() == Some("wait-ms");
    is_wait && error.kind == ErrorKind::InvalidInput && error.purchase == Purchase::NotMade
}

/// Asks for a task by its text.
pub fn status(task: &str, wait: Wait) -> Result<String, String> {
    let task = parse(task)?;
    finish(match wait.0 {
        0 => tasks::poll(&task),
        _ => wait_for(&task, wait),
    })
}

/// Cancels a task by its text.
pub fn cancel(task: &str) -> Result<String, String> {
    let word = match tasks::cancel(&parse(task)?).map_err(failure)? {
        Cancellation::Asked => "asked",
        Cancellation::Confirmed => "confirmed",
        Cancellation::NotCancellable => "not-cancellable",
        Cancellation::Done => "done",
    };
    Ok(word.to_owned())
}

fn parse(task: &str) -> Result<Task, String> {
    tasks::parse(task.trim()).map_err(failure)
}

fn wait_for(task: &Task, wait: Wait) -> Result<Outcome, Error> {
    let options = WaitOptions {
        wait_ms: Some(wait.0),
        max_inline: None,
    };
    tasks::wait(task, Some(options))
}

fn finish(answer: Result<Outcome, Error>) -> Result<String, String> {
    match answer.map_err(failure)? {
        Outcome::Done(done) => Ok(text::done(done, tasks::format)),
        Outcome::Pending(pending) => {
            let task = tasks::format(&pending.task);
            Ok(text::pending(&pending, &task))
        }
    }
}

/// An error of the component, as text.
pub fn failure(error: Error) -> String {
    let task = error.task.as_ref().map(tasks::format);
    text::failure(&error, task.as_deref())
}
