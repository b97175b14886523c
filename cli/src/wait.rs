//! Waiting for a job, shown on a terminal; a signal never loses the task.

use crate::deadline::Deadline;
use crate::job::Ended;
use crate::output::progress::ProgressLine;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use visual_host::types::Warning;
use visual_host::{Error, Pending, Progress as Step, VisualHost};

/// A job that the service could not be asked about: the latest reason goes with it.
pub fn unanswered(pending: &mut Pending, why: &Warning) {
    pending.warnings.retain(|warning| warning != why);
    pending.warnings.push(why.clone());
}

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
        progress.show(&step);
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        match step {
            Step::Pending(now) => *last = now.clone(),
            Step::Unanswered { why, .. } => unanswered(&mut last, why),
            _ => {}
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
