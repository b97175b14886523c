//! The answer to a raw call, judged as the component judges the answer to a
//! submit; its errors in this crate's types.

use super::RawAnswer;
use crate::CallError;
use crate::egress::Denied;
use crate::types::{Advice, Error, ErrorKind, Purchase};
use http::Response;
use http_body_util::{BodyExt, Limited};
use volcengine_visual::failure::{Broken, Stage};
use volcengine_visual::protocol::envelope::{Decoded, Reply, decode};
use volcengine_visual::types as core;
use wasmtime_wasi_http::{Error as Fault, WasiBody};

/// The largest answer that is read, in bytes: a film in base64.
const MOST: usize = 64 << 20;

/// Reads the envelope, or says what may have been bought.
pub(super) async fn read(
    response: Result<Response<WasiBody>, Fault>,
) -> Result<RawAnswer, CallError> {
    let response = response.map_err(|fault| failed(Stage::Submit.broken(&broken(&fault))))?;
    let status = response.status().as_u16();
    let retry_after = response.headers().get(http::header::RETRY_AFTER);
    let seconds = retry_after.and_then(|value| value.to_str().ok()?.trim().parse::<u32>().ok());
    let body = Limited::new(response.into_body(), MOST).collect().await;
    let body = body.map_err(|error| {
        let what = format!("the answer broke off: {error}");
        failed(Stage::Submit.broken(&lost(what)))
    })?;
    let reply = Reply {
        status,
        body: body.to_bytes().to_vec(),
        retry_after_ms: seconds.map(|seconds| seconds.saturating_mul(1000)),
        ..Reply::default()
    };
    match decode(&reply) {
        Decoded::Success { data, request_id } => Ok(RawAnswer {
            request_id,
            data: serde_json::Value::Object(data).to_string(),
        }),
        Decoded::Failure(failure) => Err(failed(
            Stage::Submit.failed(failure, &reply.hints(super::now())),
        )),
        Decoded::Unreadable { what, request_id } => {
            Err(failed(Stage::Submit.unreadable(&what, request_id)))
        }
    }
}

/// A request that the host's own policy did not let out.
pub(super) fn denied(denied: &Denied) -> CallError {
    let broken = Broken {
        kind: core::ErrorKind::DeniedByHost,
        nothing_left: true,
        what: format!("{}: {}", denied.host, denied.reason),
    };
    core_error(Stage::Submit.broken(&broken)).into()
}

fn lost(what: String) -> Broken {
    Broken {
        kind: core::ErrorKind::Network,
        nothing_left: false,
        what,
    }
}

/// What proves that nothing left is said so.
fn broken(fault: &Fault) -> Broken {
    let (kind, nothing_left) = match fault {
        Fault::ConnectionTimeout => (core::ErrorKind::TimedOut, true),
        Fault::ConnectionReadTimeout => (core::ErrorKind::TimedOut, false),
        Fault::DestinationIpProhibited | Fault::HttpRequestDenied => {
            (core::ErrorKind::DeniedByHost, true)
        }
        Fault::ConnectionRefused
        | Fault::DnsError { .. }
        | Fault::TlsCertificateError
        | Fault::TlsAlertReceived { .. }
        | Fault::TlsProtocolError => (core::ErrorKind::Network, true),
        _ => (core::ErrorKind::Network, false),
    };
    Broken {
        kind,
        nothing_left,
        what: fault.to_string(),
    }
}

/// One request was made.
fn failed(error: core::Error) -> CallError {
    CallError {
        requests: 1,
        ..core_error(error).into()
    }
}

/// Cases of equal name, from the core's enum to this crate's.
macro_rules! same {
    ($value:expr, $from:ident => $to:ident: $($case:ident)+) => {
        match $value {
            $(core::$from::$case => $to::$case,)+
        }
    };
}

/// An error of the core in this crate's types. It is never about a task.
pub(super) fn core_error(error: core::Error) -> Error {
    Error {
        kind: same!(error.kind, ErrorKind => ErrorKind:
            InvalidInput Unsupported NoCredentials RejectedCredentials NotPermitted ClockSkew
            RateLimited Moderated RejectedMedia TooLarge TaskGone ExpiredLink ServiceFailed
            OutcomeUnknown DeniedByHost Network TimedOut LimitReached BadReply Cancelled Internal),
        advice: same!(error.advice, Advice => Advice:
            FixInput FixAccount RepeatLater AskBeforeRepeating CollectTask Report),
        message: error.message,
        message_zh: error.message_zh,
        field: error.field,
        code: error.code,
        request_id: error.request_id,
        retry_after_ms: error.retry_after_ms,
        purchase: same!(error.purchase, Purchase => Purchase: NotMade Made Unknown),
        task: None,
    }
}
