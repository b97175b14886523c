//! Requests without a whole reply.

use crate::errors::transport_codes::{self, Proof};
use crate::types::ErrorKind;

/// A request without a complete response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportError {
    /// What happened, as a code of [`transport_codes`].
    pub code: &'static str,
    /// What happened, as a kind: `network`, `timed-out`, `denied-by-host`,
    /// `too-large` or `internal`.
    pub kind: ErrorKind,
    /// Whether the service may have received the whole request.
    pub request_sent: bool,
    /// Whether a purchase may be sent again: the proof that it was not made is
    /// this component's own, or that of `visual-host`.
    pub resend: bool,
    /// What happened, for people.
    pub what: String,
}

impl TransportError {
    /// What a code of [`transport_codes`] means in a host that may not know
    /// whether the request was sent.
    pub fn from_code(code: &str) -> TransportError {
        let row = transport_codes::find(code);
        TransportError {
            code: row.code,
            kind: row.kind,
            request_sent: row.proof != Proof::AnyHost,
            resend: false,
            what: row.en.to_string(),
        }
    }

    /// The same, with proof that the service did not get the whole request.
    pub fn unsent(code: &str) -> TransportError {
        TransportError::from_code(code).with_proof()
    }

    /// The same, once the whole request was sent.
    pub fn after(code: &str) -> TransportError {
        TransportError {
            request_sent: true,
            ..TransportError::from_code(code)
        }
    }

    /// The same failure of a request that was not sent whole.
    pub fn with_proof(self) -> TransportError {
        TransportError {
            request_sent: false,
            resend: true,
            ..self
        }
    }
}
