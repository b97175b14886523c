//! The interface `downloads`, and the files that a call fetches itself.

use super::file::{File, Wish};
use super::http::Deadline;
use super::{Component, signing, tasks};
use crate::bindings::exports::volcengine::visual::downloads::{
    self, DownloadOptions, Guest, GuestDownload, Origin,
};
use crate::call::parcel::Fetch;
use crate::call::target::is_pippit;
use crate::download::head::{MOST_BYTES, MOST_READ, Trouble};
use crate::download::link::Link;
use crate::errors::failure::{Broken, Stage};
use crate::errors::transport_codes::OUT_OF_MEMORY;
use crate::types::{Delivery, Error, MediaContent, Outcome, Task};

/// A file on its way to the caller.
pub struct Download {
    file: File,
    task: Option<Task>,
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
        let task = origin.map(|origin| origin.task.clone());
        let stage = stage(task.as_ref());
        let wish = Wish {
            pippit: origin.is_some_and(|origin| is_pippit(&origin.task.tool)),
            loopback: loopback(&link).map_err(|error| stage.unsent(error))?,
            link,
            hosts: options.link_hosts,
            most: options.max_bytes.unwrap_or(MOST_BYTES),
            deadline: match options.within_ms {
                Some(within) => Deadline::after(within.into()),
                None => Deadline::never(),
            },
        };
        let opened = match (wish.open(), origin) {
            (Err(Trouble::Expired(status)), Some(origin)) => match fresh_link(origin)? {
                Some(link) => Wish { link, ..wish }.open(),
                None => Err(Trouble::Expired(status)),
            },
            (opened, _) => opened,
        };
        match opened {
            Err(trouble) => Err(trouble.error(stage)),
            Ok(file) => Ok(downloads::Download::new(Download { file, task })),
        }
    }
}

impl GuestDownload for Download {
    fn mime_type(&self) -> String {
        self.file.mime_type()
    }

    fn length(&self) -> Option<u64> {
        self.file.length()
    }

    fn read(&self, max: u32) -> Result<Option<Vec<u8>>, Error> {
        let next = self.file.next(max.clamp(1, MOST_READ) as usize);
        next.map_err(|trouble| trouble.error(stage(self.task.as_ref())))
    }
}

/// Fetches a whole file; the error says why there is none.
pub fn fetch(wanted: &Fetch) -> Result<Vec<u8>, String> {
    let read = || {
        let wish = Wish {
            link: wanted.link.clone(),
            hosts: Vec::new(),
            pippit: wanted.pippit,
            loopback: loopback(&wanted.link)?,
            most: wanted.most,
            deadline: Deadline::after(wanted.within_ms),
        };
        let said = |trouble: Trouble| trouble.error(Stage::Probe);
        let file = wish.open().map_err(said)?;
        let length = file.length().unwrap_or(0).min(wanted.most);
        let mut bytes = Vec::new();
        // It may be a lie: then room is made as it is needed.
        let _ = bytes.try_reserve_exact(usize::try_from(length).unwrap_or(0));
        while let Some(chunk) = file.next(MOST_READ as usize).map_err(said)? {
            let room = bytes.try_reserve(chunk.len());
            room.map_err(|_| Stage::Probe.broken(&Broken::after(OUT_OF_MEMORY)))?;
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
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

/// The link that the service gives for the same product now.
fn fresh_link(origin: &Origin) -> Result<Option<String>, Error> {
    let mut task = origin.task.clone();
    if let Some(output) = &mut task.output {
        output.delivery = Some(Delivery::Url);
    }
    let Outcome::Done(done) = tasks::collect(task, Some(0), None)? else {
        return Ok(None);
    };
    let media = done.media.into_iter().nth(origin.index as usize);
    Ok(media.and_then(|media| match media.content {
        MediaContent::Url(link) => Some(link),
        _ => None,
    }))
}
