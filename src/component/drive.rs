//! Drives a flow: the one loop that sends, waits and tells the time.

use std::cell::Cell;

use super::clock::{Deadline, now, pause};
use super::{media, signing, transport};
use crate::call::flow::{Event, Flow, Now, Step};
use crate::call::submitted::Submitted;
use crate::call::{self, task_text};
use crate::errors::transport_codes::{NOT_MADE, WRITE_TIMEOUT};
use crate::errors::{stage::Stage, transport_error::TransportError};
use crate::protocol::reply::envelope::Reply;
use crate::protocol::request::ApiRequest;
use crate::types::{Error, Outcome, Task};

thread_local! {
    /// What this instance has submitted.
    static SUBMITTED: Cell<Submitted> = const { Cell::new(Submitted::new()) };
}

/// Runs a call to its end.
pub fn run(flow: Flow) -> Result<Outcome, Error> {
    let is_own = flow.is_own();
    let result = follow(flow);
    if is_own {
        let mut submitted = SUBMITTED.take();
        submitted.keep(&result);
        SUBMITTED.set(submitted);
    }
    result
}

fn follow(mut flow: Flow) -> Result<Outcome, Error> {
    let mut event = Event::Begin;
    let mut last = None;
    loop {
        let now = now();
        event = match flow.step(event, now) {
            Step::Finish(result) => return result,
            Step::Wait(pause_ms) => {
                pause(pause_ms);
                Event::Woke
            }
            Step::Fetch(wanted) => Event::Fetched(media::fetch(&wanted)),
            Step::Send(ask) => send(last.insert(ask), now),
            Step::Repeat(timeout_ms) => match &mut last {
                Some(ask) => {
                    ask.timeout_ms = timeout_ms;
                    send(ask, now)
                }
                None => Event::Begin,
            },
        };
    }
}

/// Signs a request and sends it, both before its deadline.
fn send(ask: &ApiRequest, now: Now) -> Event {
    let deadline = Deadline::since(now, ask.timeout_ms);
    let signed = match signing::sign(ask, now.unix) {
        Ok(signed) => signed,
        Err(error) => return Event::Unsigned(error),
    };
    if deadline.left_ms() < ask.min_ms {
        return Event::Transport(TransportError::unsent(WRITE_TIMEOUT));
    }
    match transport::send(&signed, &ask.body, deadline) {
        Ok(reply) => Event::Reply(reply),
        Err(broken) => Event::Transport(broken),
    }
}

/// Asks once, outside of any flow.
pub fn ask(ask: &ApiRequest, stage: Stage<'_>) -> Result<Reply, Error> {
    match send(ask, now()) {
        Event::Reply(reply) => Ok(reply),
        Event::Transport(broken) => Err(stage.transport_error(&broken)),
        Event::Unsigned(error) => Err(stage.unsent(error)),
        _ => Err(stage.transport_error(&TransportError::from_code(NOT_MADE))),
    }
}

/// Collects a job. A task that is one at all comes back with every error.
pub fn collect(
    task: Task,
    wait_ms: Option<u32>,
    max_inline: Option<u32>,
) -> Result<Outcome, Error> {
    let submitted = SUBMITTED.take();
    let is_own = submitted.has(&task.id);
    SUBMITTED.set(submitted);
    let flow = match call::collect(task.clone(), wait_ms) {
        Ok(flow) => flow,
        Err(fault) if task_text::check(&task).is_ok() => {
            return Err(Stage::Query(&task).unsent(fault.into()));
        }
        Err(fault) => return Err(fault.into()),
    };
    run(flow.with_max_inline(max_inline).with_own(is_own))
}
