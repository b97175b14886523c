//! The answer to a raw call, judged as the component judges the answer to a
//! submit; its errors in this crate's types.

use super::RawAnswer;
use crate::CallError;
use crate::egress::Denied;
use crate::transport::fault::{self, Fault};
use crate::types::{Advice, Error, ErrorKind, Purchase};
use http::Response;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::error::Error as StdError;
use volcengine_visual::failure::{Broken, Stage};
use volcengine_visual::protocol::envelope::{Decoded, Reply, decode};
use volcengine_visual::protocol::mask::Secrets;
use volcengine_visual::protocol::transport_codes::{BODY_TOO_LARGE, DEADLINE};
use volcengine_visual::types as core;
use wasmtime_wasi_http::WasiBody;

/// The largest answer that is read, in bytes: a film in base64.
const MOST: usize = 64 << 20;

/// Reads the envelope, or says what may have been bought.
pub(super) async fn read(
    response: Result<Response<WasiBody>, Fault>,
    secrets: Secrets,
) -> Result<RawAnswer, CallError> {
    let response = response.map_err(|fault| broken(fault.broken()))?;
    let status = response.status().as_u16();
    let retry_after = response.headers().get(http::header::RETRY_AFTER);
    let seconds = retry_after.and_then(|value| value.to_str().ok()?.trim().parse::<u32>().ok());
    let body = Limited::new(response.into_body(), MOST).collect().await;
    let body = body.map_err(|error| broken(cut_off(&*error)))?;
    let reply = Reply {
        status,
        body: body.to_bytes().to_vec(),
        secrets,
        retry_after_ms: seconds.map(|seconds| seconds.saturating_mul(1000)),
        ..Reply::default()
    };
    match decode(&reply) {
        Decoded::Success { data, request_id } => Ok(RawAnswer {
            request_id,
            data: serde_json::Value::Object(data).to_string(),
        }),
        Decoded::Failure(failure) => Err(failed(
            Stage::Submit.failed(failure, &reply.hints(crate::clock::unix())),
        )),
        Decoded::Unreadable { what, request_id } => {
            Err(failed(Stage::Submit.unreadable(&what, request_id)))
        }
    }
}

/// A request that the host's own policy did not let out.
pub(super) fn denied(denied: &Denied) -> CallError {
    let broken = Broken {
        what: format!("{}: {}.", denied.host, denied.reason),
        ..Broken::of("HTTP-request-denied")
    };
    core_error(Stage::Submit.broken(&broken)).into()
}

/// An answer that did not come whole in time.
pub(super) fn late() -> CallError {
    broken(Broken::of(DEADLINE))
}

/// An answer that did not come whole.
fn cut_off(error: &(dyn StdError + 'static)) -> Broken {
    if error.is::<LengthLimitError>() {
        return Broken::of(BODY_TOO_LARGE);
    }
    let fault = error.downcast_ref::<wasmtime_wasi_http::Error>();
    Broken::after(fault.map_or("connection-terminated", fault::name))
}

fn broken(broken: Broken) -> CallError {
    failed(Stage::Submit.broken(&broken))
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
