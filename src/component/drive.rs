//! Drives a flow: the one loop that sends, waits and tells the time.

use super::http::Deadline;
use super::{downloads, signing, transport};
use crate::bindings::wasi::clocks::{monotonic_clock, wall_clock};
use crate::call::flow::{Event, Flow, Now, Step};
use crate::errors::failure::{Broken, Stage};
use crate::errors::transport_codes::{NOT_MADE, WRITE_TIMEOUT};
use crate::protocol::reply::envelope::Reply;
use crate::protocol::request::Ask;
use crate::types::{Error, Outcome};

/// How many nanoseconds, which wasi counts, are a millisecond.
pub const NANOSECONDS: u64 = 1_000_000;

/// Runs a call to its end.
pub fn run(mut flow: Flow) -> Result<Outcome, Error> {
    let mut event = Event::Begin;
    let mut last = None;
    loop {
        event = match flow.step(event, now()) {
            Step::Finish(result) => return result,
            Step::Wait(pause_ms) => {
                pause(pause_ms);
                Event::Woke
            }
            Step::Fetch(wanted) => Event::Fetched(downloads::fetch(&wanted)),
            Step::Send(ask) => send(last.insert(ask)),
            Step::Repeat(within_ms) => match &mut last {
                Some(ask) => {
                    ask.within_ms = within_ms;
                    send(ask)
                }
                None => Event::Begin,
            },
        };
    }
}

/// Signs a request and sends it, both before its deadline.
fn send(ask: &Ask) -> Event {
    let deadline = Deadline::after(ask.within_ms);
    let signed = match signing::sign(ask) {
        Ok(signed) => signed,
        Err(error) => return Event::Unsigned(error),
    };
    if deadline.left_ms() < ask.min_ms {
        return Event::Broken(Broken::unsent(WRITE_TIMEOUT));
    }
    match transport::send(&signed, &ask.body, deadline) {
        Ok(reply) => Event::Reply(reply),
        Err(broken) => Event::Broken(broken),
    }
}

/// Asks once, outside of any flow.
pub fn ask(ask: &Ask, stage: Stage<'_>) -> Result<Reply, Error> {
    match send(ask) {
        Event::Reply(reply) => Ok(reply),
        Event::Broken(broken) => Err(stage.broken(&broken)),
        Event::Unsigned(error) => Err(stage.unsent(error)),
        _ => Err(stage.broken(&Broken::of(NOT_MADE))),
    }
}

/// Waits for so many milliseconds.
pub fn pause(milliseconds: u64) {
    monotonic_clock::subscribe_duration(milliseconds * NANOSECONDS).block();
}

/// The time on both clocks.
pub fn now() -> Now {
    let noise = monotonic_clock::now();
    Now {
        unix: wall_clock::now().seconds,
        ms: noise / NANOSECONDS,
        noise,
    }
}
