//! How replies go over the wire, and how far the next one is.

use crate::End;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How the next reply goes over the wire.
#[derive(Default)]
pub(crate) enum Plan {
    #[default]
    Whole,
    /// Reset instead of the reply.
    Reset,
    /// So many bytes of it, then the end.
    CutAfter(usize, End),
    /// So many bytes of it, then nothing.
    StallAfter(usize),
    /// So many bytes of it, and the rest when this is over.
    HoldAfter(usize, Pin<Box<dyn Future<Output = ()> + Send>>),
    Drip {
        bytes: usize,
        every_ms: u64,
    },
    /// These bytes in its place.
    Own(Vec<u8>, Then),
}

/// What comes after bytes that took the place of a reply.
#[derive(Clone, Debug)]
pub(crate) enum Then {
    /// The end of the connection.
    End,
    /// These over and over.
    Repeat(Vec<u8>),
    /// The next request.
    Stay,
}

/// What the side that answers requests and the two sides of the connection tell each other.
#[derive(Clone, Default)]
pub(crate) struct Planner(Arc<Mutex<PlannerState>>);

#[derive(Default)]
pub(crate) struct PlannerState {
    pub(crate) plan: Plan,
    /// Bytes of `Plan::Own` already written.
    pub(crate) sent: usize,
    /// Requests read whole.
    requests: u64,
    pub(crate) reply: Reply,
}

#[derive(Default, PartialEq)]
pub(crate) enum Reply {
    #[default]
    None,
    Ready,
    Begun,
    Sent,
}

impl Planner {
    pub(crate) fn set(&self, plan: Plan) {
        let mut state = self.state();
        state.plan = plan;
        state.sent = 0;
        state.reply = Reply::Ready;
    }

    /// A request has been read whole; what comes now is the next one.
    pub(crate) fn next_request(&self) {
        let mut state = self.state();
        state.requests += 1;
        state.reply = Reply::None;
    }

    pub(crate) fn requests(&self) -> u64 {
        self.state().requests
    }

    /// Whether a reply has been sent and no further request been read.
    pub(crate) fn is_idle(&self) -> bool {
        self.state().reply == Reply::Sent
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, PlannerState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
