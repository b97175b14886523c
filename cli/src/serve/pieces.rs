//! Bodies that are written piece by piece.

use axum::body::{Body, Bytes};
use hyper::body::Frame;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// Where the pieces of a body go. It is closed when the client has left.
pub type Writer = mpsc::Sender<io::Result<Bytes>>;

struct Pieces {
    from: mpsc::Receiver<io::Result<Bytes>>,
}

/// A body, and where its pieces go. An error among them breaks it off.
pub fn body() -> (Writer, Body) {
    let (writer, from) = mpsc::channel(2);
    (writer, Body::new(Pieces { from }))
}

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let piece = self.from.poll_recv(context);
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
