//! The actions of the service that a call uses (`docs/service-api.md#generic-actions` and
//! `docs/service-api.md#classic-actions`).

/// The actions that submit a job and, if it becomes a task, query it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actions {
    /// `CVProcess`: the response is the result.
    Process,
    /// `CVSync2AsyncSubmitTask`, then `CVSync2AsyncGetResult`.
    Sync2Async,
    /// `CVSubmitTask`, then `CVGetResult`.
    Async,
    /// An action of the tool's own; its response is the result.
    Own(&'static str),
    /// Actions of the tool's own: submit and query.
    OwnTasks(&'static str, &'static str),
}

/// The action that cancels a task.
pub const CANCEL: &str = "CVCancelTask";

impl Actions {
    /// The action that submits (and is billed).
    pub const fn submit(self) -> &'static str {
        match self {
            Actions::Process => "CVProcess",
            Actions::Sync2Async => "CVSync2AsyncSubmitTask",
            Actions::Async => "CVSubmitTask",
            Actions::Own(action) | Actions::OwnTasks(action, _) => action,
        }
    }

    /// The action that queries a task, if the tool has tasks.
    pub const fn query(self) -> Option<&'static str> {
        match self {
            Actions::Process | Actions::Own(_) => None,
            Actions::Sync2Async => Some("CVSync2AsyncGetResult"),
            Actions::Async => Some("CVGetResult"),
            Actions::OwnTasks(_, action) => Some(action),
        }
    }

    /// Whether output options are asked for with the query, not the
    /// submission. Queries of own actions take `req_key` and `task_id` only (`docs/service-api.md#actions-per-model`).
    pub const fn output_at_query(self) -> bool {
        matches!(self, Actions::Sync2Async | Actions::Async)
    }
}
