//! The tasks, by their texts.

use crate::bindings::volcengine::visual::tasks::{self, Cancellation, WaitOptions};
use crate::bindings::volcengine::visual::types::{Error, Task};
#[cfg(not(feature = "store"))]
use crate::no_store as store;
#[cfg(feature = "store")]
use crate::store;
use crate::{names, outcome, problem};
use visual_http_api::refusal::not_cancelled;
use visual_http_api::{Prefer, Reply, json};

/// The state of a task: asked for once, or waited for as the client prefers.
pub fn query(id: &str, prefer: &Prefer) -> Reply {
    let task = match parse(id) {
        Ok(task) => task,
        Err(reply) => return reply,
    };
    let wait = prefer.wait.filter(|seconds| *seconds > 0);
    let answer = match wait {
        None => tasks::poll(&task),
        Some(seconds) => {
            let options = WaitOptions {
                wait_ms: Some(seconds.saturating_mul(1000)),
                max_inline: None,
            };
            tasks::wait(&task, Some(options))
        }
    };
    store::note(&task, &answer);
    let reply = match &answer {
        Ok(outcome) => outcome::reply(outcome, tasks::format),
        Err(error) => failed(error),
    };
    reply.preferred(prefer.applied(true))
}

/// Asks the service to cancel a task.
pub fn cancel(id: &str) -> Reply {
    let task = match parse(id) {
        Ok(task) => task,
        Err(reply) => return reply,
    };
    let (status, word) = match tasks::cancel(&task) {
        Ok(word @ Cancellation::Confirmed) => (200, word),
        Ok(word @ Cancellation::Asked) => (202, word),
        Ok(word) => return not_cancelled(names::cancellation(word)),
        Err(error) => return failed(&error),
    };
    let word = json::text(names::cancellation(word));
    Reply::json(status, json::member("cancellation", &word))
}

fn parse(id: &str) -> Result<Task, Reply> {
    tasks::parse(id).map_err(|error| problem::not_found(&error))
}

/// A query of a task buys nothing.
fn failed(error: &Error) -> Reply {
    problem::failed(error, tasks::format)
}
