//! The reading side of a connection: faults that befall a request before it is whole, and connections at rest.

use crate::End;
use crate::faults::{Aim, Verdict};
use crate::links::is_download;
use crate::plan::Planner;
use crate::request;
use crate::service::Service;
use hyper::Uri;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// A first line longer than this is taken as it stands.
const LONGEST_LINE: usize = 16 * 1024;

/// What is read of a connection, and how far.
pub(crate) struct Intake {
    service: Arc<Service>,
    connection: u64,
    /// Requests that had been read whole when it was last asked.
    requests: u64,
    /// Bytes that have arrived and have not been let in.
    held: Vec<u8>,
    fate: Fate,
    rest: Option<Pin<Box<Sleep>>>,
}

/// What becomes of the request that comes next, or is coming.
enum Fate {
    /// Not decided: too little of it has arrived.
    Open,
    Spared,
    /// So many more bytes of it are let in, and the next one ends the connection.
    Cut(usize, End),
    /// So many more bytes of the connection are let in, and then it is reset.
    Doomed(usize),
    /// It has been closed in good order. What still comes goes nowhere, since a socket that is dropped with unread
    /// bytes sends a reset.
    Closed,
}

/// What came of reading.
pub(crate) enum Taken {
    /// Bytes, or none at the end.
    Bytes,
    /// The connection is to be reset.
    Reset,
}

impl Intake {
    pub(crate) fn new(service: Arc<Service>, connection: u64) -> Intake {
        let fate = service.faults.befall_connection();
        Intake {
            service,
            connection,
            requests: 0,
            held: Vec::new(),
            fate: fate.map_or(Fate::Open, Fate::Doomed),
            rest: None,
        }
    }

    pub(crate) fn poll_read(
        &mut self,
        (stream, planner): (&mut TcpStream, &Planner),
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<Taken>> {
        self.follow(planner);
        if let Fate::Open = self.fate
            && self.decide(stream, context)?.is_pending()
        {
            return if self.has_rested(planner, context) {
                Poll::Ready(Ok(Taken::Bytes))
            } else {
                Poll::Pending
            };
        }
        match self.fate {
            Fate::Doomed(0) => return Poll::Ready(Ok(Taken::Reset)),
            Fate::Closed => return discard(stream, context),
            Fate::Spared | Fate::Open if self.held.is_empty() => {
                ready!(Pin::new(stream).poll_read(context, buffer))?;
            }
            Fate::Spared | Fate::Open => {
                self.let_in(buffer, usize::MAX);
            }
            Fate::Cut(left, _) | Fate::Doomed(left) => {
                if self.held.is_empty() && ready!(self.fetch(stream, context))? == 0 {
                    return Poll::Ready(Ok(Taken::Bytes));
                }
                if let Fate::Cut(0, end) = self.fate {
                    return self.cut(end, stream, context);
                }
                let count = self.let_in(buffer, left);
                if let Fate::Cut(left, _) | Fate::Doomed(left) = &mut self.fate {
                    *left -= count;
                }
            }
        }
        Poll::Ready(Ok(Taken::Bytes))
    }

    /// A request that has been read whole is followed by one with a fate of its own.
    fn follow(&mut self, planner: &Planner) {
        let requests = planner.requests();
        if requests != self.requests {
            self.requests = requests;
            self.rest = None;
            if let Fate::Spared | Fate::Cut(..) = self.fate {
                self.fate = Fate::Open;
            }
        }
    }

    /// Takes as much of the next request as it needs to be sure of its fate.
    fn decide(
        &mut self,
        stream: &mut TcpStream,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            self.fate = match self.verdict() {
                Verdict::Spared => Fate::Spared,
                Verdict::Cut(after, end) => Fate::Cut(after, end),
                Verdict::Unclear => Fate::Open,
            };
            if !matches!(self.fate, Fate::Open) {
                return Poll::Ready(Ok(()));
            }
            // At the end of what the client sends, no more will come to decide by.
            if ready!(self.fetch(stream, context))? == 0 {
                self.fate = Fate::Spared;
                return Poll::Ready(Ok(()));
            }
        }
    }

