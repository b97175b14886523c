//! A file behind a link: asked for hop by hop, and asked for again where the
//! line breaks.

use std::cell::{Cell, RefCell};

use super::clock::{self, Deadline};
use super::http::{Answer, Request};
use crate::call::retry::{MAX_QUERY_RETRIES, pause_ms};
use crate::download::download_error::{DownloadError, MAX_REDIRECTS};
use crate::download::head::{Head, MAX_READ, Verdict};
use crate::download::link::{Link, LinkHosts};
use crate::errors::transport_error::TransportError;
use crate::protocol::reply::unpack::Unpacker;
use crate::protocol::request::QUERY_TIMEOUT_MS;
use crate::protocol::sniff;

/// A file is not asked for again with less time than this, in milliseconds.
const MIN_MS: u64 = 100;

/// What is asked for, and within which limits.
#[derive(Clone)]
pub struct FetchRequest {
    pub link: String,
    /// Link hosts beside the service's own.
    pub hosts: Vec<String>,
    /// Whether it is a product of the Pippit family.
    pub pippit: bool,
    /// Whether the link may lead to this machine itself.
    pub loopback: bool,
    pub max: u64,
    pub deadline: Deadline,
}

/// A file on its way.
pub struct File {
    request: FetchRequest,
    source: RefCell<Source>,
    /// The bytes that were handed on.
    read: Cell<u64>,
    /// How often it was asked for again.
    tries: Cell<u32>,
    /// Why it cannot be read on: said as often as it is asked for, since the
    /// end of a stream that broke looks like the end of the file.
    failed: RefCell<Option<DownloadError>>,
}

/// An answer whose file has begun.
struct Source {
    answer: Answer,
    /// What undoes the packing, where the file is packed.
    unpacker: Option<Unpacker>,
    head: Head,
    mime_type: String,
    /// What was read to tell the type.
    beginning: Vec<u8>,
}

impl FetchRequest {
    /// Asks for the file, again where that may help.
    pub fn open(&self) -> Result<File, DownloadError> {
        let mut tries = 0;
        loop {
            match self.open_once() {
                Err(trouble) if is_worth_a_pause(&trouble, tries, self.deadline) => tries += 1,
                opened => {
                    return opened.map(|source| File {
                        request: self.clone(),
                        source: RefCell::new(source),
                        read: Cell::new(0),
                        tries: Cell::new(tries),
                        failed: RefCell::new(None),
                    });
                }
            }
        }
    }

    /// Asks for the file, hop by hop, and reads its beginning.
    fn open_once(&self) -> Result<Source, DownloadError> {
        let hosts = LinkHosts {
            more: &self.hosts,
            pippit: self.pippit,
            loopback: self.loopback,
        };
        let mut link = hosts.check(&self.link)?;
        for _ in 0..=MAX_REDIRECTS {
            let answer = get(&link, self.deadline)?;
            let head = Head {
                status: answer.status(),
                location: answer.header("location"),
                length: answer.header("content-length").and_then(|n| n.parse().ok()),
                content_type: answer.header("content-type"),
                encoding: answer.header("content-encoding"),
                retry_after_ms: answer.retry_after_ms(),
            };
            match head.verdict(self.max) {
                Verdict::Failed(trouble) => return Err(trouble),
                Verdict::Redirect(location) => link = hosts.follow(&link, &location)?,
                Verdict::File => return Source::begin(answer, head, self.deadline),
            }
        }
        Err(DownloadError::TooManyRedirects)
    }
}

impl File {
    /// Its media type: by its first bytes, else as the server says.
    pub fn mime_type(&self) -> String {
        self.source.borrow().mime_type.clone()
    }

    /// The length that was announced.
    pub fn length(&self) -> Option<u64> {
        self.source.borrow().head.length
    }

    /// The next bytes. Where the line breaks, the file is asked for once more.
    pub fn next(&self, max: usize) -> Result<Option<Vec<u8>>, DownloadError> {
        if let Some(trouble) = &*self.failed.borrow() {
            return Err(trouble.clone());
        }
        let piece = self.next_of_any(max);
        *self.failed.borrow_mut() = piece.as_ref().err().cloned();
        piece
    }

    fn next_of_any(&self, max: usize) -> Result<Option<Vec<u8>>, DownloadError> {
        let mut piece = self.piece(max);
        while let Err(trouble) = &piece {
            let tries = self.tries.get();
            if !is_worth_a_pause(trouble, tries, self.request.deadline) {
                break;
            }
            self.tries.set(tries + 1);
            piece = self.resume().and_then(|()| self.piece(max));
        }
        piece
    }

