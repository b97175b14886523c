//! What an order needs to leave, and what it holds afterwards.

use crate::limiter::Permit;
use crate::sandbox::session::Session;

/// What is held until a job is over: its permit, and the instance that
/// submitted it.
pub(super) struct Held {
    pub(super) permit: Permit,
    pub(super) instance: Option<Session>,
}

/// What an order needs to leave.
pub(super) struct Ready {
    pub(super) permit: Permit,
    pub(super) session: Session,
}

impl Ready {
    /// It does not leave.
    pub(super) fn give_back(self) {
        self.permit.give_back();
    }
}
