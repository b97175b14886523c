//! The interface `downloads`, and the files that a call fetches itself.

use super::Component;
use super::clock::Deadline;
use super::drive;
use super::fetch::{FetchRequest, File};
use super::media::loopback;
use base64_simd::STANDARD;

use crate::bindings::exports::volcengine::visual::downloads::{
    self, DownloadOptions, Guest, GuestDownload, Origin,
};
use crate::call::target::is_pippit;
use crate::download::download_error::DownloadError;
use crate::download::head::{MAX_BYTES, MAX_READ};
use crate::errors::stage::Stage;
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
            timeout_ms: None,
        });
        let origin = options.origin.as_ref();
        let task = origin.map(|origin| origin.task.clone());
        let stage = stage(task.as_ref());
        let request = FetchRequest {
            pippit: origin.is_some_and(|origin| is_pippit(&origin.task.tool)),
            loopback: loopback(&link).map_err(|error| stage.unsent(error))?,
            link,
            hosts: options.link_hosts,
            max: options.max_bytes.unwrap_or(MAX_BYTES),
            deadline: match options.timeout_ms {
                Some(timeout) => Deadline::after(timeout.into()),
                None => Deadline::never(),
            },
        };
        let opened = match (request.open(), origin) {
            (Err(DownloadError::Expired(status)), Some(origin)) => match fresh_link(origin)? {
                Some(link) => FetchRequest { link, ..request }.open(),
                None => Err(DownloadError::Expired(status)),
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
        let next = self.file.next(max.clamp(1, MAX_READ) as usize);
        next.map_err(|trouble| trouble.error(stage(self.task.as_ref())))
    }

    fn read_base64(&self, max: u32) -> Result<Option<String>, Error> {
        let bytes = self.read(max)?;
        Ok(bytes.map(|bytes| STANDARD.encode_to_string(bytes)))
    }
}

fn stage(task: Option<&Task>) -> Stage<'_> {
    task.map_or(Stage::Probe, Stage::Query)
}

/// The link that the service gives for the same product now.
fn fresh_link(origin: &Origin) -> Result<Option<String>, Error> {
    let mut task = origin.task.clone();
    if let Some(output) = &mut task.output {
        output.delivery = Some(Delivery::Url);
    }
    let Outcome::Done(done) = drive::collect(task, Some(0), None)? else {
        return Ok(None);
    };
    let media = done.media.into_iter().nth(origin.index as usize);
    Ok(media.and_then(|media| match media.content {
        MediaContent::Url(link) => Some(link),
        _ => None,
    }))
}
