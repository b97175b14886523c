//! The actions that the simulator knows.

/// How a job is handed in and how its result is fetched. A tool names the ways it can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Way {
    /// CVProcess: the answer is the result.
    Process,
    /// CVSync2AsyncSubmitTask and CVSync2AsyncGetResult.
    Sync2async,
    /// CVSubmitTask and CVGetResult.
    Native,
}

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Process,
    Submit(Way),
    Query(Way),
    Cancel,
}

const ACTIONS: [(&str, &str, Action); 6] = [
    ("CVProcess", "2022-08-31", Action::Process),
    (
        "CVSync2AsyncSubmitTask",
        "2022-08-31",
        Action::Submit(Way::Sync2async),
    ),
    (
        "CVSync2AsyncGetResult",
        "2022-08-31",
        Action::Query(Way::Sync2async),
    ),
    ("CVSubmitTask", "2022-08-31", Action::Submit(Way::Native)),
    ("CVGetResult", "2022-08-31", Action::Query(Way::Native)),
    ("CVCancelTask", "2024-06-06", Action::Cancel),
];

impl Action {
    /// The action of this name and version.
    pub(crate) fn find(name: &str, version: &str) -> Option<Action> {
        ACTIONS
            .iter()
            .find(|(n, v, _)| (*n, *v) == (name, version))
            .map(|(_, _, action)| *action)
    }

    pub(crate) fn name(self) -> &'static str {
        ACTIONS
            .iter()
            .find(|(_, _, action)| *action == self)
            .map_or("", |(name, _, _)| name)
    }
}

/// Whether an action of this name hands in a job (and so may be billed).
pub(crate) fn submits(name: &str) -> bool {
    name == "CVProcess" || name.ends_with("SubmitTask")
}

/// Whether an action of this name asks after a task.
pub(crate) fn queries(name: &str) -> bool {
    name.ends_with("GetResult")
}
