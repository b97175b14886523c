//! The answer to a raw call, judged as the component judges the answer to a
//! submit; its errors in this crate's types.

use crate::Error;
use crate::net::egress::Denied;
use crate::net::fault::{self, Fault};
use bytes::Bytes;
use http::Response;
use http_body_util::BodyExt;
use hyper::body::Body;
use visual_catalog::Side;
use volcengine_visual::errors::decode;
use volcengine_visual::errors::transport_codes::{BODY_TOO_LARGE, DEADLINE};
use volcengine_visual::errors::{stage::Stage, transport_error::TransportError};
use volcengine_visual::protocol::redaction::Secrets;
use volcengine_visual::protocol::reply::envelope::{Decoded, Reply};
use volcengine_visual::protocol::reply::unpack::unpacked;
use volcengine_visual::types as core;
use wasmtime_wasi_http::WasiBody;

/// The largest answer that is read, in bytes: a film in base64.
const MAX_BODY: usize = 64 << 20;

/// A successful answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RawAnswer {
    /// The service's identifier of the request; may be empty.
    pub request_id: String,
    /// The data object, as JSON.
    pub data: String,
}

/// Reads the envelope, or says what may have been bought.
pub(super) async fn read(
    response: Result<Response<WasiBody>, Fault>,
    secrets: Secrets,
    side: Side,
) -> Result<RawAnswer, Error> {
    let response = response.map_err(|fault| broken(fault.broken()))?;
    let status = response.status().as_u16();
    let retry_after = response.headers().get(http::header::RETRY_AFTER);
    let seconds = retry_after.and_then(|value| value.to_str().ok()?.trim().parse::<u32>().ok());
    let body = whole(response.into_body()).await.map_err(broken)?;
    let reply = Reply {
        status,
        body: unpacked(body, MAX_BODY),
        secrets,
        side,
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
            Err(failed(Stage::Submit.unexpected(&what, request_id)))
        }
    }
}

/// A request that the host's own policy did not let out.
pub(super) fn denied(denied: &Denied) -> Error {
    let broken = TransportError {
        what: format!("{}: {}.", denied.host, denied.reason),
        ..TransportError::from_code("HTTP-request-denied")
    };
    Stage::Submit.transport_error(&broken).into()
}

/// An answer that did not come whole in time.
pub(super) fn late() -> Error {
    broken(TransportError::from_code(DEADLINE))
}

/// The whole body. Each chunk is let go once it is copied: a body in chunks of
/// one byte would otherwise take many times its size.
async fn whole<B>(body: B) -> Result<Vec<u8>, TransportError>
where
    B: Body<Data = Bytes, Error = wasmtime_wasi_http::Error>,
{
    let mut body = std::pin::pin!(body);
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| TransportError::after(fault::name(&error)))?;
        let data = frame.into_data().unwrap_or_default();
        if bytes.len() + data.len() > MAX_BODY {
            return Err(TransportError::from_code(BODY_TOO_LARGE));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

fn broken(broken: TransportError) -> Error {
    failed(Stage::Submit.transport_error(&broken))
}

/// One request was made.
fn failed(error: core::Error) -> Error {
    Error::from(error).after(1, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::body::Frame;
    use std::pin::Pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll};

    /// A chunk that counts itself while it is kept.
    struct Chunk(Arc<AtomicUsize>, &'static [u8]);

    impl AsRef<[u8]> for Chunk {
        fn as_ref(&self) -> &[u8] {
            self.1
        }
    }

    impl Drop for Chunk {
        fn drop(&mut self) {
            self.0.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// So many chunks; `most` is how many were kept at a time.
    struct Chunks {
        left: usize,
        chunk: &'static [u8],
        kept: Arc<AtomicUsize>,
        max: Arc<AtomicUsize>,
    }

    impl Body for Chunks {
        type Data = Bytes;
        type Error = wasmtime_wasi_http::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            if self.left == 0 {
                return Poll::Ready(None);
            }
            self.left -= 1;
            let kept = self.kept.fetch_add(1, Ordering::Relaxed) + 1;
            self.max.fetch_max(kept, Ordering::Relaxed);
            let chunk = Bytes::from_owner(Chunk(self.kept.clone(), self.chunk));
            Poll::Ready(Some(Ok(Frame::data(chunk))))
        }
    }

    fn chunks(left: usize, chunk: &'static [u8]) -> Chunks {
        Chunks {
            left,
            chunk,
            kept: Arc::default(),
            max: Arc::default(),
        }
    }

    #[tokio::test]
    async fn chunks_are_not_kept_and_count_as_they_come() {
        let body = chunks(10_000, b"x");
        let max = body.max.clone();
        assert_eq!(whole(body).await.unwrap(), vec![b'x'; 10_000]);
        assert_eq!(max.load(Ordering::Relaxed), 1);
        const MIB: &[u8] = &[0; 1 << 20];
        assert_eq!(whole(chunks(64, MIB)).await.unwrap().len(), MAX_BODY);
        let endless = whole(chunks(usize::MAX, MIB)).await;
        assert_eq!(endless.unwrap_err().code, BODY_TOO_LARGE);
    }
}