    fn verdict(&self) -> Verdict {
        if self.held.is_empty() {
            return Verdict::Unclear;
        }
        let faults = &self.service.faults;
        let number = (self.connection, self.requests + 1);
        let verdict = faults.befall_arrival(number, None);
        if verdict != Verdict::Unclear {
            return verdict;
        }
        let Some((path, query)) = first_line(&self.held) else {
            return Verdict::Unclear;
        };
        let action = request::parameter(&query, "Action").unwrap_or_default();
        let aim = if is_download(&path) {
            Aim::Download(&query)
        } else {
            Aim::Call(&action)
        };
        faults.befall_arrival(number, Some(aim))
    }

    /// Takes what has arrived, and says how much it was.
    fn fetch(
        &mut self,
        stream: &mut TcpStream,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        let mut bytes = [0; 4096];
        let mut part = ReadBuf::new(&mut bytes);
        ready!(Pin::new(stream).poll_read(context, &mut part))?;
        self.held.extend_from_slice(part.filled());
        Poll::Ready(Ok(part.filled().len()))
    }

    fn let_in(&mut self, buffer: &mut ReadBuf<'_>, max: usize) -> usize {
        let count = max.min(self.held.len()).min(buffer.remaining());
        let part: Vec<u8> = self.held.drain(..count).collect();
        buffer.put_slice(&part);
        count
    }

    fn cut(
        &mut self,
        end: End,
        stream: &mut TcpStream,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<Taken>> {
        if end == End::Reset {
            return Poll::Ready(Ok(Taken::Reset));
        }
        self.fate = Fate::Closed;
        ready!(Pin::new(&mut *stream).poll_shutdown(context))?;
        discard(stream, context)
    }

    /// Whether the connection has served a request and been idle for as long as it may be.
    fn has_rested(&mut self, planner: &Planner, context: &mut Context<'_>) -> bool {
        if !self.held.is_empty() || !planner.is_idle() {
            return false;
        }
        if self.rest.is_none() {
            let limit = self.service.faults.idle_limit();
            self.rest = limit.map(|ms| Box::pin(sleep(Duration::from_millis(ms))));
        }
        let over = self
            .rest
            .as_mut()
            .is_some_and(|rest| rest.as_mut().poll(context).is_ready());
        if over {
            self.rest = None;
        }
        over && self.service.faults.befall_idle()
    }
}

/// Reads to the end and keeps nothing.
fn discard(stream: &mut TcpStream, context: &mut Context<'_>) -> Poll<io::Result<Taken>> {
    let mut bytes = [0; 4096];
    loop {
        let mut part = ReadBuf::new(&mut bytes);
        ready!(Pin::new(&mut *stream).poll_read(context, &mut part))?;
        if part.filled().is_empty() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
    }
}

/// Path and query of a request whose first line is here.
fn first_line(bytes: &[u8]) -> Option<(String, String)> {
    let whole = bytes.split_inclusive(|byte| *byte == b'\n').next()?;
    if !whole.ends_with(b"\n") && bytes.len() < LONGEST_LINE {
        return None;
    }
    let text = String::from_utf8_lossy(whole);
    let address = text.split_ascii_whitespace().nth(1);
    let address: Uri = address.and_then(|a| a.parse().ok()).unwrap_or_default();
    let query = address.query().unwrap_or_default().to_owned();
    Some((address.path().to_owned(), query))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_tells_where_the_request_goes() {
        let read = |text: &str| first_line(text.as_bytes());
        let found = |path: &str, query: &str| Some((path.to_owned(), query.to_owned()));
        assert_eq!(read(""), None);
        assert_eq!(read("POST /?Action=A HTTP/1.1"), None);
        assert_eq!(read("POST /?Action=A HTTP/1.1\r\n"), found("/", "Action=A"));
        let proxied = "GET http://here/media/x.mp4?s=1 HTTP/1.1\nHost: x";
        assert_eq!(read(proxied), found("/media/x.mp4", "s=1"));
        assert_eq!(read("\r\n"), found("/", ""));
        assert_eq!(read(&"x".repeat(LONGEST_LINE)), found("/", ""));
    }
}
