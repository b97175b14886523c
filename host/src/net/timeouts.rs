//! How long the stages of a request may take.

use std::time::Duration;
use wasmtime_wasi_http::RequestOptions;

/// How long a connection may take to be made, TLS included.
const LONGEST_CONNECT: Duration = Duration::from_secs(10);
/// How much sooner a connection is given up than the request.
const SHORTEST_MARGIN: Duration = Duration::from_millis(100);

/// How long each stage of a request may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    pub(crate) first_byte: Duration,
    pub(crate) between_bytes: Duration,
}

impl From<RequestOptions> for Timeouts {
    fn from(options: RequestOptions) -> Timeouts {
        let seconds = Duration::from_secs;
        let first_byte = options.first_byte_timeout.unwrap_or(seconds(60));
        // A little sooner than the caller gives up, which then still learns that
        // nothing was sent.
        let margin = (first_byte / 10).max(SHORTEST_MARGIN).min(first_byte / 2);
        let connect = options.connect_timeout.unwrap_or(first_byte);
        Timeouts {
            connect: connect.min(LONGEST_CONNECT).min(first_byte - margin),
            first_byte,
            between_bytes: options.between_bytes_timeout.unwrap_or(seconds(30)),
        }
    }
}
