//! What can go wrong with a request.

use crate::Gate;
use crate::hops::Hop;
use hyper::header::HeaderValue;
use serde_json::Value;

/// What happens to a request that a fault befalls.
///
/// The first group takes the place of the service's work: nothing is checked, accepted or billed. The second group
/// lets the work be done, and billed where it is, and then spoils the reply. The third befalls connections, before a
/// request is whole: nothing is written down, checked, accepted or billed.
#[derive(Clone, Debug)]
pub enum What {
    /// This answer instead.
    Answer {
        /// HTTP status.
        status: u16,
        /// Content-Type.
        content_type: String,
        /// Body.
        body: String,
    },
    /// This answer instead, with any headers and any bytes. With a Content-Length that is not the body's, the body is
    /// sent whole all the same, as [`What::WrongLength`] does.
    Reply {
        /// HTTP status.
        status: u16,
        /// Headers, such as Retry-After or Location.
        headers: Vec<(String, String)>,
        /// Body.
        body: Vec<u8>,
    },
    /// The backend's envelope with this code instead.
    BusinessCode {
        /// HTTP status.
        status: u16,
        /// `code`.
        code: i64,
        /// `message`.
        message: String,
    },
    /// The gateway's envelope with this code instead.
    GatewayCode {
        /// HTTP status.
        status: u16,
        /// `CodeN`; `None` leaves it out.
        number: Option<i64>,
        /// `Code`.
        code: String,
        /// `Message`.
        message: String,
    },
    /// Code 10000 and this word as `data.status`.
    TaskStatus(String),
    /// Code 10000 and this as `data`, such as one whose `status` is missing, `null` or a number.
    TaskData(Value),
    /// Sent on to this address.
    Redirect {
        /// HTTP status, 300 to 399.
        status: u16,
        /// `Location`, as it is: it need not be an address.
        location: String,
    },
    /// Sent on, with this HTTP status, to the address that was asked for: a loop, where the fault happens every time.
    RedirectToItself(u16),
    /// A download is sent on to its own link with `hop=1` added, from there to `hop=2`, and so on; the last hop gives
    /// the file. Calls of the API and the hops themselves are spared, so that one fault is one chain.
    Hops {
        /// HTTP status, 300 to 399.
        status: u16,
        /// How many hops.
        count: u32,
    },
    /// These bytes on the wire in place of an HTTP reply, then the end of the connection.
    Raw(Vec<u8>),
    /// These bytes on the wire, and then the second ones over and over until the client has had enough.
    Endless(Vec<u8>, Vec<u8>),
    /// The connection is reset when the request has been read.
    Reset,

    /// The work is done; then one of the first group takes the place of its reply.
    AfterWork(Box<What>),
    /// The work is done; the connection ends after so many bytes of the reply, head included. A client reads them and
    /// then the end.
    CloseAfter(usize),
    /// The work is done; the connection is reset after so many bytes of the reply, head included.
    ResetAfter(usize),
    /// The work is done; nothing comes after so many bytes of the reply, head included, and the connection stays.
    StallAfter(usize),
    /// The work is done; of the body only so many bytes come, and Content-Length says so: a whole reply with half a
    /// text.
    CutBody(usize),
    /// The work is done, and the whole body comes; Content-Length announces so many bytes more, and the connection
    /// ends; or fewer, where negative, and the connection stays, with what is left over ahead of the next reply.
    WrongLength(i64),
    /// The work is done; the reply's `Date` says this, or is missing.
    Date(Option<String>),
    /// The work is done; no reply ever comes.
    Hang,
    /// The work is done; the reply comes so many milliseconds later.
    Delay(u64),
    /// The request has come in and is listed; its work is done once the gate is open, and then the next fault that
    /// covers it befalls it.
    HoldBefore(Gate),
    /// The work is done; the reply comes once the gate is open.
    Hold(Gate),
    /// The work is done; so many bytes of the reply come, head included, and the rest once the gate is open.
    HoldAfter(usize, Gate),
    /// The work is done; the reply comes in pieces.
    Drip {
        /// Bytes of a piece.
        bytes: usize,
        /// Pause before each piece.
        every_ms: u64,
    },

    /// The next new connection is reset after so many bytes of the request, whatever the target says. With 0, it is
    /// reset before the client has sent anything.
    ResetRequestAfter(usize),
    /// The connection is cut in the middle of a request that the target covers.
    CutRequest(Cut),
    /// A connection that has served a request stays open until the first byte of a further one that the target covers,
    /// and is reset at once: a client that uses an idle connection again sees a reset with nothing processed.
    ResetReused,
    /// A connection that has served a request is closed after so many milliseconds without another, whatever the
    /// target says; 0: as soon as the reply has been sent. It counts for connections that fall idle after the fault
    /// was injected, and is used up by a connection that it closes.
    CloseIdleAfter(u64),
}

