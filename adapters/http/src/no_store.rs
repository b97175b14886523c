//! Nothing is kept between requests.

use crate::bindings::volcengine::visual::types::{Error, Outcome, Pending, Task};
use crate::order::{Bought, Order};
use visual_http_api::{Keys, Reply};

/// What becomes of `Idempotency-Key`.
pub const KEYS: Keys = Keys::Refused;

/// What the description of the server says of keys.
pub fn openapi(document: String) -> String {
    document
}

/// Nothing is waited for.
pub struct Turn;

/// Buys.
pub fn buy(
    _: &Order<'_>,
    submit: impl FnOnce() -> Result<Outcome, Error>,
) -> Result<Bought<Turn>, Reply> {
    Ok(Bought {
        answer: submit(),
        key: None,
        turn: Turn,
    })
}

/// Waits for a task.
pub fn wait(
    pending: Pending,
    wait: impl FnOnce(Pending) -> Result<Outcome, Error>,
) -> Result<Outcome, Error> {
    wait(pending)
}

/// Nobody asks how a task ended.
pub fn note(_: &Task, _: &Result<Outcome, Error>) {}
