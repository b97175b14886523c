//! One exchange over `wasi:http`, within its time.
//!
//! Order matters here. The request goes to `handle` before more than a chunk
//! of its body is written, since a host may buffer one chunk only. Streams are
//! dropped before their bodies, and bodies before their messages: another
//! order traps.

use std::cell::OnceCell;

use super::clock::{self, Deadline, NANOS_PER_MILLI};
use super::error_code::{failed, interrupted};
use crate::bindings::wasi::http::outgoing_handler;
use crate::bindings::wasi::http::types::{
    Fields, FutureIncomingResponse, IncomingBody, IncomingResponse, Method, OutgoingBody,
    OutgoingRequest, RequestOptions, Scheme,
};
use crate::bindings::wasi::io::streams::{InputStream, OutputStream, StreamError};
use crate::errors::transport_codes::{NOT_MADE, OUT_OF_MEMORY, WITHHELD, WRITE_TIMEOUT};
use crate::errors::transport_error::TransportError;
use crate::protocol::body::Body;
use crate::protocol::reply::room;
use crate::protocol::time;

/// How long the other side may be silent within an answer.
const BETWEEN_BYTES_MS: u64 = 30_000;
const USER_AGENT: &str = concat!("volcengine-visual/", env!("CARGO_PKG_VERSION"));

/// What is asked, and where.
pub struct Request<'a> {
    pub tls: bool,
    pub authority: &'a str,
    pub path: &'a str,
    pub headers: Vec<(String, Vec<u8>)>,
    /// Request body; `None` sends a GET.
    pub body: Option<&'a Body>,
}

/// An answer whose body is still to be read. Its parts are dropped in this order.
pub struct Answer {
    stream: InputStream,
    _body: IncomingBody,
    /// Asked for when one of them is.
    headers: OnceCell<Fields>,
    response: IncomingResponse,
}

impl Request<'_> {
    /// Sends the request, once, and returns with the head of its answer.
    pub fn send(mut self, deadline: Deadline) -> Result<Answer, TransportError> {
        self.headers.push(("user-agent".into(), USER_AGENT.into()));
        self.headers
            .push(("accept-encoding".into(), b"identity".to_vec()));
        let request = self.prepare()?;
        let body = request.body().map_err(|()| not_made())?;
        let options = time_limits(deadline.left_ms());
        let none = Body::default();
        let whole = self.body.unwrap_or(&none);
        let answer = outgoing_handler::handle(request, options)
            .map_err(|code| judged(failed(&code), whole.len()))?;
        // A body that cannot be written may have been answered all the same: the
        // service refuses large bodies before it read them.
        let left = write_body(body, whole, deadline)?;
        let response = wait_for(&answer, deadline).map_err(|broken| judged(broken, left))?;
        let body = response.consume().map_err(|()| withheld())?;
        let stream = body.stream().map_err(|()| withheld())?;
        Ok(Answer {
            stream,
            _body: body,
            headers: OnceCell::new(),
            response,
        })
    }

    fn prepare(&self) -> Result<OutgoingRequest, TransportError> {
        let headers = Fields::from_list(&self.headers).map_err(|_| not_made())?;
        let request = OutgoingRequest::new(headers);
        let scheme = if self.tls {
            Scheme::Https
        } else {
            Scheme::Http
        };
        let method = match self.body {
            Some(_) => Method::Post,
            None => Method::Get,
        };
        let set = request
            .set_method(&method)
            .and_then(|()| request.set_scheme(Some(&scheme)))
            .and_then(|()| request.set_authority(Some(self.authority)))
            .and_then(|()| request.set_path_with_query(Some(self.path)));
        set.map_err(|()| not_made())?;
        Ok(request)
    }
}

