//! One recorded wish.

use crate::types::Task;
use std::fmt;

/// Where a wish stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits to be sent: nothing was bought yet.
    Queued,
    /// It is on its way at this moment.
    Sending,
    /// Nobody knows whether it was bought. It stays until it is forgotten.
    Unknown,
    /// It was bought, and the job has a task.
    Pending,
    /// It was bought, and its product was handed over.
    Done,
    /// It was bought, and there is no product.
    Failed,
}

/// What a journal holds of a wish.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// The caller's id of the wish, or a random one.
    pub intent: String,
    /// The tool's name, or the service's key.
    pub tool: String,
    /// Where it stands.
    pub state: State,
    /// The text form of its task, once there is one.
    pub task: Option<String>,
    /// When it was recorded, in seconds since 1970.
    pub since: i64,
    /// When it ended, in seconds since 1970.
    pub ended: Option<i64>,
    /// What its task is found by.
    pub(crate) job: Option<String>,
    /// A keyed hash of tenant, access key id and tool.
    pub(crate) scope: String,
    /// A keyed hash of the arguments.
    pub(crate) fingerprint: String,
    /// Which process sends it.
    pub(crate) owner: String,
    /// Whether its caller gave it its id, and so can ask for it again.
    pub(crate) named: bool,
}

impl State {
    /// Every state.
    pub(crate) const ALL: [State; 6] = [
        State::Queued,
        State::Sending,
        State::Unknown,
        State::Pending,
        State::Done,
        State::Failed,
    ];

    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            State::Queued => "queued",
            State::Sending => "sending",
            State::Unknown => "unknown",
            State::Pending => "pending",
            State::Done => "done",
            State::Failed => "failed",
        }
    }

    /// Whether somebody is at work on it at this moment.
    pub const fn is_under_way(self) -> bool {
        matches!(self, State::Queued | State::Sending)
    }

    /// Whether there is something left to do about it.
    pub const fn is_open(self) -> bool {
        !matches!(self, State::Done | State::Failed)
    }
}

/// What a task is found by: the service gives ids within a tool.
pub(super) fn job(task: &Task) -> String {
    format!("{} {}", task.tool, task.id)
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("intent", &self.intent)
            .field("tool", &self.tool)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
