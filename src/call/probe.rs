//! The question that checks credentials at no cost (`docs/service-api.md#validating-credentials`):
//! a query of a task that does not exist.

use crate::errors::decode;
use crate::errors::service_codes as codes;
use crate::errors::side_notes;
use crate::errors::{stage::Stage, transport_error::TransportError};
use crate::protocol::json_writer::ObjectWriter;
use crate::protocol::reply::envelope::{Decoded, Reply};
use crate::protocol::request::{ApiRequest, QUERY_TIMEOUT_MS};
use crate::types::{Error, ErrorKind, Warning};
use visual_catalog::Side;

/// Action and key of the question. Any tool with tasks does; other clients probe
/// with that of China (`docs/service-api.md#validating-credentials`).
const fn probed(side: Side) -> (&'static str, &'static str) {
    match side {
        Side::China => ("CVSync2AsyncGetResult", "high_aes_general_v30l_zt2i"),
        Side::BytePlus => ("CVGetResult", "realman_avatar_picture_omni15_cv"),
    }
}
/// Looks like an identifier of the service, and is none.
const TASK_ID: &str = "1000000000000000001";

/// Credentials that the service accepts.
#[derive(Debug)]
pub struct Accepted {
    /// The service's identifier of the request.
    pub request_id: Option<String>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

/// The question for a side.
pub fn ask(side: Side) -> ApiRequest {
    let (action, req_key) = probed(side);
    ApiRequest {
        action,
        version: None,
        tool: None,
        body: ObjectWriter::about_task(req_key, TASK_ID).finish_body(),
        timeout_ms: QUERY_TIMEOUT_MS,
        min_ms: 0,
        clock_offset_s: 0,
    }
}

/// What the response says of the credentials, at a moment given in seconds since
/// 1970. Only what rejects them is an error:
/// a tool that is not activated, a limit, or a strange task do not.
pub fn judge(reply: Result<Reply, TransportError>, now: u64) -> Result<Accepted, Error> {
    let reply = reply.map_err(|broken| Stage::Probe.transport_error(&broken))?;
    let failure = match decode(&reply) {
        Decoded::Success { request_id, .. } => {
            return Ok(Accepted {
                request_id: Some(request_id).filter(|id| !id.is_empty()),
                warnings: Vec::new(),
            });
        }
        Decoded::Unreadable { what, request_id } => {
            return Err(Stage::Probe.unexpected(&what, request_id));
        }
        Decoded::Failure(failure) => failure,
    };
    let code = codes::find(&failure.code);
    let side = reply.side;
    let of_side = side_notes::find(side, &failure.code);
    let [note_en, note_zh] = of_side.map_or(["", ""], |row| row.note);
    let verdict = of_side.and_then(|row| row.verdict);
    let (kind, _) = verdict.unwrap_or((code.kind, code.advice));
    let asked_for = match failure.code.as_str() {
        "50204" | "50400" if kind == ErrorKind::NotPermitted => {
            Some([", req_key ", probed(side).1])
        }
        // The response to a malformed identifier: the task is strange, the key is good.
        "50215" | "50200" | "50201" | "50204" => None,
        _ if kind == ErrorKind::RateLimited => Some(["", ""]),
        _ => return Err(Stage::Probe.failed(failure, &reply.hints(now))),
    };
    let warning = asked_for.map(|about| {
        let about = format!("code {}{}", failure.code, about.concat());
        Warning {
            message: format!("{}{note_en} ({about})", code.en),
            message_zh: format!("{}{note_zh}（{about}）", code.zh),
        }
    });
    Ok(Accepted {
        request_id: failure.request_id,
        warnings: warning.into_iter().collect(),
    })
}