    fn piece(&self, max: usize) -> Result<Option<Vec<u8>>, DownloadError> {
        let source = &mut *self.source.borrow_mut();
        let Some(chunk) = source.piece(max, self.request.deadline)? else {
            let read = self.read.get();
            return match source.head.length {
                Some(announced) if announced != read => {
                    Err(DownloadError::LengthMismatch(read, announced))
                }
                _ => Ok(None),
            };
        };
        self.read.set(self.read.get() + chunk.len() as u64);
        match self.read.get() > self.request.max {
            true => Err(DownloadError::TooLarge(self.request.max)),
            false => Ok(Some(chunk)),
        }
    }

    /// Requests the file again and skips what was already handed on.
    fn resume(&self) -> Result<(), DownloadError> {
        let mut fresh = self.request.open_once()?;
        let mut source = self.source.borrow_mut();
        if (&fresh.mime_type, fresh.head.length) != (&source.mime_type, source.head.length) {
            return Err(DownloadError::Changed);
        }
        let mut left = self.read.get();
        while left > 0 {
            let max = left.min(MAX_READ.into()) as usize;
            match fresh.piece(max, self.request.deadline)? {
                Some(chunk) => left -= chunk.len() as u64,
                None => return Err(DownloadError::Changed),
            }
        }
        *source = fresh;
        Ok(())
    }
}

impl Source {
    fn begin(answer: Answer, head: Head, deadline: Deadline) -> Result<Source, DownloadError> {
        let packed = head.is_packed();
        let mut source = Source {
            answer,
            unpacker: packed.then(Unpacker::default),
            // What is announced is the length of what is packed.
            head: Head {
                length: head.length.filter(|_| !packed),
                ..head
            },
            mime_type: String::new(),
            beginning: Vec::new(),
        };
        let mut beginning = Vec::new();
        while beginning.len() < sniff::HEAD {
            match source.read(MAX_READ as usize, deadline)? {
                Some(chunk) => beginning.extend_from_slice(&chunk),
                None => break,
            }
        }
        if beginning.is_empty() && source.head.length.is_none() {
            return Err(DownloadError::Empty);
        }
        source.mime_type = source.head.mime_type(&beginning)?;
        source.beginning = beginning;
        Ok(source)
    }

    /// The next bytes, at most so many; nothing at the end.
    fn piece(&mut self, max: usize, deadline: Deadline) -> Result<Option<Vec<u8>>, DownloadError> {
        if self.beginning.is_empty() {
            return self.read(max, deadline);
        }
        let rest = self.beginning.split_off(max.min(self.beginning.len()));
        Ok(Some(std::mem::replace(&mut self.beginning, rest)))
    }
}

impl Source {
    /// The next bytes of the answer, unpacked.
    fn read(&mut self, max: usize, deadline: Deadline) -> Result<Option<Vec<u8>>, DownloadError> {
        let Some(unpacker) = &mut self.unpacker else {
            return Ok(self.answer.read(max as u64, deadline)?);
        };
        loop {
            if let Some(bytes) = unpacker.next(max).map_err(|_| DownloadError::Encoding)? {
                return Ok(Some(bytes));
            }
            match self.answer.read(max as u64, deadline)? {
                Some(chunk) => unpacker.push(&chunk),
                None if unpacker.is_whole() => return Ok(None),
                None => return Err(TransportError::after("connection-terminated").into()),
            }
        }
    }
}

fn get(link: &Link, deadline: Deadline) -> Result<Answer, DownloadError> {
    let request = Request {
        tls: link.tls,
        authority: &link.authority,
        path: &link.path,
        headers: vec![("accept".into(), b"*/*".to_vec())],
        body: None,
    };
    Ok(request.send(deadline.or_after(QUERY_TIMEOUT_MS))?)
}

/// Waits before another try; false where it would be in vain.
fn is_worth_a_pause(trouble: &DownloadError, tries: u32, deadline: Deadline) -> bool {
    let pause = pause_ms(tries, trouble.retry_after_ms(), clock::now().noise);
    let in_time = pause.saturating_add(MIN_MS) < deadline.left_ms();
    let worth = tries < MAX_QUERY_RETRIES && trouble.is_retryable() && in_time;
    if worth {
        clock::pause(pause);
    }
    worth
}
