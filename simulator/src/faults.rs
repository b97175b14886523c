//! Faults on request: where something goes wrong, and how often.

use crate::action;
use crate::{End, What};
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    pub(crate) fn validate(&self) -> Option<String> {
        self.what.validate()
    }

    fn count_down(&mut self) -> What {
        if let Some(times) = &mut self.times {
            *times -= 1;
        }
        self.what.clone()
    }
}

impl Target {
    /// Whether a request for this action (`None`: a download) is meant.
    pub(crate) fn covers(&self, action: Option<&str>) -> bool {
        match (self, action) {
            (Target::Any, _) | (Target::Download, None) => true,
            (Target::Action(prefix), Some(name)) => name.starts_with(prefix.as_str()),
            (Target::AnySubmit, Some(name)) => action::submits(name),
            (Target::AnyQuery, Some(name)) => action::queries(name),
            _ => false,
        }
    }
}

/// What a request is for.
#[derive(Clone, Copy)]
pub(crate) enum Aim<'a> {
    /// A call of this action of the API.
    Call(&'a str),
    /// A download, with this query.
    Download(&'a str),
}

impl<'a> Aim<'a> {
    fn action(self) -> Option<&'a str> {
        match self {
            Aim::Call(action) => Some(action),
            Aim::Download(_) => None,
        }
    }
}

/// What becomes of a request that has begun to arrive.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Spared,
    /// Cut after so many bytes.
    Cut(usize, End),
    /// The first line must be read to tell.
    Unclear,
}

/// The faults still to come, in the order they were asked for.
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(crate) fn new(faults: Vec<Fault>) -> Faults {
        Faults(Mutex::new(faults))
    }

    pub(crate) fn add(&self, fault: Fault) {
        self.left().push(fault);
    }

    pub(crate) fn clear(&self) {
        self.left().clear();
    }

    /// What happens to this request, if anything: the oldest fault that covers it.
    pub(crate) fn befall(&self, aim: Aim<'_>) -> Option<What> {
        self.befall_if(aim, |_| true)
    }

    /// The same for a request that was held before its work.
    pub(crate) fn befall_released(&self, aim: Aim<'_>) -> Option<What> {
        self.befall_if(aim, |what| !matches!(what, What::HoldBefore(_)))
    }

    fn befall_if(&self, aim: Aim<'_>, wanted: impl Fn(&What) -> bool) -> Option<What> {
        let download = match aim {
            Aim::Download(query) => Some(query),
            Aim::Call(_) => None,
        };
        self.take(|fault| {
            let covers = fault.on.covers(aim.action()) && fault.what.befalls_whole(download);
            covers && wanted(&fault.what)
        })
    }

    /// After how many bytes of a request this new connection is reset.
    pub(crate) fn befall_connection(&self) -> Option<usize> {
        match self.take(|fault| matches!(fault.what, What::ResetRequestAfter(_)))? {
            What::ResetRequestAfter(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Whether a request that has begun to arrive is cut. `number` is that of its connection and its own; `aim` is
    /// `None` before the first line is whole.
    pub(crate) fn befall_arrival(&self, number: (u64, u64), aim: Option<Aim<'_>>) -> Verdict {
        for fault in self.left().iter_mut() {
            let Some((after, end)) = fault.what.cuts(number) else {
                continue;
            };
            let covered = match (&fault.on, aim) {
                (Target::Any, _) => true,
                (_, None) => return Verdict::Unclear,
                (target, Some(aim)) => target.covers(aim.action()),
            };
            if covered {
                fault.count_down();
                return Verdict::Cut(after, end);
            }
        }
        Verdict::Spared
    }

    /// How many milliseconds a connection may be idle.
    pub(crate) fn idle_limit(&self) -> Option<u64> {
        self.left().iter().find_map(|fault| match fault.what {
            What::CloseIdleAfter(ms) => Some(ms),
            _ => None,
        })
    }

    /// Whether a connection that was idle for so long is closed.
    pub(crate) fn befall_idle(&self) -> bool {
        self.take(|fault| matches!(fault.what, What::CloseIdleAfter(_)))
            .is_some()
    }

    fn take(&self, wanted: impl Fn(&Fault) -> bool) -> Option<What> {
        let mut left = self.left();
        let fault = left.iter_mut().find(|fault| wanted(fault))?;
        Some(fault.count_down())
    }

    fn left(&self) -> MutexGuard<'_, Vec<Fault>> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        faults.retain(|fault| fault.times != Some(0));
        faults
    }
}

#[cfg(test)]
#[path = "faults_tests.rs"]
mod tests;
