//! The interface `tasks`.

use super::{Component, drive};
use crate::bindings::exports::volcengine::visual::tasks::{Cancellation, Guest};
use crate::failure::Stage;
use crate::protocol::envelope::{Decoded, decode};
use crate::types::{Error, ErrorKind, Outcome, Task};
use crate::{call, task_text};

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
        drive::run(call::collect(task, wait_ms)?.with_max_inline(max_inline))
    }

    fn cancel(task: Task) -> Result<Cancellation, Error> {
        let ask = call::cancel(&task)?;
        let stage = Stage::Query(&task);
        let reply = drive::ask(&ask, stage)?;
        match decode(&reply) {
            // The shape of the answer is not documented [unconfirmed], so it
            // never counts as a confirmation.
            Decoded::Success { .. } => Ok(match is_gone(task)? {
                true => Cancellation::Confirmed,
                false => Cancellation::Asked,
            }),
            Decoded::Failure(failure) if failure.code == "50200" => {
                Ok(Cancellation::NotCancellable)
            }
            Decoded::Failure(failure) => {
                Err(stage.failed(failure, &reply.hints(drive::now().unix)))
            }
            Decoded::Unreadable { what, request_id } => Err(stage.unreadable(&what, request_id)),
        }
    }

    fn parse(text: String) -> Result<Task, Error> {
        Ok(task_text::parse(&text)?)
    }

    fn format(task: Task) -> String {
        task_text::format(&task)
    }
}

/// Whether the service no longer knows a job that it knew a moment ago.
fn is_gone(task: Task) -> Result<bool, Error> {
    Ok(match drive::run(call::collect(task, Some(0))?) {
        Ok(Outcome::Pending(pending)) => pending.status.as_deref() == Some("not_found"),
        Ok(Outcome::Done(_)) => false,
        Err(error) => error.kind == ErrorKind::TaskGone,
    })
}
