//! Waiting for a job, shown on a terminal; a signal never loses the task.

use crate::deadline::Deadline;
use crate::job::Ended;
use crate::output::progress::ProgressLine;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use visual_host::{Error, Pending, Progress as Step, VisualHost};

/// Waits for a job, at most for `limit`.
pub async fn wait(
    host: &VisualHost,
    pending: Pending,
    limit: Duration,
    deadline: &mut Deadline,
) -> Result<Ended, Error> {
    let progress = ProgressLine::start(&Step::Pending(&pending), limit);
    let last = Mutex::new(pending.clone());
    let watch = |step: Step<'_>| {
        if let Step::Pending(now) = step {
            progress.show(&step);
            *last.lock().unwrap_or_else(PoisonError::into_inner) = now.clone();
        }
    };
    tokio::select! {
        answer = host.task(pending).on_progress(watch).outcome(limit) => answer.map(Ended::from),
        () = deadline.interrupted() => {
            let last = last.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(Ended::Interrupted(last.clone()))
        }
    }
}
