//! The interface `tasks`.

use super::{Component, clock, drive};
use crate::bindings::exports::volcengine::visual::tasks::{Cancellation, Guest, WaitOptions};
use crate::call::cancel::cancellation;
use crate::call::{self, task_text};
use crate::errors::decode;
use crate::errors::stage::{REFUSED_TASK, Stage};
use crate::protocol::reply::envelope::Decoded;
use crate::types::{Error, ErrorKind, Outcome, Task};

impl Guest for Component {
    fn poll(task: Task) -> Result<Outcome, Error> {
        drive::collect(task, Some(0), None)
    }

    fn wait(task: Task, options: Option<WaitOptions>) -> Result<Outcome, Error> {
        let (wait_ms, max_inline) = match options {
            Some(options) => (options.wait_ms, options.max_inline),
            None => (None, None),
        };
        drive::collect(task, wait_ms, max_inline)
    }

    fn cancel(task: Task) -> Result<Cancellation, Error> {
        let ask = call::cancel(&task)?;
        let stage = Stage::Query(&task);
        let reply = drive::ask(&ask, stage)?;
        let taken = match decode(&reply) {
            Decoded::Success { .. } => true,
            Decoded::Failure(failure) if failure.code == "50200" => false,
            Decoded::Failure(failure) => {
                let is_unknown = failure.code == REFUSED_TASK;
                let refused = stage.failed(failure, &reply.hints(clock::unix()));
                // What became of such a task is told by a query.
                let state = is_unknown.then(|| drive::collect(task.clone(), Some(0), None));
                return Err(match state {
                    Some(Err(gone)) if gone.kind == ErrorKind::TaskGone => gone,
                    _ => refused,
                });
            }
            Decoded::Unreadable { what, request_id } => {
                return Err(stage.unexpected(&what, request_id));
            }
        };
        cancellation(taken, drive::collect(task, Some(0), None))
    }

    fn parse(text: String) -> Result<Task, Error> {
        Ok(task_text::parse(&text)?)
    }

    fn format(task: Task) -> String {
        task_text::format(&task)
    }
}
