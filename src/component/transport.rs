//! Sends one request of the API, once, and reads its answer as it arrives.

use super::clock::Deadline;
use super::http::{Answer, Request};
use super::signing::Signed;
use crate::errors::transport_codes::{BODY_TOO_LARGE, OUT_OF_MEMORY};
use crate::errors::transport_error::TransportError;
use crate::protocol::body::Body;
use crate::protocol::redaction::Secrets;
use crate::protocol::reply::body::{ReplyBody, is_understood};
use crate::protocol::reply::envelope::{Reply, begins_as_success};
use crate::protocol::reply::reader::Stopped;
use crate::protocol::reply::room;

/// The most bytes of an answer that are taken at once.
const CHUNK: u64 = 64 * 1024;

/// Sends a request, and reads the whole answer.
pub fn send(signed: &Signed, body: &Body, deadline: Deadline) -> Result<Reply, TransportError> {
    let length = body.len().to_string();
    let mut headers: Vec<(String, Vec<u8>)> = vec![
        ("accept".into(), b"application/json".to_vec()),
        ("content-length".into(), length.into_bytes()),
    ];
    for (name, value) in &signed.headers {
        headers.push(((*name).to_string(), value.clone().into_bytes()));
    }
    let request = Request {
        tls: signed.endpoint.tls,
        authority: &signed.endpoint.authority,
        path: &signed.path,
        headers,
        body: Some(body),
    };
    if !room::is_free(room::REPLY) {
        return Err(TransportError::unsent(OUT_OF_MEMORY));
    }
    let answer = request.send(deadline)?;
    let (body, files) = read(&answer, deadline)?.finish();
    if !room::is_free(room::to_parse(&body)) {
        return Err(TransportError::from_code(OUT_OF_MEMORY));
    }
    let mut reply = Reply {
        status: answer.status(),
        body,
        files,
        secrets: Secrets::new(signed.secrets()),
        side: signed.side,
        ..Reply::default()
    };
    if !begins_as_success(&reply.body) {
        let coding = answer.header("content-encoding");
        reply.coding = coding.filter(|coding| !is_understood(coding));
        reply.retry_after_ms = answer.retry_after_ms();
        reply.date = answer.date();
    }
    Ok(reply)
}

/// Reads the body. The length of one that comes in a single piece need not be
/// known.
fn read(answer: &Answer, deadline: Deadline) -> Result<ReplyBody, TransportError> {
    let mut body = None;
    let mut piece: Option<Vec<u8>> = None;
    loop {
        let next = answer.read(CHUNK, deadline)?;
        if let Some(piece) = piece {
            let announced = || {
                let length = next.as_ref().and_then(|_| answer.header("content-length"));
                length.and_then(|length| length.parse().ok()).unwrap_or(0)
            };
            let body = body.get_or_insert_with(|| ReplyBody::new(announced()));
            body.push(&piece).map_err(|stopped| match stopped {
                Stopped::TooLarge => TransportError::from_code(BODY_TOO_LARGE),
                Stopped::OutOfMemory => TransportError::from_code(OUT_OF_MEMORY),
            })?;
        }
        if next.is_none() {
            return Ok(body.unwrap_or_else(|| ReplyBody::new(0)));
        }
        piece = next;
    }
}
