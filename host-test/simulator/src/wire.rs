//! A connection that can be spoilt: the faults that lie below HTTP.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// How the next reply goes over the wire.
#[derive(Clone, Debug, Default)]
pub(crate) enum Plan {
    #[default]
    Whole,
    /// Reset instead of the reply.
    Reset,
    /// So many bytes of it, then the end.
    CloseAfter(usize),
    Drip {
        bytes: usize,
        every_ms: u64,
    },
    /// These bytes in its place, then the end.
    Raw(Vec<u8>),
    /// These bytes in its place, then the others over and over.
    Endless(Vec<u8>, Vec<u8>),
}

/// The plan, as the side that answers requests sets it.
#[derive(Clone, Default)]
pub(crate) struct Planner(Arc<Mutex<Plan>>);

impl Planner {
    pub(crate) fn set(&self, plan: Plan) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = plan;
    }
}

/// A TCP connection under a plan.
pub(crate) struct Wire {
    stream: TcpStream,
    planner: Planner,
    /// Bytes of the request still let in before the connection is reset.
    read_limit: Option<usize>,
    /// Bytes of `Raw` or `Endless` already written.
    sent: usize,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream, planner: Planner, read_limit: Option<usize>) -> Wire {
        Wire {
            stream,
            planner,
            read_limit,
            sent: 0,
            pause: None,
        }
    }

    /// Closing a connection without lingering sends a reset.
    fn reset<T>(&self) -> Poll<io::Result<T>> {
        let _ = self.stream.set_zero_linger();
        Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
    }

    fn write_now(&mut self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    /// Writes `head` once and `more` for ever, or nothing more when it is empty.
    fn write_own(
        &mut self,
        context: &mut Context<'_>,
        (head, more): (&[u8], &[u8]),
    ) -> Poll<io::Result<usize>> {
        loop {
            let rest = match self.sent.checked_sub(head.len()) {
                None => head.get(self.sent..).unwrap_or_default(),
                Some(_) if more.is_empty() => return ended(),
                Some(beyond) => more.get(beyond % more.len()..).unwrap_or_default(),
            };
            let written = ready!(self.write_now(context, rest))?;
            if written == 0 {
                return ended();
            }
            self.sent += written;
        }
    }

    fn drip(
        &mut self,
        context: &mut Context<'_>,
        (bytes, every_ms): (&[u8], u64),
    ) -> Poll<io::Result<usize>> {
        let every = Duration::from_millis(every_ms);
        let pause = self.pause.get_or_insert_with(|| Box::pin(sleep(every)));
        ready!(pause.as_mut().poll(context));
        let written = ready!(self.write_now(context, bytes))?;
        if let Some(pause) = &mut self.pause {
            pause.as_mut().reset(Instant::now() + every);
        }
        Poll::Ready(Ok(written))
    }
}

fn ended<T>() -> Poll<io::Result<T>> {
    Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let Some(left) = self.read_limit else {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        };
        if left == 0 {
            return self.reset();
        }
        let mut bytes = vec![0; left.min(buffer.remaining())];
        let mut part = ReadBuf::new(&mut bytes);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut part))?;
        buffer.put_slice(part.filled());
        self.read_limit = Some(left - part.filled().len());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let planner = self.planner.clone();
        let mut plan = planner.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *plan {
            Plan::Whole => self.write_now(context, bytes),
            Plan::Reset => self.reset(),
            Plan::CloseAfter(0) => ended(),
            Plan::CloseAfter(left) => {
                let part = bytes.get(..*left).unwrap_or(bytes);
                let written = ready!(self.write_now(context, part))?;
                *left -= written;
                Poll::Ready(Ok(written))
            }
            Plan::Drip {
                bytes: size,
                every_ms,
            } => {
                let part = bytes.get(..*size).unwrap_or(bytes);
                self.drip(context, (part, *every_ms))
            }
            Plan::Raw(head) => self.write_own(context, (head, &[])),
            Plan::Endless(head, more) => self.write_own(context, (head, more)),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
