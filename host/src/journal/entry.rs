//! One recorded purchase.

use super::charge::Charge;
use super::time::Moment;
use crate::words::words;
use std::fmt;

/// A day, in seconds.
pub(super) const DAY_S: i64 = 24 * 3600;

/// What is ordered, and by whom. The account and the arguments are known by
/// salted hashes only.
#[derive(Clone, Copy)]
pub(crate) struct Request<'a> {
    /// The account's stable name.
    pub(crate) account: &'a str,
    pub(crate) access_key_id: &'a str,
    pub(crate) tool: &'a str,
    /// The idempotency key.
    pub(crate) key: &'a str,
    /// Whether the key is the caller's, who can repeat it.
    pub(crate) named: bool,
}

/// What came of an order: a state, or that it is as if it had not been made.
pub(super) type Outcome = (Entry, Option<State>);

words! {
    /// The state of a purchase.
    #[non_exhaustive]
    State {
        /// It waits to be sent: nothing was bought yet.
        Queued = "queued",
        /// It is on its way at this moment.
        Sending = "sending",
        /// Nobody knows whether it was bought. It stays until it is forgotten.
        Unknown = "unknown",
        /// It was bought, and the job has a task.
        Pending = "pending",
        /// It was bought, and its product was handed over.
        Done = "done",
        /// It was bought, and there is no product.
        Failed = "failed",
    }
}

/// What a journal holds of a purchase.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The caller's idempotency key, or a random one.
    pub idempotency_key: String,
    /// The tool's name, or the service's key.
    pub tool: String,
    /// Its state.
    pub state: State,
    /// The text form of its task, once there is one.
    pub task: Option<String>,
    /// When it was recorded, in seconds since 1970 by the system's clock.
    pub since: i64,
    /// When it ended, in seconds since 1970 by the system's clock.
    pub ended: Option<i64>,
    /// What its task is found by.
    pub(crate) job: Option<String>,
    /// A salted hash of the tenant.
    pub(crate) tenant: String,
    /// A salted hash of tenant, account and tool.
    pub(crate) scope: String,
    /// The same with the access key id in the account's place: an access key
    /// belongs to one account, whatever that is called.
    pub(crate) key_scope: String,
    /// A salted hash of the arguments; empty where nobody can ask for it again.
    pub(crate) fingerprint: String,
    /// For how many seconds it is kept after its end.
    pub(crate) keep_s: i64,
    /// When it ended, by the journal's own time.
    pub(crate) ended_at: Option<i64>,
    /// Which process sends it.
    pub(crate) owner: String,
    /// Whether its caller gave it its id, and so can ask for it again.
    pub(crate) named: bool,
    /// A salted hash of tenant and account; empty in entries that are older than it.
    pub(crate) payer: String,
    /// What it costs, about.
    pub(crate) charge: Charge,
    /// What only a database that machines share needs to know.
    pub(crate) marks: Marks,
}

/// What members of a fleet must know of a purchase beyond what one machine does.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// A salted hash of the access key id, of whichever tenant.
    pub(crate) access_key: String,
    /// A salted hash of the account's name, of whichever tenant.
    pub(crate) account: String,
    /// A salted hash of the arguments as JSON, for members that do not know the tools' fields.
    pub(crate) json_fingerprint: String,
    /// Counts what its sender has written of it: what arrives late changes nothing.
    pub(crate) step: i64,
}

impl State {
    /// Whether somebody is at work on it at this moment.
    pub const fn is_under_way(self) -> bool {
        matches!(self, State::Queued | State::Sending)
    }

    /// Whether an entry can be removed, so that its key buys again.
    pub const fn is_forgettable(self) -> bool {
        matches!(self, State::Unknown | State::Failed)
    }

    /// Whether there is something left to do about it.
    pub const fn is_open(self) -> bool {
        !matches!(self, State::Done | State::Failed)
    }
}

impl Entry {
    /// Whether its product was handed over, and cannot be asked for again.
    pub(crate) fn is_delivered(&self) -> bool {
        self.state == State::Done && self.task.is_none()
    }

    /// Whether it was kept as long as was promised.
    pub(super) fn has_expired(&self, now: &Moment) -> bool {
        let ended_at = self.ended_at.filter(|_| !self.state.is_open());
        ended_at.is_some_and(|ended_at| ended_at.saturating_add(self.keep_s) < now.proven)
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("idempotency_key", &self.idempotency_key)
            .field("tool", &self.tool)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
