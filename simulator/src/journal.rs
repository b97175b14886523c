//! What the simulator has seen.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::watch;

/// One request as it came in, and what became of it.
#[derive(Clone)]
pub struct Seen {
    /// A call of the API or a download of a link.
    pub kind: Kind,
    /// The `Action` of the query; empty where there was none.
    pub action: String,
    /// HTTP method.
    pub method: String,
    /// Path.
    pub path: String,
    /// Query string as sent.
    pub query: String,
    /// Headers in the order and with the values sent, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Vec<u8>,
    /// The access key id that the Authorization header named.
    pub access_key_id: Option<String>,
    /// When it had come in whole.
    pub at: Instant,
    /// The connection it came on, counted from 1.
    pub connection: u64,
    /// The service did what was asked: code 10000 (a download: HTTP 200). True even when a fault spoilt the reply.
    pub accepted: bool,
    /// HTTP status of the answer; 0 while there is none.
    pub status: u16,
    /// Business code or gateway number of the answer; 0 where there is none.
    pub code: i64,
}

/// What a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A call of the API.
    Api,
    /// A download of a result link.
    Download,
}

impl Seen {
    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.as_str())
    }
}

// Headers hold signatures and tokens, links hold signatures, and bodies may be megabytes.
impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seen")
            .field("kind", &self.kind)
            .field("action", &self.action)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("body_len", &self.body.len())
            .field("accepted", &self.accepted)
            .field("status", &self.status)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// The requests in the order they came, up to a limit.
pub(crate) struct Journal {
    keep: usize,
    entries: Mutex<Entries>,
    noted: watch::Sender<()>,
}

#[derive(Default)]
struct Entries {
    /// How many have been dropped from the front.
    dropped: usize,
    kept: VecDeque<Seen>,
}

impl Journal {
    pub(crate) fn new(keep: usize) -> Journal {
        Journal {
            keep,
            entries: Mutex::default(),
            noted: watch::Sender::default(),
        }
    }

    /// Writes a request down, and returns its number for [`Journal::settle`].
    pub(crate) fn note(&self, seen: Seen) -> usize {
        let mut entries = self.entries();
        entries.kept.push_back(seen);
        let number = entries.dropped + entries.kept.len() - 1;
        while entries.kept.len() > self.keep {
            entries.kept.pop_front();
            entries.dropped += 1;
        }
        self.noted.send_replace(());
        number
    }

    /// Adds what became of a request.
    pub(crate) fn settle(&self, number: usize, (status, code): (u16, i64), accepted: bool) {
        let mut entries = self.entries();
        let Some(at) = number.checked_sub(entries.dropped) else {
            return;
        };
        if let Some(seen) = entries.kept.get_mut(at) {
            (seen.status, seen.code, seen.accepted) = (status, code, accepted);
        }
    }

    pub(crate) fn read(&self) -> Vec<Seen> {
        self.entries().kept.iter().cloned().collect()
    }

    /// Returns when the requests are as wanted.
    pub(crate) async fn until(&self, wanted: impl Fn(&VecDeque<Seen>) -> bool) {
        let mut noted = self.noted.subscribe();
        while !wanted(&self.entries().kept) {
            _ = noted.changed().await;
        }
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
