//! The interface `downloads`, and the files that a call fetches itself.

use std::cell::{Cell, RefCell};

use super::http::{Answer, Deadline, Request};
use super::{Component, drive, signing};
use crate::bindings::exports::volcengine::visual::downloads::{
    self, DownloadOptions, Guest, GuestDownload, Origin,
};
use crate::call;
use crate::download::{Head, MOST_BYTES, MOST_HOPS, MOST_READ, Trouble, Verdict};
use crate::failure::Stage;
use crate::link::{Link, LinkHosts};
use crate::parcel::Fetch;
use crate::protocol::request::QUERY_WITHIN_MS;
use crate::types::{Delivery, Error, MediaContent, Outcome, Task};

/// How many bytes tell the type of a file.
const BEGINNING: usize = 16;

/// A file on its way.
pub struct Download {
    answer: Answer,
    head: Head,
    mime_type: String,
    /// What was read to tell the type.
    beginning: RefCell<Vec<u8>>,
    read: Cell<u64>,
    most: u64,
    deadline: Deadline,
    task: Option<Task>,
}

/// What limits a download.
#[derive(Clone, Copy)]
struct Limits<'a> {
    hosts: LinkHosts<'a>,
    most: u64,
    deadline: Deadline,
}

impl Guest for Component {
    type Download = Download;

    fn open(link: String, options: Option<DownloadOptions>) -> Result<downloads::Download, Error> {
        let options = options.unwrap_or(DownloadOptions {
            origin: None,
            max_bytes: None,
            link_hosts: Vec::new(),
            within_ms: None,
        });
        let origin = options.origin.as_ref();
        let limits = Limits {
            hosts: LinkHosts {
                more: &options.link_hosts,
                loopback: loopback(&link)?,
            },
            most: options.max_bytes.unwrap_or(MOST_BYTES),
            deadline: match options.within_ms {
                Some(within) => Deadline::after(within.into()),
                None => Deadline::never(),
            },
        };
        let opened = match (open(&link, limits), origin) {
            (Err(Trouble::Expired(status)), Some(origin)) => {
                let fresh = fresh_link(origin)?;
                open(fresh.as_ref().unwrap_or(&link), limits).map_err(|trouble| match fresh {
                    Some(_) => trouble,
                    None => Trouble::Expired(status),
                })
            }
            (opened, _) => opened,
        };
        let task = origin.map(|origin| origin.task.clone());
        match opened {
            Ok(download) => Ok(downloads::Download::new(Download { task, ..download })),
            Err(trouble) => Err(trouble.error(stage(task.as_ref()))),
        }
    }
}

impl GuestDownload for Download {
    fn mime_type(&self) -> String {
        self.mime_type.clone()
    }

    fn length(&self) -> Option<u64> {
        self.head.length
    }

    fn read(&self, max: u32) -> Result<Option<Vec<u8>>, Error> {
        let next = self.next(max.clamp(1, MOST_READ) as usize);
        next.map_err(|trouble| trouble.error(stage(self.task.as_ref())))
    }
}

impl Download {
    fn next(&self, max: usize) -> Result<Option<Vec<u8>>, Trouble> {
        let mut beginning = self.beginning.borrow_mut();
        let chunk = if beginning.is_empty() {
            self.answer.read(max as u64, self.deadline)?
        } else {
            let end = max.min(beginning.len());
            let rest = beginning.split_off(end);
            Some(std::mem::replace(&mut *beginning, rest))
        };
        let Some(chunk) = chunk else {
            let read = self.read.get();
            return match self.head.length {
                Some(announced) if announced != read => {
                    Err(Trouble::OfOtherLength(read, announced))
                }
                _ => Ok(None),
            };
        };
        self.read.set(self.read.get() + chunk.len() as u64);
        match self.read.get() > self.most {
            true => Err(Trouble::TooLarge(self.most)),
            false => Ok(Some(chunk)),
        }
    }
}

/// Fetches a whole file; the error says why there is none.
pub fn fetch(wanted: &Fetch) -> Result<Vec<u8>, String> {
    let read = || {
        let download = open(
            &wanted.link,
            Limits {
                hosts: LinkHosts {
                    more: &[],
                    loopback: loopback(&wanted.link)?,
                },
                most: wanted.most,
                deadline: Deadline::after(wanted.within_ms),
            },
        );
        let said = |trouble: Trouble| trouble.error(Stage::Probe);
        let download = download.map_err(said)?;
        let length = download.head.length.unwrap_or(0);
        let mut file = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        while let Some(chunk) = download.next(MOST_READ as usize).map_err(said)? {
            file.extend_from_slice(&chunk);
        }
        Ok(file)
    };
    read().map_err(|error: Error| error.message)
}

fn stage(task: Option<&Task>) -> Stage<'_> {
    task.map_or(Stage::Probe, Stage::Query)
}

/// Whether this machine may be asked: only where the endpoint is on it too.
/// The keys' owner is asked for the endpoint only if the link is such a one.
fn loopback(link: &str) -> Result<bool, Error> {
    match Link::is_loopback(link) {
        true => signing::endpoint_is_loopback(),
        false => Ok(false),
    }
}

/// Asks for the file, hop by hop, and reads its beginning.
fn open(link: &str, limits: Limits<'_>) -> Result<Download, Trouble> {
    let mut link = limits.hosts.check(link)?;
    for _ in 0..=MOST_HOPS {
        let answer = get(&link, limits.deadline)?;
        let head = Head {
            status: answer.status(),
            location: answer.header("location"),
            length: answer.header("content-length").and_then(|n| n.parse().ok()),
            content_type: answer.header("content-type"),
            encoding: answer.header("content-encoding"),
        };
        match head.verdict(limits.most) {
            Verdict::Nothing(trouble) => return Err(trouble),
            Verdict::Elsewhere(location) => link = limits.hosts.follow(&link, &location)?,
            Verdict::File => return begin(answer, head, limits),
        }
    }
    Err(Trouble::TooManyHops)
}

fn get(link: &Link, deadline: Deadline) -> Result<Answer, Trouble> {
    let request = Request {
        tls: link.tls,
        authority: &link.authority,
        path: &link.path,
        headers: vec![("accept".into(), b"*/*".to_vec())],
        body: None,
    };
    Ok(request.send(deadline.or_after(QUERY_WITHIN_MS))?)
}

fn begin(answer: Answer, head: Head, limits: Limits<'_>) -> Result<Download, Trouble> {
    let mut beginning = Vec::new();
    while beginning.len() < BEGINNING {
        match answer.read(MOST_READ.into(), limits.deadline)? {
            Some(chunk) => beginning.extend_from_slice(&chunk),
            None => break,
        }
    }
    if beginning.is_empty() && head.length.is_none() {
        return Err(Trouble::Empty);
    }
    Ok(Download {
        mime_type: head.mime_type(&beginning)?,
        answer,
        head,
        beginning: RefCell::new(beginning),
        read: Cell::new(0),
        most: limits.most,
        deadline: limits.deadline,
        task: None,
    })
}

/// The link that the service gives for the same product now.
fn fresh_link(origin: &Origin) -> Result<Option<String>, Error> {
    let mut task = origin.task.clone();
    if let Some(output) = &mut task.output {
        output.delivery = Some(Delivery::Url);
    }
    let Outcome::Done(done) = drive::run(call::collect(task, Some(0))?)? else {
        return Ok(None);
    };
    let media = done.media.into_iter().nth(origin.index as usize);
    Ok(media.and_then(|media| match media.content {
        MediaContent::Url(link) => Some(link),
        _ => None,
    }))
}
