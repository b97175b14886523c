//! How tasks end, and whose word counts.

use super::journal::Journal;
use crate::bindings::volcengine::visual::types::{Done, Error, ErrorKind, Outcome, Pending, Task};
use crate::names;
use visual_shared_journal::{Row, is_over};

/// How long a client waits for the end of its task to be written down, in milliseconds: the next
/// who asks for the task writes it again.
const PATIENCE_MS: u64 = 1_000;

/// Waits for a task, and writes down that it is over, if it is. What was told of its submission
/// counts still.
pub fn wait(
    mut pending: Pending,
    wait: impl FnOnce(Pending) -> Result<Outcome, Error>,
) -> Result<Outcome, Error> {
    let task = pending.task.clone();
    let mut kept = std::mem::take(&mut pending.warnings);
    let mut answer = wait(pending);
    note(&task, &answer);
    if let Ok(Outcome::Done(Done { warnings, .. }) | Outcome::Pending(Pending { warnings, .. })) =
        &mut answer
    {
        kept.append(warnings);
        *warnings = kept;
    }
    answer
}

/// Writes down that a task is over, if it is.
pub fn note(task: &Task, answer: &Result<Outcome, Error>) {
    let is_over = match answer {
        Ok(Outcome::Done(_)) => true,
        Ok(Outcome::Pending(_)) => false,
        Err(error) => is_over(names::kind(error.kind), error.code.as_deref()),
    };
    if is_over && let Ok(journal) = Journal::open() {
        let error = answer.as_ref().err();
        // Nobody is told: it stays open, and its key buys nothing.
        let _ = end(&journal, task, error);
    }
}

/// That there is no result says nothing of the task of another account; a result proves that the
/// task is known.
fn end(journal: &Journal, task: &Task, error: Option<&Error>) -> Result<(), String> {
    let entries = journal.of_job(&journal.job(task), PATIENCE_MS)?;
    let ended = |entry: Row| match error {
        None => Row {
            state: "done".to_owned(),
            ..entry
        },
        Some(error) => {
            let entry = match error.kind {
                // What it delivered may be billed.
                ErrorKind::TaskGone => entry.possibly_charged(),
                _ => entry.uncharged(),
            };
            Row {
                state: "failed".to_owned(),
                ..entry
            }
        }
    };
    let is_meant = |entry: &Row| error.is_none() || journal.is_own(entry);
    let entries = entries.into_iter();
    let ended: Vec<Row> = entries
        .filter(is_meant)
        .filter(|entry| entry.state != "done")
        .map(ended)
        .collect();
    match ended.is_empty() {
        true => Ok(()),
        false => journal.end_job(&ended, PATIENCE_MS),
    }
}
