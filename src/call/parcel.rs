//! Products on their way to the caller: where files were asked for and links
//! came, the files are fetched, one after the other.

use crate::call::product::{self, Found, Wish};
use crate::protocol::reply::reader::MOST_REPLY;
use crate::types::{Delivery, MediaContent};

/// The largest file that still travels as base64: its text is as long as the
/// longest answer.
const MOST_FILE: u64 = (MOST_REPLY / 4 * 3) as u64;

/// A file to be fetched by a plain GET without credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// The link.
    pub link: String,
    /// The most bytes that are of use.
    pub most: u64,
    /// How long it may take, in milliseconds.
    pub within_ms: u64,
    /// Whether it is a product of the Pippit family.
    pub pippit: bool,
}

/// What a finished job brought.
#[derive(Debug)]
pub struct Parcel {
    found: Found,
    wish: Wish,
    /// The product that is looked at next.
    next: usize,
}

impl Parcel {
    /// Everything as it was found.
    pub fn new(found: Found, wish: Wish) -> Parcel {
        Parcel {
            found,
            wish,
            next: 0,
        }
    }

    /// The next link whose file is wanted; `within_ms` is the time that is left.
    pub fn next(&mut self, within_ms: u64) -> Option<Fetch> {
        let most = match self.wish.delivery {
            Delivery::Url => return None,
            // What the files before it leave.
            Delivery::Bytes => u64::from(self.wish.max_inline).saturating_sub(self.found.inline()),
            Delivery::Base64 => MOST_FILE,
        };
        loop {
            let link = match &self.found.media.get(self.next)?.content {
                MediaContent::Url(link) => link.clone(),
                _ => {
                    self.next += 1;
                    continue;
                }
            };
            if within_ms > 0 {
                return Some(Fetch {
                    link,
                    most,
                    within_ms,
                    pippit: self.wish.pippit,
                });
            }
            self.arrived(Err("the time of this call is over".into()));
        }
    }

    /// Takes the file of the last link, or why there is none: the link stays.
    pub fn arrived(&mut self, file: Result<Vec<u8>, String>) {
        match (file, self.found.media.get_mut(self.next)) {
            (Ok(bytes), Some(media)) => *media = product::media(bytes),
            (Err(why), _) => self.found.warnings.push(format!(
                "The service delivered a link, and the file itself could not be fetched ({why}): fetch it before the link ends."
            )),
            (Ok(_), None) => {}
        }
        self.next += 1;
    }

    /// Everything in the form that was asked for.
    pub fn open(self) -> Found {
        self.found.shaped(&self.wish)
    }
}
