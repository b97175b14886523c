//! Sends one request through `wasi:http`, once, and within its time.
//!
//! Order matters here. The request goes to `handle` before more than a chunk
//! of its body is written, since a host may buffer one chunk only. Streams are
//! dropped before their bodies, and bodies before their messages: another
//! order traps.

use super::drive::NANOSECONDS;
use super::signing::Signed;
use crate::bindings::wasi::clocks::monotonic_clock;
use crate::bindings::wasi::http::outgoing_handler;
use crate::bindings::wasi::http::types::{
    ErrorCode, Fields, FutureIncomingResponse, IncomingResponse, Method, OutgoingBody,
    OutgoingRequest, RequestOptions, Scheme,
};
use crate::bindings::wasi::io::poll::{self, Pollable};
use crate::bindings::wasi::io::streams::{InputStream, OutputStream, StreamError};
use crate::failure::Broken;
use crate::protocol::envelope::Reply;
use crate::protocol::mask::mask;
use crate::protocol::request::Ask;
use crate::types::ErrorKind;

const CONNECT_WITHIN_MS: u64 = 10_000;
/// How long the service may be silent within an answer.
const BETWEEN_BYTES_MS: u64 = 30_000;
/// The largest answer that is read.
const MOST_REPLY: usize = 64 * 1024 * 1024;
const CHUNK: u64 = 64 * 1024;
const USER_AGENT: &str = concat!("volcengine-visual/", env!("CARGO_PKG_VERSION"));

/// Sends a request, and reads the whole answer.
pub fn send(signed: &Signed, ask: &Ask) -> Result<Reply, Broken> {
    let deadline = Deadline::after(ask.within_ms);
    let request = prepare(signed, ask)?;
    let body = request.body().map_err(|()| internal("request body"))?;
    let options = time_limits(ask.within_ms);
    let answer = outgoing_handler::handle(request, options).map_err(|code| failed(&code))?;
    // A body that cannot be written may have been answered all the same: the
    // service refuses large bodies before it read them.
    write_body(body, ask.body.as_bytes(), &deadline)?;
    let response = wait_for(&answer, &deadline)?;
    let mut reply = read(response, &deadline)?;
    for secret in signed.secrets() {
        mask(&mut reply.body, secret);
    }
    Ok(reply)
}

fn prepare(signed: &Signed, ask: &Ask) -> Result<OutgoingRequest, Broken> {
    let length = ask.body.len().to_string();
    let mut headers: Vec<(String, Vec<u8>)> = vec![
        ("user-agent".into(), USER_AGENT.into()),
        ("accept".into(), b"application/json".to_vec()),
        ("content-length".into(), length.into_bytes()),
    ];
    for (name, value) in &signed.headers {
        headers.push(((*name).to_string(), value.clone().into_bytes()));
    }
    let headers = Fields::from_list(&headers).map_err(|_| internal("headers"))?;
    let request = OutgoingRequest::new(headers);
    let scheme = if signed.endpoint.tls {
        Scheme::Https
    } else {
        Scheme::Http
    };
    let set = request
        .set_method(&Method::Post)
        .and_then(|()| request.set_scheme(Some(&scheme)))
        .and_then(|()| request.set_authority(Some(&signed.endpoint.authority)))
        .and_then(|()| request.set_path_with_query(Some(&signed.path)));
    set.map_err(|()| internal("request line"))?;
    Ok(request)
}

/// Hosts differ in their own limits; a host that knows none of these still has
/// the deadline that this file keeps itself.
fn time_limits(within_ms: u64) -> Option<RequestOptions> {
    let options = RequestOptions::new();
    let connect = CONNECT_WITHIN_MS.min(within_ms) * NANOSECONDS;
    let between = BETWEEN_BYTES_MS.min(within_ms) * NANOSECONDS;
    let set = options
        .set_connect_timeout(Some(connect))
        .and_then(|()| options.set_first_byte_timeout(Some(within_ms * NANOSECONDS)))
        .and_then(|()| options.set_between_bytes_timeout(Some(between)));
    set.ok().map(|()| options)
}

