//! Bodies of requests: read whole before a door sees them, within a length and a time.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use http_body_util::BodyExt;
use hyper::body::Body as _;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;
use visual_http_api::Reply;
use visual_http_api::refusal::{
    BODY_SECONDS, MAX_BODY, incomplete, no_memory, too_large, too_slow,
};

/// The most bytes of the form that opens a session.
const MAX_FORM: usize = 4 << 10;

/// How many kilobytes of bodies are in memory at once. Further requests wait.
pub const MAX_BODIES: usize = 256 << 10;

/// How long it may take.
const FORM_TIMEOUT: Duration = Duration::from_secs(5);

/// How much is read of a body that was refused, in bytes.
const MAX_DRAINED: usize = 2 * MAX_BODY;

/// For how long.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// The request with its whole body, and its place among the bodies in memory.
pub async fn read<'a>(
    request: Request,
    places: &'a Semaphore,
) -> Result<(Request, SemaphorePermit<'a>), Reply> {
    let time = Duration::from_secs(BODY_SECONDS);
    let length = match length(&request) {
        Ok(length) => length,
        Err(refusal) => {
            drain(request.into_body());
            return Err(refusal);
        }
    };
    let kilobytes = u32::try_from(length.div_ceil(1024)).unwrap_or(u32::MAX);
    let place = timeout(time, places.acquire_many(kilobytes)).await;
    let Ok(Ok(place)) = place else {
        return Err(no_memory());
    };
    Ok((within(request, MAX_BODY, time).await?, place))
}

/// The same of the form that opens a session.
pub async fn read_form(request: Request) -> Result<Request, Reply> {
    within(request, MAX_FORM, FORM_TIMEOUT).await
}

async fn within(request: Request, max: usize, time: Duration) -> Result<Request, Reply> {
    let (parts, mut body) = request.into_parts();
    match timeout(time, collect(&mut body, max)).await {
        Ok(Ok(bytes)) => Ok(Request::from_parts(parts, Body::from(bytes))),
        Ok(Err(refusal)) => {
            drain(body);
            Err(refusal)
        }
        Err(_) => Err(too_slow()),
    }
}

async fn collect(body: &mut Body, max: usize) -> Result<Vec<u8>, Reply> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| incomplete())?;
        // Trailers say nothing here.
        let piece = frame.into_data().unwrap_or_default();
        if bytes.len() + piece.len() > max {
            return Err(too_large());
        }
        bytes.try_reserve(piece.len()).map_err(|_| no_memory())?;
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Reads on for a while what was refused: many clients see no response while they write.
pub fn drain(mut body: Body) {
    if body.is_end_stream() {
        return;
    }
    tokio::spawn(timeout(DRAIN_TIMEOUT, async move {
        let mut left = MAX_DRAINED;
        while let Some(Ok(frame)) = body.frame().await {
            let length = frame.data_ref().map_or(0, Bytes::len);
            match left.checked_sub(length) {
                Some(rest) => left = rest,
                None => return,
            }
        }
    }));
}

/// How long the body of a request may be.
fn length(request: &Request) -> Result<u64, Reply> {
    let size = request.body().size_hint();
    match size.upper().unwrap_or(MAX_BODY as u64) {
        length if length > MAX_BODY as u64 => Err(too_large()),
        length => Ok(length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::body::Frame;
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    /// A body of which nothing ever comes.
    struct Silent;

    impl hyper::body::Body for Silent {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            Poll::Pending
        }
    }

    #[tokio::test]
    async fn a_body_has_a_length_and_a_time() {
        let read = async |body| {
            let read = within(Request::new(body), 4, Duration::from_millis(5)).await;
            read.map(|_| ()).map_err(|reply| reply.status)
        };
        assert_eq!(read(Body::from("1234")).await, Ok(()));
        assert_eq!(read(Body::from("12345")).await, Err(413));
        assert_eq!(read(Body::new(Silent)).await, Err(408));
    }
}
