//! Downloads results, one after another, where files were requested and the
//! service returned links.

use crate::call::product::{self, DeliveryOptions, Found};
use crate::protocol::reply::reader::MAX_REPLY;
use crate::types::{Delivery, MediaContent, Warning};

/// The largest file that still travels as base64: its text is as long as the
/// longest answer.
const MAX_FILE: u64 = (MAX_REPLY / 4 * 3) as u64;

/// A file to be fetched by a plain GET without credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// The link.
    pub link: String,
    /// Maximum size, in bytes.
    pub max: u64,
    /// Timeout, in milliseconds.
    pub timeout_ms: u64,
    /// Whether it is a product of the Pippit family.
    pub pippit: bool,
}

/// What a finished job brought.
#[derive(Debug)]
pub struct MediaFetcher {
    found: Found,
    options: DeliveryOptions,
    /// The index of the next result.
    next: usize,
}

impl MediaFetcher {
    /// Starts with the results as they were found.
    pub fn new(found: Found, options: DeliveryOptions) -> MediaFetcher {
        MediaFetcher {
            found,
            options,
            next: 0,
        }
    }

    /// The next link whose file is wanted; `timeout_ms` is the time that is left.
    pub fn next(&mut self, timeout_ms: u64) -> Option<Fetch> {
        let max = match self.options.delivery {
            Delivery::Url => return None,
            // What the files before it leave.
            Delivery::Bytes => {
                u64::from(self.options.max_inline).saturating_sub(self.found.inline())
            }
            Delivery::Base64 => MAX_FILE,
        };
        loop {
            let link = match &self.found.media.get(self.next)?.content {
                MediaContent::Url(link) => link.clone(),
                _ => {
                    self.next += 1;
                    continue;
                }
            };
            if timeout_ms > 0 {
                return Some(Fetch {
                    link,
                    max,
                    timeout_ms,
                    pippit: self.options.pippit,
                });
            }
            self.on_fetched(Err(Warning::new(
                "the time of this call is over",
                "本次调用的时间已用完",
            )));
        }
    }

    /// Takes the file of the last link, or why there is none: the link stays.
    pub fn on_fetched(&mut self, file: Result<Vec<u8>, Warning>) {
        match (file, self.found.media.get_mut(self.next)) {
            (Ok(bytes), Some(media)) => *media = product::media(bytes),
            (Err(Warning { message, message_zh }), _) => self.found.warnings.push(Warning { message: format!("A file could not be downloaded ({message}); the result is its link. Download it before the link expires."), message_zh: format!("文件下载失败（{message_zh}），返回的是链接，请在链接过期前下载。") }),
            (Ok(_), None) => {}
        }
        self.next += 1;
    }

    /// Everything in the form that was asked for.
    pub fn finish(self) -> Found {
        self.found.shaped(&self.options)
    }
}
