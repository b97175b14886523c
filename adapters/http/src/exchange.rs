//! One request and its response, over `wasi:http`. Streams are dropped before
//! their bodies, and bodies before their messages: another order traps.

use crate::bindings::wasi::clocks::monotonic_clock::subscribe_duration;
use crate::bindings::wasi::http::types::{
    Fields, IncomingRequest, Method, OutgoingBody, OutgoingResponse, ResponseOutparam,
};
use crate::bindings::wasi::io::poll::poll;
use crate::bindings::wasi::io::streams::{InputStream, StreamError};
use visual_http_api::Reply;
use visual_http_api::refusal::{
    BODY_SECONDS, MAX_BODY, incomplete, no_memory, not_text, too_large, too_slow,
};

/// How many bytes are read at once.
const PIECE: u64 = 64 << 10;

/// How many bytes a host takes at once.
const CHUNK: usize = 4096;

/// A request whose body is still to be read.
pub struct Request {
    headers: Fields,
    request: IncomingRequest,
}

impl Request {
    /// A request of the host's.
    pub fn new(request: IncomingRequest) -> Request {
        Request {
            headers: request.headers(),
            request,
        }
    }

    /// The method.
    pub fn method(&self) -> String {
        let known = match self.request.method() {
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
            Method::Connect => "CONNECT",
            Method::Options => "OPTIONS",
            Method::Trace => "TRACE",
            Method::Patch => "PATCH",
            Method::Other(other) => return other,
        };
        known.to_owned()
    }

    /// The path and the query.
    pub fn target(&self) -> (String, String) {
        let target = self.request.path_with_query().unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        (path.to_owned(), query.to_owned())
    }

    /// The values of a header.
    pub fn header(&self, name: &str) -> Vec<String> {
        let values = self.headers.get(name).into_iter();
        let text = |value: Vec<u8>| String::from_utf8_lossy(&value).trim().to_owned();
        values.map(text).collect()
    }

    /// The body, whole and as text.
    pub fn body(&self) -> Result<String, Reply> {
        let length = self.header("content-length");
        // Longer ones than a `usize` holds are too large all the same.
        let length = length.first().and_then(|length| length.parse::<u64>().ok());
        if length.is_some_and(|length| length > MAX_BODY as u64) {
            return Err(too_large());
        }
        let length = length.and_then(|length| usize::try_from(length).ok());
        let body = self.request.consume().map_err(|()| incomplete())?;
        let bytes = match body.stream() {
            Ok(stream) => read(&stream, length.unwrap_or(0))?,
            Err(()) => return Err(incomplete()),
        };
        if length.is_some_and(|length| length != bytes.len()) {
            return Err(incomplete());
        }
        String::from_utf8(bytes).map_err(|_| not_text())
    }
}

fn read(stream: &InputStream, length: usize) -> Result<Vec<u8>, Reply> {
    let mut bytes = Vec::new();
    let time = subscribe_duration(BODY_SECONDS * 1_000_000_000);
    loop {
        // A host traps where there is no room for what it hands over.
        let wanted = length.max(bytes.len() + PIECE as usize) - bytes.len();
        bytes.try_reserve(wanted).map_err(|_| no_memory())?;
        match stream.read(PIECE) {
            Ok(piece) if piece.is_empty() => {
                let ready = stream.subscribe();
                if !poll(&[&ready, &time]).contains(&0) {
                    return Err(too_slow());
                }
            }
            Ok(piece) if bytes.len() + piece.len() > MAX_BODY => return Err(too_large()),
            Ok(piece) => bytes.extend_from_slice(&piece),
            Err(StreamError::Closed) => return Ok(bytes),
            Err(StreamError::LastOperationFailed(_)) => return Err(incomplete()),
        }
    }
}

/// Sends a response; to `HEAD` without its body. What cannot be written is for
/// a client that has left.
pub fn answer(out: ResponseOutparam, reply: &Reply, is_head: bool) {
    let mut headers = vec![
        ("content-type".to_owned(), reply.media_type.into()),
        // Links are for their owner alone, and tasks go on.
        ("cache-control".to_owned(), b"no-store".to_vec()),
    ];
    if !is_head {
        let length = reply.body.len().to_string();
        headers.push(("content-length".to_owned(), length.into_bytes()));
    }
    for (name, value) in &reply.headers {
        headers.push(((*name).to_owned(), value.clone().into_bytes()));
    }
    let response =
        OutgoingResponse::new(Fields::from_list(&headers).unwrap_or_else(|_| Fields::new()));
    // A status of this server's own is in range.
    let _ = response.set_status_code(reply.status);
    let body = response.body();
    ResponseOutparam::set(out, Ok(response));
    if let Ok(body) = body {
        let text = if is_head { "" } else { &reply.body };
        write(&body, text.as_bytes());
        let _ = OutgoingBody::finish(body, None);
    }
}

fn write(body: &OutgoingBody, bytes: &[u8]) {
    if let Ok(stream) = body.write() {
        for chunk in bytes.chunks(CHUNK) {
            if stream.blocking_write_and_flush(chunk).is_err() {
                return;
            }
        }
    }
}
