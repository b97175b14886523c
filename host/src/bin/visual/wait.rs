//! Waiting for a job outside the component, so that time can be shown and
//! Ctrl-C never loses the task.

use crate::interrupt::Interrupt;
use crate::progress::Progress;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use visual_host::types::{Done, ErrorKind, Outcome, Pending};
use visual_host::{CallError, VisualHost};

/// How long one call waits inside the component.
const SLICE: Duration = Duration::from_secs(5);

/// The shortest time between two calls.
const PAUSE: Duration = Duration::from_millis(300);

/// How waiting ended.
pub enum Waited {
    Done(Box<Done>),
    Pending(Pending),
    Interrupted(Pending),
}

/// Waits for a job, at most for `limit`.
pub async fn wait(
    host: &VisualHost,
    mut pending: Pending,
    limit: Duration,
    interrupt: &mut Interrupt,
) -> Result<Waited, CallError> {
    let end = Instant::now() + limit;
    let progress = Progress::start("submitted");
    let kept = std::mem::take(&mut pending.warnings);
    let mut trouble = None;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            pending.warnings = kept.into_iter().chain(trouble).collect();
            return Ok(Waited::Pending(pending));
        }
        let slice = u32::try_from(left.min(SLICE).as_millis()).unwrap_or(u32::MAX);
        let asked = Instant::now();
        let answer = tokio::select! {
            answer = host.task_resume(&pending.task, Some(slice.max(1))) => answer,
            _ = interrupt.caught() => {
                pending.warnings = kept;
                return Ok(Waited::Interrupted(pending));
            }
        };
        match answer {
            Ok(Outcome::Done(mut done)) => {
                done.warnings = kept.into_iter().chain(done.warnings).collect();
                return Ok(Waited::Done(Box::new(done)));
            }
            Ok(Outcome::Pending(now)) => {
                progress.say(now.status.as_deref().unwrap_or("waiting"));
                trouble = now.warnings.last().cloned();
                pending = now;
            }
            Err(error) if passes(error.error.kind) => {
                progress.say(&error.error.message);
                trouble = Some(error.error.message);
            }
            Err(error) => return Err(error),
        }
        let next = (asked + PAUSE).min(end);
        tokio::select! {
            _ = sleep(next.saturating_duration_since(Instant::now())) => {}
            _ = interrupt.caught() => {
                pending.warnings = kept;
                return Ok(Waited::Interrupted(pending));
            }
        }
    }
}

/// Troubles that say nothing about the job.
fn passes(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Network | ErrorKind::TimedOut | ErrorKind::RateLimited | ErrorKind::BadReply
    )
}
