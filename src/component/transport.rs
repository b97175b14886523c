//! Sends one request of the API, once, and reads its answer as it arrives.

use super::clock::Deadline;
use super::http::Request;
use super::signing::Signed;
use crate::errors::transport_codes::{BODY_TOO_LARGE, OUT_OF_MEMORY};
use crate::errors::transport_error::TransportError;
use crate::protocol::body::Body;
use crate::protocol::redaction::Secrets;
use crate::protocol::reply::body::{ReplyBody, is_understood};
use crate::protocol::reply::envelope::Reply;
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
    let announced = answer.header("content-length");
    let announced = announced.and_then(|length| length.parse().ok());
    let coding = answer.header("content-encoding");
    let mut body = ReplyBody::new(announced.unwrap_or(0));
    while let Some(chunk) = answer.read(CHUNK, deadline)? {
        body.push(&chunk).map_err(|stopped| match stopped {
            Stopped::TooLarge => TransportError::from_code(BODY_TOO_LARGE),
            Stopped::OutOfMemory => TransportError::from_code(OUT_OF_MEMORY),
        })?;
    }
    let coding = coding.filter(|coding| !is_understood(coding));
    let (body, files) = body.finish();
    if !room::is_free(room::to_parse(&body)) {
        return Err(TransportError::from_code(OUT_OF_MEMORY));
    }
    Ok(Reply {
        status: answer.status(),
        body,
        files,
        coding,
        secrets: Secrets::new(signed.secrets()),
        retry_after_ms: answer.retry_after_ms(),
        date: answer.date(),
    })
}