impl Answer {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.response.status()
    }

    /// The first value of a header, where it is text.
    pub fn header(&self, name: &str) -> Option<String> {
        let headers = self.headers.get_or_init(|| self.response.headers());
        let value = headers.get(name).into_iter().next()?;
        Some(String::from_utf8(value).ok()?.trim().to_string())
    }

    /// The server's own time, in seconds since 1970.
    pub fn date(&self) -> Option<u64> {
        time::http_date(&self.header("date")?)
    }

    /// How long the server asks to be left alone.
    pub fn retry_after_ms(&self) -> Option<u32> {
        let text = self.header("retry-after")?;
        let now = self.date().unwrap_or_else(clock::unix);
        time::retry_after_ms(&text, now)
    }

    /// The next bytes of the body, at most so many; nothing at its end.
    pub fn read(&self, max: u64, deadline: Deadline) -> Result<Option<Vec<u8>>, TransportError> {
        // The host puts them into memory of ours, and traps where there is none.
        let needed = max.saturating_add(room::WORK as u64);
        if !room::is_free(usize::try_from(needed).unwrap_or(usize::MAX)) {
            return Err(TransportError::after(OUT_OF_MEMORY));
        }
        let mut limit = None;
        loop {
            match self.stream.read(max) {
                Ok(chunk) if chunk.is_empty() => limit
                    .get_or_insert_with(|| deadline.or_after(BETWEEN_BYTES_MS))
                    .wait(&self.stream.subscribe())?,
                Ok(chunk) => return Ok(Some(chunk)),
                Err(StreamError::Closed) => return Ok(None),
                Err(StreamError::LastOperationFailed(error)) => return Err(interrupted(&error)),
            }
        }
    }
}

/// Hosts differ in their own limits; a host that knows none of these still has
/// the deadline that this file keeps itself, as it does between bytes. The connect time-out is that of the
/// first byte: some hosts apply it to the silence of a connection that stands.
fn time_limits(timeout_ms: u64) -> Option<RequestOptions> {
    let options = RequestOptions::new();
    let first_byte = timeout_ms * NANOS_PER_MILLI;
    let set = options
        .set_connect_timeout(Some(first_byte))
        .and_then(|()| options.set_first_byte_timeout(Some(first_byte)));
    set.ok().map(|()| options)
}

/// A failure of a request of whose body the host was not given so many bytes:
/// the length that was announced was not met, so the service has no whole
/// request, whatever the host says.
fn judged(broken: TransportError, left: usize) -> TransportError {
    match left {
        0 => broken,
        _ => broken.with_proof(),
    }
}

/// Hands the body over, and returns how many bytes the host did not take. A body
/// that is not whole is dropped, never finished.
fn write_body(
    body: OutgoingBody,
    whole: &Body,
    deadline: Deadline,
) -> Result<usize, TransportError> {
    let stream = body.write().map_err(|()| judged(withheld(), whole.len()))?;
    let written = write_all(&stream, whole, deadline);
    drop(stream);
    let left = written?;
    if left == 0 {
        // Some hosts report a complete body as closed here.
        let _ = OutgoingBody::finish(body, None);
    }
    Ok(left)
}

/// Writes everything, or what the other side takes.
fn write_all(
    stream: &OutputStream,
    whole: &Body,
    deadline: Deadline,
) -> Result<usize, TransportError> {
    let mut left = whole.len();
    for mut bytes in whole.pieces() {
        while !bytes.is_empty() {
            let room = match stream.check_write() {
                Ok(0) => {
                    let late = |_| TransportError::unsent(WRITE_TIMEOUT);
                    deadline.wait(&stream.subscribe()).map_err(late)?;
                    continue;
                }
                Ok(room) => usize::try_from(room).unwrap_or(usize::MAX),
                Err(_) => return Ok(left),
            };
            let (chunk, rest) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
            bytes = rest;
            left = left.saturating_sub(chunk.len());
            // What was handed over counts as sent, even if the host says that it was not.
            if stream.write(chunk).is_err() {
                return Ok(left);
            }
        }
    }
    _ = stream.flush();
    Ok(0)
}

fn wait_for(
    answer: &FutureIncomingResponse,
    deadline: Deadline,
) -> Result<IncomingResponse, TransportError> {
    loop {
        deadline.wait(&answer.subscribe())?;
        match answer.get() {
            Some(Ok(result)) => return result.map_err(|code| failed(&code)),
            Some(Err(())) => return Err(withheld()),
            None => {}
        }
    }
}

/// A request that could not even be built.
fn not_made() -> TransportError {
    TransportError::unsent(NOT_MADE)
}

/// The host keeps back what belongs to a request that it has taken.
fn withheld() -> TransportError {
    TransportError::from_code(WITHHELD)
}
