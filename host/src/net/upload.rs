//! The body of a request that may buy something, and whether it was sent whole.

use bytes::Bytes;
use http::{HeaderMap, header};
use hyper::body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use wasmtime_wasi_http::{Error, WasiBody};

/// No request was handed to a connection whole.
const OPEN: u8 = 0;
/// One was.
const SENT: u8 = 1;
/// None was, and none will be.
const CLOSED: u8 = 2;

/// Whether any request of a call that may buy something was sent whole. One that
/// was not buys nothing: its length is announced, and its hash is signed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gate(Arc<AtomicU8>);

impl Gate {
    /// Lets a request out; false once the gate is closed.
    fn pass(&self) -> bool {
        self.change(OPEN, SENT) != CLOSED
    }

    /// Closes it for requests that are still on their way, and returns whether
    /// one was sent whole before.
    pub(crate) fn close(&self) -> bool {
        self.change(OPEN, CLOSED) == SENT
    }

    /// Changes one state into another, and returns the one before.
    fn change(&self, from: u8, to: u8) -> u8 {
        let order = Ordering::SeqCst;
        let before = self.0.compare_exchange(from, to, order, order);
        before.unwrap_or_else(|before| before)
    }
}

/// Hands the last piece of a body over only while its gates are open: the one of
/// its call, and its own.
pub(crate) struct Upload {
    body: WasiBody,
    /// How many bytes are still to come; nothing where that was not announced.
    left: Option<u64>,
    gates: [Gate; 2],
}

impl Upload {
    /// The body of a request with these headers.
    pub(crate) fn new(body: WasiBody, headers: &HeaderMap, gates: [Gate; 2]) -> Upload {
        let length = headers.get(header::CONTENT_LENGTH);
        let left = length.and_then(|length| length.to_str().ok()?.parse().ok());
        // A body without bytes is whole from the start, and nobody reads it.
        if body.is_end_stream() {
            gates.iter().for_each(|gate| _ = gate.pass());
        }
        Upload { body, left, gates }
    }
}

impl Body for Upload {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) else {
            return Poll::Pending;
        };
        let taken = match &frame {
            Some(Ok(frame)) => frame.data_ref().map_or(0, Bytes::len) as u64,
            Some(Err(_)) => return Poll::Ready(frame),
            None => 0,
        };
        self.left = self.left.map(|left| left.saturating_sub(taken));
        match self.left.is_some_and(|left| left > 0) || self.gates.iter().all(Gate::pass) {
            true => Poll::Ready(frame),
            false => Poll::Ready(Some(Err(Error::ConnectionTerminated))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;
    use std::collections::VecDeque;

    struct Pieces(VecDeque<&'static str>);

    impl Body for Pieces {
        type Data = Bytes;
        type Error = Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
            let piece = self.0.pop_front();
            Poll::Ready(piece.map(|piece| Ok(Frame::data(Bytes::from(piece)))))
        }
    }

    fn upload(length: Option<&str>, gate: &Gate) -> Upload {
        let mut headers = HeaderMap::new();
        if let Some(length) = length {
            headers.insert(header::CONTENT_LENGTH, length.parse().unwrap());
        }
        let body = Pieces(["ab", "cd"].into()).boxed_unsync();
        Upload::new(body, &headers, [gate.clone(), Gate::default()])
    }

    #[tokio::test]
    async fn the_last_piece_passes_an_open_gate() {
        let gate = Gate::default();
        let mut body = upload(Some("4"), &gate);
        assert!(body.frame().await.unwrap().is_ok());
        assert!(body.frame().await.unwrap().is_ok());
        assert!(gate.close(), "it was sent whole");
        assert!(body.frame().await.is_none());
    }

    #[tokio::test]
    async fn nothing_is_whole_behind_a_closed_gate() {
        let gate = Gate::default();
        let mut body = upload(Some("4"), &gate);
        assert!(body.frame().await.unwrap().is_ok());
        assert!(!gate.close());
        assert!(body.frame().await.unwrap().is_err());
        assert!(!gate.close(), "it stays closed");
    }

    #[test]
    fn a_request_without_a_body_is_whole_from_the_start() {
        let gate = Gate::default();
        let body = http_body_util::Empty::new().map_err(|never| match never {});
        let gates = [Gate::default(), gate.clone()];
        _ = Upload::new(body.boxed_unsync(), &HeaderMap::new(), gates);
        assert!(gate.close());
    }

    #[tokio::test]
    async fn a_body_without_a_length_may_be_whole_at_any_piece() {
        let gate = Gate::default();
        assert!(upload(None, &gate).frame().await.unwrap().is_ok());
        assert!(gate.close());
        assert!(upload(None, &gate).frame().await.unwrap().is_ok());
    }
}
