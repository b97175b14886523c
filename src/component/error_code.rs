//! What the host's own words for a failed exchange mean.

use crate::bindings::wasi::http::types::ErrorCode;
use crate::failure::Broken;
use crate::types::ErrorKind;

/// What each failure of the host's means: its kind, and whether it proves that
/// nothing reached the service.
pub fn failed(code: &ErrorCode) -> Broken {
    use ErrorKind::{DeniedByHost, Network, TimedOut, TooLarge};
    let (kind, nothing_left, what) = match code {
        ErrorCode::DnsTimeout => (TimedOut, true, "its name could not be resolved in time"),
        ErrorCode::DnsError(_) | ErrorCode::DestinationNotFound => {
            (Network, true, "its name could not be resolved")
        }
        ErrorCode::DestinationUnavailable | ErrorCode::DestinationIpUnroutable => {
            (Network, true, "no way leads to its address")
        }
        ErrorCode::DestinationIpProhibited => {
            (DeniedByHost, true, "its name resolves to a private address")
        }
        ErrorCode::HttpRequestDenied => {
            (DeniedByHost, true, "the address is not among those allowed")
        }
        ErrorCode::ConnectionRefused => (Network, true, "the connection was refused"),
        ErrorCode::ConnectionTimeout => (TimedOut, true, "no connection in time"),
        ErrorCode::TlsProtocolError | ErrorCode::TlsAlertReceived(_) => {
            (Network, true, "the secure connection (TLS) failed")
        }
        ErrorCode::TlsCertificateError => (Network, true, "its certificate is not trusted"),
        ErrorCode::ConnectionTerminated | ErrorCode::HttpResponseIncomplete => {
            (Network, false, "the connection broke")
        }
        ErrorCode::ConnectionReadTimeout
        | ErrorCode::ConnectionWriteTimeout
        | ErrorCode::HttpResponseTimeout => {
            (TimedOut, false, "no whole answer within the time allowed")
        }
        ErrorCode::HttpResponseBodySize(_) => (TooLarge, false, "the answer is too large"),
        _ => (Network, false, "the exchange over HTTP failed"),
    };
    Broken {
        kind,
        nothing_left,
        what: what.to_string(),
    }
}
