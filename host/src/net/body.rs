//! The body of a reply, with a limit on silence.

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};
use wasmtime_wasi_http::Error;

/// Fails when the service is silent for too long while someone listens. A
/// reader that pauses does not count as silence.
pub(super) struct TimedBody<B> {
    incoming: B,
    silence: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<B> TimedBody<B> {
    pub(super) fn new(incoming: B, silence: Duration) -> TimedBody<B> {
        TimedBody {
            incoming,
            silence,
            waiting: None,
        }
    }
}

impl<B: Body<Data = Bytes, Error = Error> + Unpin> Body for TimedBody<B> {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.incoming).poll_frame(context) {
            self.waiting = None;
            return Poll::Ready(frame);
        }
        let silence = self.silence;
        let waiting = self
            .waiting
            .get_or_insert_with(|| Box::pin(sleep(silence)))
            .as_mut();
        waiting
            .poll(context)
            .map(|()| Some(Err(Error::ConnectionReadTimeout)))
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
