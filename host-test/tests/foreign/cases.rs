//! What a case is: a component, what is asked of it, and what must come of it.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::time::Duration;

use visual_host::{HostError, Limits};

/// The time of everything, in seconds.
pub const TIME: u64 = 1;

/// A component, what is asked of it, and what must come of it.
pub struct Case {
    pub name: &'static str,
    /// The component, which may know the address of a server.
    pub component: Box<dyn Fn(SocketAddr) -> Vec<u8>>,
    pub act: Act,
    pub fault: Fault,
    /// How many requests may reach the server.
    pub requests: RangeInclusive<usize>,
    pub limits: Limits,
}

/// What is asked of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Build,
    List,
    Describe,
    /// A purchase of a tool that the catalogue does not list.
    Buy,
    /// The state of a task, which buys nothing.
    Status,
    Download,
}

/// How it must end.
pub enum Fault {
    Exactly(HostError),
    /// With these words in the fault or the message.
    Like(&'static str),
    None,
}

impl Case {
    pub fn new(
        name: &'static str,
        act: Act,
        fault: Fault,
        component: impl Fn() -> Vec<u8> + 'static,
    ) -> Case {
        Case::at(name, act, fault, move |_| component())
    }

    pub fn at(
        name: &'static str,
        act: Act,
        fault: Fault,
        component: impl Fn(SocketAddr) -> Vec<u8> + 'static,
    ) -> Case {
        Case {
            name,
            component: Box::new(component),
            act,
            fault,
            requests: 0..=0,
            limits: limits(),
        }
    }

    pub fn requests(self, requests: RangeInclusive<usize>) -> Case {
        Case { requests, ..self }
    }

    pub fn limits(self, limits: Limits) -> Case {
        Case { limits, ..self }
    }
}

/// The defaults, in a second; and one call at a time, so that a place that is
/// not given back would stop the next call.
pub fn limits() -> Limits {
    let time = Duration::from_secs(TIME);
    Limits::default()
        .with_time(time)
        .with_margin(time)
        .with_local(time)
        .with_calls(1)
        .with_downloads(1)
}
