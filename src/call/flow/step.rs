//! What happens to a call, and what it asks for next.

use crate::call::media_fetcher::Fetch;
use crate::errors::transport_error::TransportError;
use crate::protocol::reply::envelope::Reply;
use crate::protocol::request::ApiRequest;
use crate::types::{Error, Outcome};

/// The time of an event.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Seconds since 1970.
    pub unix: u64,
    /// Milliseconds on a clock that never jumps.
    pub ms: u64,
    /// Any number that other callers do not have at the same time.
    pub noise: u64,
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// The call begins.
    Begin,
    /// The answer to what was sent.
    Reply(Reply),
    /// There was no whole answer.
    Transport(TransportError),
    /// The request could not be signed, so it was not sent.
    Unsigned(Error),
    /// A file that was fetched, or why it could not be.
    Fetched(Result<Vec<u8>, String>),
    /// The pause is over.
    Woke,
}

/// What to do next.
#[derive(Debug)]
pub enum Step {
    /// Send this, once.
    Send(ApiRequest),
    /// Send the last request again, anew signed, within so many milliseconds.
    Repeat(u64),
    /// Fetch this file.
    Fetch(Fetch),
    /// Pause for so many milliseconds.
    Wait(u64),
    /// The call is over.
    Finish(Result<Outcome, Error>),
}
