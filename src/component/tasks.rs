//! The interface `tasks`.

use super::{Component, drive};
use crate::bindings::exports::volcengine::visual::tasks::{Cancellation, Guest};
use crate::failure::Stage;
use crate::protocol::envelope::{Decoded, decode};
use crate::types::{Error, Outcome, Task};
use crate::{call, task_text};

impl Guest for Component {
    fn status(task: Task) -> Result<Outcome, Error> {
        drive::run(call::collect(task, Some(0))?)
    }

    fn resume(task: Task, wait_ms: Option<u32>) -> Result<Outcome, Error> {
        drive::run(call::collect(task, wait_ms)?)
    }

    fn cancel(task: Task) -> Result<Cancellation, Error> {
        let ask = call::cancel(&task)?;
        let stage = Stage::Query(&task);
        let reply = drive::ask(&ask, stage)?;
        match decode(&reply) {
            // The shape of the answer is not documented [unconfirmed], so it
            // never counts as a confirmation.
            Decoded::Success { .. } => Ok(Cancellation::Asked),
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
