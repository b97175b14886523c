//! Faults on request: what goes wrong, where, and how often.

use crate::action;
use std::sync::{Mutex, PoisonError};

/// Something that goes wrong.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Which requests it befalls.
    pub on: Target,
    /// How many requests it befalls before it is used up; `None`: every one.
    pub times: Option<u32>,
    /// What happens to them.
    pub what: What,
}

/// Which requests a fault befalls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Actions whose name begins so.
    Action(String),
    /// Every action that hands in a job.
    AnySubmit,
    /// Every action that asks after a task.
    AnyQuery,
    /// Downloads of result links.
    Download,
    /// Everything.
    Any,
}

/// What happens to a request that a fault befalls.
///
/// The first group takes the place of the service's work: nothing is checked, accepted or billed. The second group
/// lets the work be done, and billed where it is, and then spoils the reply.
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
    /// This answer instead, with any headers and any bytes.
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
    /// These bytes on the wire in place of an HTTP reply, then the end of the connection.
    Raw(Vec<u8>),
    /// These bytes on the wire, and then the second ones over and over until the client has had enough.
    Endless(Vec<u8>, Vec<u8>),
    /// The connection is reset when the request has been read.
    Reset,
    /// The next new connection is reset after so many bytes of the request, whatever the target says.
    ResetRequestAfter(usize),

    /// The work is done; the connection ends after so many bytes of the reply, head included.
    CloseAfter(usize),
    /// The work is done; no reply ever comes.
    Hang,
    /// The work is done; the reply comes so many milliseconds later.
    Delay(u64),
    /// The work is done; the reply comes in pieces.
    Drip {
        /// Bytes of a piece.
        bytes: usize,
        /// Pause before each piece.
        every_ms: u64,
    },
}

impl Fault {
    /// A fault that happens once.
    pub fn once(on: Target, what: What) -> Fault {
        Fault {
            on,
            times: Some(1),
            what,
        }
    }

    /// A fault that happens every time.
    pub fn always(on: Target, what: What) -> Fault {
        Fault {
            on,
            times: None,
            what,
        }
    }

    /// Why this fault cannot happen, if so.
    pub(crate) fn fault(&self) -> Option<String> {
        let status = match &self.what {
            What::Answer { status, .. }
            | What::Reply { status, .. }
            | What::BusinessCode { status, .. }
            | What::GatewayCode { status, .. } => *status,
            What::Drip { bytes: 0, .. } => return Some("a drip of 0 bytes never ends".to_owned()),
            What::Endless(_, more) if more.is_empty() => {
                return Some("an endless reply needs bytes to repeat".to_owned());
            }
            _ => return None,
        };
        (!(200..=599).contains(&status)).then(|| format!("{status} is no final HTTP status"))
    }
}

impl Target {
    /// Whether a request for this action (`None`: a download) is meant.
    fn covers(&self, action: Option<&str>) -> bool {
        match (self, action) {
            (Target::Any, _) | (Target::Download, None) => true,
            (Target::Action(prefix), Some(name)) => name.starts_with(prefix.as_str()),
            (Target::AnySubmit, Some(name)) => action::submits(name),
            (Target::AnyQuery, Some(name)) => action::queries(name),
            _ => false,
        }
    }
}

/// The faults still to come, in the order they were asked for.
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(crate) fn new(faults: Vec<Fault>) -> Faults {
        Faults(Mutex::new(faults))
    }

    pub(crate) fn add(&self, fault: Fault) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(fault);
    }

    pub(crate) fn clear(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// What happens to this request, if anything: the oldest fault that covers it.
    pub(crate) fn befall(&self, action: Option<&str>) -> Option<What> {
        self.take(|fault| {
            fault.on.covers(action) && !matches!(fault.what, What::ResetRequestAfter(_))
        })
    }

    /// After how many bytes of a request this new connection is reset.
    pub(crate) fn befall_connection(&self) -> Option<usize> {
        match self.take(|fault| matches!(fault.what, What::ResetRequestAfter(_)))? {
            What::ResetRequestAfter(bytes) => Some(bytes),
            _ => None,
        }
    }

    fn take(&self, wanted: impl Fn(&Fault) -> bool) -> Option<What> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        faults.retain(|fault| fault.times != Some(0));
        let fault = faults.iter_mut().find(|fault| wanted(fault))?;
        if let Some(times) = &mut fault.times {
            *times -= 1;
        }
        Some(fault.what.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_used_up() {
        let faults = Faults::new(vec![Fault {
            on: Target::AnySubmit,
            times: Some(2),
            what: What::Reset,
        }]);
        assert!(faults.befall(Some("CVSync2AsyncGetResult")).is_none());
        assert!(faults.befall(None).is_none());
        assert!(faults.befall(Some("CVProcess")).is_some());
        assert!(faults.befall(Some("CVSync2AsyncSubmitTask")).is_some());
        assert!(faults.befall(Some("CVSubmitTask")).is_none());
    }

    #[test]
    fn impossible_faults_are_named() {
        let drip = What::Drip {
            bytes: 0,
            every_ms: 1,
        };
        assert!(Fault::once(Target::Any, drip).fault().is_some());
        assert!(Fault::once(Target::Any, What::Hang).fault().is_none());
    }
}