fn write_body(body: OutgoingBody, bytes: &[u8], deadline: &Deadline) -> Result<(), Broken> {
    let stream = body.write().map_err(|()| internal("request body"))?;
    let written = write_all(&stream, bytes, deadline);
    drop(stream);
    if written? {
        // Some hosts report a complete body as closed here.
        let _ = OutgoingBody::finish(body, None);
    }
    Ok(())
}

/// Writes everything; false when the other side stopped reading.
fn write_all(stream: &OutputStream, mut bytes: &[u8], deadline: &Deadline) -> Result<bool, Broken> {
    while !bytes.is_empty() {
        let room = match stream.check_write() {
            Ok(0) => {
                deadline.wait(&stream.subscribe())?;
                continue;
            }
            Ok(room) => usize::try_from(room).unwrap_or(usize::MAX),
            Err(_) => return Ok(false),
        };
        let (chunk, rest) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
        if stream.write(chunk).is_err() {
            return Ok(false);
        }
        bytes = rest;
    }
    Ok(stream.flush().is_ok())
}

fn wait_for(
    answer: &FutureIncomingResponse,
    deadline: &Deadline,
) -> Result<IncomingResponse, Broken> {
    loop {
        match answer.get() {
            Some(Ok(result)) => return result.map_err(|code| failed(&code)),
            Some(Err(())) => return Err(internal("response")),
            None => deadline.wait(&answer.subscribe())?,
        }
    }
}

fn read(response: IncomingResponse, deadline: &Deadline) -> Result<Reply, Broken> {
    let status = response.status();
    let headers = response.headers();
    let header = |name: &str| {
        let value = headers.get(name).into_iter().next()?;
        String::from_utf8(value).ok()?.trim().parse::<u32>().ok()
    };
    let length = header("content-length").map_or(0, |length| length as usize);
    let retry_after_ms = header("retry-after").map(|seconds| seconds.saturating_mul(1000));
    drop(headers);
    let body = response.consume().map_err(|()| internal("response body"))?;
    let stream = body.stream().map_err(|()| internal("response body"))?;
    let read = read_all(&stream, length, deadline);
    drop(stream);
    drop(body);
    drop(response);
    Ok(Reply {
        status,
        body: read?,
        retry_after_ms,
    })
}

/// Reads to the end, into a buffer of the announced length where that is sound.
fn read_all(stream: &InputStream, length: usize, deadline: &Deadline) -> Result<Vec<u8>, Broken> {
    let mut bytes = Vec::with_capacity(length.min(MOST_REPLY));
    loop {
        match stream.read(CHUNK) {
            Ok(chunk) if chunk.is_empty() => deadline.wait(&stream.subscribe())?,
            Ok(chunk) => bytes.extend_from_slice(&chunk),
            Err(StreamError::Closed) => return Ok(bytes),
            Err(StreamError::LastOperationFailed(_)) => {
                return Err(after(ErrorKind::Network, "the answer broke off"));
            }
        }
        if bytes.len() > MOST_REPLY {
            let what = "the answer exceeds 64 MiB: ask for links instead of files";
            return Err(after(ErrorKind::TooLarge, what));
        }
    }
}

/// When a request must be over.
struct Deadline(Pollable);

impl Deadline {
    fn after(milliseconds: u64) -> Deadline {
        let nanoseconds = milliseconds.saturating_mul(NANOSECONDS);
        Deadline(monotonic_clock::subscribe_duration(nanoseconds))
    }

    /// Waits for something, but no longer than allowed.
    fn wait(&self, pollable: &Pollable) -> Result<(), Broken> {
        let ready = poll::poll(&[pollable, &self.0]);
        if ready.contains(&0) {
            return Ok(());
        }
        Err(after(
            ErrorKind::TimedOut,
            "no whole answer within the time allowed",
        ))
    }
}

/// A failure after some of the request may have left.
fn after(kind: ErrorKind, what: &str) -> Broken {
    Broken {
        kind,
        nothing_left: false,
        what: what.to_string(),
    }
}

/// A request that could not even be built.
fn internal(what: &str) -> Broken {
    Broken {
        kind: ErrorKind::Internal,
        nothing_left: true,
        what: format!("the {what} could not be made"),
    }
}

/// What each failure of the host's means: its kind, and whether it proves that
/// nothing reached the service.
fn failed(code: &ErrorCode) -> Broken {
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
