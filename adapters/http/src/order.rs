//! What a request orders, and what came of it.

use crate::bindings::volcengine::visual::types::{Error, Outcome, OutputOptions};

/// A call of a tool.
pub struct Order<'a> {
    /// Any of the tool's names.
    pub tool: &'a str,
    /// The arguments, as they came.
    pub arguments: &'a str,
    /// How results come back.
    pub output: Option<OutputOptions>,
    /// The client's idempotency key.
    #[cfg(feature = "store")]
    pub key: Option<&'a str>,
    /// How long the client waits, in milliseconds.
    pub wait_ms: u32,
}

/// What came of an order.
pub struct Bought<T> {
    /// The component's answer.
    pub answer: Result<Outcome, Error>,
    /// The key that it is recorded under, if it is.
    pub key: Option<String>,
    /// Its place among those that the service lets in at once.
    pub turn: T,
}
