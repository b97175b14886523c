//! The interface `tasks`.

use super::{Component, drive};
use crate::bindings::exports::volcengine::visual::tasks::{Cancellation, Guest};
use crate::call::cancel::cancellation;
use crate::call::{self, task_text};
use crate::errors::failure::Stage;
use crate::protocol::reply::envelope::{Decoded, decode};
use crate::types::{Error, Outcome, Task};

impl Guest for Component {
    fn status(task: Task) -> Result<Outcome, Error> {
        Component::collect(task, Some(0), None)
    }

    fn resume(task: Task, wait_ms: Option<u32>) -> Result<Outcome, Error> {
        Component::collect(task, wait_ms, None)
    }

    fn collect(
        task: Task,
        wait_ms: Option<u32>,
        max_inline: Option<u32>,
    ) -> Result<Outcome, Error> {
        collect(task, wait_ms, max_inline)
    }

    fn cancel(task: Task) -> Result<Cancellation, Error> {
        let ask = call::cancel(&task)?;
        let stage = Stage::Query(&task);
        let reply = drive::ask(&ask, stage)?;
        let taken = match decode(&reply) {
            Decoded::Success { .. } => true,
            Decoded::Failure(failure) if failure.code == "50200" => false,
            Decoded::Failure(failure) => {
                return Err(stage.failed(failure, &reply.hints(drive::now().unix)));
            }
            Decoded::Unreadable { what, request_id } => {
                return Err(stage.unreadable(&what, request_id));
            }
        };
        cancellation(taken, collect(task, Some(0), None))
    }

    fn parse(text: String) -> Result<Task, Error> {
        Ok(task_text::parse(&text)?)
    }

    fn format(task: Task) -> String {
        task_text::format(&task)
    }
}

/// Collects a job. A task that is one at all comes back with every error.
pub fn collect(
    task: Task,
    wait_ms: Option<u32>,
    max_inline: Option<u32>,
) -> Result<Outcome, Error> {
    let flow = match call::collect(task.clone(), wait_ms) {
        Ok(flow) => flow,
        Err(fault) if task_text::check(&task).is_ok() => {
            return Err(Stage::Query(&task).unsent(fault.into()));
        }
        Err(fault) => return Err(fault.into()),
    };
    drive::run(flow.with_max_inline(max_inline))
}
