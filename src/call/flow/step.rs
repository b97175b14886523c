//! Events of a call, and its next step.

use crate::call::media_fetcher::Fetch;
use crate::errors::transport_error::TransportError;
use crate::protocol::reply::envelope::Reply;
use crate::protocol::request::ApiRequest;
use crate::types::{Error, Outcome, Warning};

/// The time of an event.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Seconds since 1970.
    pub unix: u64,
    /// Milliseconds of a monotonic clock.
    pub ms: u64,
    /// A number that differs between concurrent callers, for jitter.
    pub noise: u64,
}

/// An event.
#[derive(Debug)]
pub enum Event {
    /// The call begins.
    Begin,
    /// The response to the last request.
    Reply(Reply),
    /// There was no complete response.
    Transport(TransportError),
    /// The request could not be signed, so it was not sent.
    Unsigned(Error),
    /// A file that was fetched, or why it could not be.
    Fetched(Result<Vec<u8>, Warning>),
    /// The pause is over.
    Woke,
}

/// The next step.
#[derive(Debug)]
pub enum Step {
    /// Send this, once.
    Send(ApiRequest),
    /// Sign and send the last request again, within this timeout in milliseconds.
    Repeat(u64),
    /// Fetch this file.
    Fetch(Fetch),
    /// Wait for this many milliseconds.
    Wait(u64),
    /// The call is over.
    Finish(Result<Outcome, Error>),
}
