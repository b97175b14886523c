//! A connection that can be spoilt: the faults that lie below HTTP.

use crate::End;
use crate::intake::{Intake, Taken};
use crate::plan::{Plan, Planner, PlannerState, Reply, Then};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// How long a reset waits for the client to take what was sent before it, which some systems would lose.
const PARTING: Duration = Duration::from_millis(20);

/// A TCP connection under a plan.
pub(crate) struct Wire {
    stream: TcpStream,
    planner: Planner,
    intake: Intake,
    pause: Option<Pin<Box<Sleep>>>,
    parting: Option<Pin<Box<Sleep>>>,
    /// It ends with a reset, before which nothing more may be sent, the sign of a good end least of all.
    is_reset: bool,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream, planner: Planner, intake: Intake) -> Wire {
        Wire {
            stream,
            planner,
            intake,
            pause: None,
            parting: None,
            is_reset: false,
        }
    }

    /// Closing a connection without lingering sends a reset.
    fn reset<T>(&mut self) -> Poll<io::Result<T>> {
        let _ = self.stream.set_zero_linger();
        self.is_reset = true;
        Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
    }

    fn write_now(&mut self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    /// Writes `own`, and what comes then, in place of `reply`.
    fn write_own(
        &mut self,
        context: &mut Context<'_>,
        (own, then, sent): (&[u8], &Then, &mut usize),
        reply: &[u8],
    ) -> Poll<io::Result<usize>> {
        loop {
            let rest = match (sent.checked_sub(own.len()), then) {
                (None, _) => own.get(*sent..).unwrap_or_default(),
                (Some(_), Then::End) => return ended(),
                (Some(_), Then::Stay) => return Poll::Ready(Ok(reply.len())),
                (Some(beyond), Then::Repeat(more)) => {
                    more.get(beyond % more.len()..).unwrap_or_default()
                }
            };
            let written = ready!(self.write_now(context, rest))?;
            if written == 0 {
                return ended();
            }
            *sent += written;
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

    fn part<T>(&mut self, context: &mut Context<'_>, end: End) -> Poll<io::Result<T>> {
        if end == End::Close {
            return ended();
        }
        let parting = self.parting.get_or_insert_with(|| Box::pin(sleep(PARTING)));
        ready!(parting.as_mut().poll(context));
        self.reset()
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
        let Wire {
            stream,
            planner,
            intake,
            ..
        } = &mut *self;
        match ready!(intake.poll_read((stream, planner), context, buffer))? {
            Taken::Bytes => Poll::Ready(Ok(())),
            Taken::Reset => self.reset(),
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.is_reset {
            return ended();
        }
        let planner = self.planner.clone();
        let mut state = planner.state();
        let PlannerState { plan, sent, .. } = &mut *state;
        let written = match plan {
            Plan::Whole => self.write_now(context, bytes),
            Plan::Reset => self.reset(),
            Plan::CutAfter(0, end) => self.part(context, *end),
            Plan::StallAfter(0) => Poll::Pending,
            Plan::HoldAfter(0, open) => {
                ready!(open.as_mut().poll(context));
                *plan = Plan::Whole;
                self.write_now(context, bytes)
            }
            Plan::CutAfter(left, _) | Plan::StallAfter(left) | Plan::HoldAfter(left, _) => {
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
            Plan::Own(own, then) => self.write_own(context, (own, then, sent), bytes),
        };
        if state.reply == Reply::Ready && written.is_ready() {
            state.reply = Reply::Begun;
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let planner = self.planner.clone();
        let mut state = planner.state();
        // The last byte of a reply may be the one after which the connection ends.
        if let Plan::CutAfter(0, end) = state.plan {
            return self.part(context, end);
        }
        ready!(Pin::new(&mut self.stream).poll_flush(context))?;
        if state.reply == Reply::Begun {
            state.reply = Reply::Sent;
            // A reader that waits does not know yet that the connection is idle.
            context.waker().wake_by_ref();
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.is_reset {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