/// Where in a request, and how, a connection is cut.
///
/// What the target of the fault covers is told by the first line of the request, which is therefore read first; with
/// [`Target::Any`](crate::Target::Any) the first byte is enough. Requests sent ahead of the reply before them are not
/// told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Bytes of the request that are let in; the cut comes with the next one. A request that is no longer than this is
    /// served, and the fault is used up.
    pub after: usize,
    /// How.
    pub end: End,
    /// Only the request of this number on its connection, counted from 1.
    pub request: Option<u64>,
    /// Only on the connection of this number, counted from 1 as in [`Seen::connection`](crate::Seen::connection).
    pub connection: Option<u64>,
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// In good order (FIN): the client reads the end, and what it still writes goes nowhere.
    Close,
    /// With a reset (RST).
    Reset,
}

impl Cut {
    /// A reset after so many bytes of any request.
    pub fn reset(after: usize) -> Cut {
        Cut {
            after,
            end: End::Reset,
            request: None,
            connection: None,
        }
    }

    /// A close in good order after so many bytes of any request.
    pub fn close(after: usize) -> Cut {
        Cut {
            end: End::Close,
            ..Cut::reset(after)
        }
    }
}

impl What {
    /// This answer with a text.
    pub fn answer(status: u16, content_type: &str, body: impl Into<String>) -> What {
        What::Answer {
            status,
            content_type: content_type.to_owned(),
            body: body.into(),
        }
    }

    /// An answer of status 200 with this JSON.
    pub fn json(body: impl ToString) -> What {
        What::answer(200, "application/json", body.to_string())
    }

    /// This answer with these headers.
    pub fn reply(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> What {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        What::Reply {
            status,
            headers: headers.iter().map(owned).collect(),
            body: body.into(),
        }
    }

    /// The backend's envelope with this code.
    pub fn business(status: u16, code: i64, message: impl Into<String>) -> What {
        What::BusinessCode {
            status,
            code,
            message: message.into(),
        }
    }

    /// The gateway's envelope with this code.
    pub fn gateway(
        status: u16,
        number: Option<i64>,
        code: &str,
        message: impl Into<String>,
    ) -> What {
        What::GatewayCode {
            status,
            number,
            code: code.to_owned(),
            message: message.into(),
        }
    }

    /// Sent on to this address.
    pub fn redirect(status: u16, location: impl Into<String>) -> What {
        What::Redirect {
            status,
            location: location.into(),
        }
    }

    /// Where it cuts the request of this number on the connection of this number, if it does.
    pub(crate) fn cuts(&self, (connection, request): (u64, u64)) -> Option<(usize, End)> {
        let fits = |wanted: Option<u64>, number: u64| wanted.is_none_or(|w| w == number);
        match self {
            What::CutRequest(cut) => {
                let here = fits(cut.connection, connection) && fits(cut.request, request);
                here.then_some((cut.after, cut.end))
            }
            What::ResetReused => (request > 1).then_some((0, End::Reset)),
            _ => None,
        }
    }

    /// Whether it befalls a whole request: a download with this query, or a call of the API.
    pub(crate) fn befalls_whole(&self, download: Option<&str>) -> bool {
        match self {
            What::Hops { .. } => download.is_some_and(|query| Hop::split(query).1.is_none()),
            other => !other.is_of_connections(),
        }
    }

    fn is_of_connections(&self) -> bool {
        matches!(
            self,
            What::ResetRequestAfter(_)
                | What::CutRequest(_)
                | What::ResetReused
                | What::CloseIdleAfter(_)
        )
    }

    fn replaces_work(&self) -> bool {
        matches!(
            self,
            What::Answer { .. }
                | What::Reply { .. }
                | What::BusinessCode { .. }
                | What::GatewayCode { .. }
                | What::TaskStatus(_)
                | What::TaskData(_)
                | What::Redirect { .. }
                | What::RedirectToItself(_)
                | What::Raw(_)
                | What::Endless(..)
                | What::Reset
        )
    }

    /// Why it cannot happen, if so.
    pub(crate) fn validate(&self) -> Option<String> {
        let (statuses, status) = match self {
            What::Answer { status, .. }
            | What::Reply { status, .. }
            | What::BusinessCode { status, .. }
            | What::GatewayCode { status, .. } => (200..=599, *status),
            What::Redirect { location, .. } if unsendable(location) => {
                return Some("a location without control characters is needed".to_owned());
            }
            What::Redirect { status, .. }
            | What::RedirectToItself(status)
            | What::Hops { status, .. } => (300..=399, *status),
            What::Drip { bytes: 0, .. } => return Some("a drip of 0 bytes never ends".to_owned()),
            What::Endless(_, more) if more.is_empty() => {
                return Some("an endless reply needs bytes to repeat".to_owned());
            }
            What::Date(Some(text)) if unsendable(text) => {
                return Some("a date without control characters is needed".to_owned());
            }
            What::AfterWork(inner) if !inner.replaces_work() => {
                return Some("only an answer can come after the work".to_owned());
            }
            What::AfterWork(inner) => return inner.validate(),
            What::CutRequest(cut) if cut.request == Some(0) || cut.connection == Some(0) => {
                return Some("requests and connections are counted from 1".to_owned());
            }
            _ => return None,
        };
        (!statuses.contains(&status)).then(|| {
            let kind = if statuses.contains(&200) {
                "final HTTP status"
            } else {
                "redirection"
            };
            format!("{status} is no {kind}")
        })
    }
}

/// Whether a text cannot be the value of a header.
pub(crate) fn unsendable(text: &str) -> bool {
    HeaderValue::from_str(text).is_err()
}
