//! Waiting for a job outside the component: every question about it is one
//! request, and a job at rest takes an instance only while there are many.

use crate::VisualHost;
use crate::journal::{Asker, Delivered, Ending, LAST_WORD};
use crate::purchase::order::{Progress, Watch};
use crate::purchase::polling::PollClaim;
use crate::sandbox::session::Session;
use crate::types::{Advice, Error, ErrorKind, Outcome, Pending, Purchase, Task, Warning};
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout_at};
use tracing::instrument;
use visual_catalog::Product;
use volcengine_visual::call::retry::{Cause, MAX_QUERY_RETRIES, pause_ms};
use volcengine_visual::call::target::Target;

/// The pause where so much was repeated that the service seems to be out of
/// order, in milliseconds.
const REST_MS: u64 = 20_000;

/// One job that is waited for.
pub(crate) struct Waiting<'a> {
    pub(crate) host: &'a VisualHost,
    pub(crate) end: Instant,
    pub(crate) watch: Watch<'a>,
    /// The largest media that may come back as bytes.
    pub(crate) max_inline: Option<u32>,
}

impl Waiting<'_> {
    /// Asks until the job is over, or time is, and writes down how it ended.
    /// `pause` says whether the first question waits for the usual time: of a
    /// job that was just handed in, there is nothing to ask yet.
    #[instrument(name = "wait", skip_all, fields(tool = %pending.task.tool))]
    pub(crate) async fn wait(&self, pending: Pending, pause: bool) -> Result<Outcome, Error> {
        self.wait_in(None, pending, pause).await
    }

    /// The same with the instance that submitted the job.
    pub(crate) async fn wait_in(
        &self,
        kept: Option<Session>,
        pending: Pending,
        pause: bool,
    ) -> Result<Outcome, Error> {
        let task = pending.task.clone();
        let mut instance = kept;
        let mut claim = PollClaim::new(self.host, &task, self.end).await;
        let answer = self.ask(&mut instance, &mut claim, (pending, pause)).await;
        if let Some(session) = instance {
            self.host.rest(session, &Ok(()));
        }
        let is_noted = self.host.note(&task, &answer, self.end).await;
        if let Some(claim) = claim.as_mut().filter(|_| is_noted) {
            claim.ended();
        }
        answer
    }

    async fn ask(
        &self,
        instance: &mut Option<Session>,
        claim: &mut Option<PollClaim>,
        (mut pending, pause): (Pending, bool),
    ) -> Result<Outcome, Error> {
        let (mut pace, max_pace) = pace_ms(&pending.task);
        let mut next = match pause {
            true => after(pace),
            false => Instant::now(),
        };
        let kept = std::mem::take(&mut pending.warnings);
        let mut failures = 0;
        let mut trouble = None;
        loop {
            if let Some(claim) = claim {
                next = claim
                    .turn(next, Duration::from_millis(pace), self.end)
                    .await;
            }
            sleep_until(next.min(self.end)).await;
            let answer = match Instant::now() < self.end {
                true => {
                    let task = &pending.task;
                    let asked = self.host.poll(task, self.max_inline, instance);
                    timeout_at(self.end, asked).await.ok()
                }
                false => None,
            };
            match answer {
                None => {
                    pending.warnings = kept.into_iter().chain(trouble).collect();
                    return Ok(Outcome::Pending(pending));
                }
                Some(Ok(Outcome::Done(mut done))) => {
                    done.warnings = kept.into_iter().chain(done.warnings).collect();
                    return Ok(Outcome::Done(done));
                }
                Some(Ok(Outcome::Pending(now))) => {
                    (failures, trouble) = (0, now.warnings.last().cloned());
                    pending = now;
                    (self.watch)(Progress::Pending(&pending));
                    next = after(pace);
                    pace = (pace * 3 / 2).min(max_pace);
                }
                Some(Err(error)) => {
                    let kind = error.kind;
                    let unsigned = is_unsigned(&error);
                    let endless = is_line(kind) || kind == ErrorKind::RateLimited || unsigned;
                    if !passes(&error, false) || !(endless || failures < MAX_QUERY_RETRIES) {
                        return Err(error);
                    }
                    let asked = error.retry_after_ms;
                    let rest = match kind == ErrorKind::RateLimited
                        || unsigned
                        || self.host.may_repeat(self.end).await
                    {
                        true => pause_ms(failures, asked, noise()),
                        false => REST_MS,
                    };
                    next = after(rest);
                    failures += 1;
                    let warning = Warning::from(&error);
                    if is_line(kind) || unsigned {
                        let left = self.end.saturating_duration_since(Instant::now());
                        (self.watch)(Progress::Unanswered {
                            why: &warning,
                            left,
                        });
                    }
                    trouble = Some(warning);
                }
            }
        }
    }
}

impl VisualHost {
    /// Writes down that a job is over, if it is, and says whether it is written. Nobody
    /// waits for that much longer than `end`.
    pub(crate) async fn note(
        &self,
        task: &Task,
        answer: &Result<Outcome, Error>,
        end: Instant,
    ) -> bool {
        let ending = match answer {
            Ok(Outcome::Done(done)) => Ending::Delivered(Delivered::new(done)),
            Err(error) if is_over(error) => Ending::from(error),
            _ => return false,
        };
        self.ended(task, ending, end).await
    }

    /// Writes down that a job is over. Without keys there is no telling whose it
    /// is: then its entry stays open.
    pub(crate) async fn ended(&self, task: &Task, ending: Ending, end: Instant) -> bool {
        let keys = timeout_at(end.max(Instant::now() + LAST_WORD), self.credentials.get());
        let Ok(Ok(keys)) = keys.await else {
            return false;
        };
        let asker = Asker {
            account: self.credentials.account(&keys),
            endpoint: keys.service(),
            access_key_id: keys.access_key_id,
        };
        let task = task.clone();
        let written = self.journal.record(end, move |journal| {
            journal.ended(&task, &asker, ending.clone())
        });
        let written = written.await;
        if let Err(error) = &written {
            tracing::error!(%error, "the end of a job could not be written down");
        }
        written.is_ok()
    }
}

/// Whether a job ended without a product: asking again tells the same.
pub(crate) fn is_over(error: &Error) -> bool {
    visual_shared_journal::is_over(error.kind.as_str(), error.code.as_deref())
}

/// Whether a failure says nothing that stands in the way of another try: of a
/// purchase, or of a question.
pub(crate) fn passes(error: &Error, purchase: bool) -> bool {
    if purchase && error.purchase != Purchase::NotMade {
        return false;
    }
    let status = |code: &str| code.strip_prefix("HTTP-")?.parse().ok();
    match (error.kind, error.code.as_deref()) {
        (kind, _) if is_line(kind) || is_unsigned(error) => true,
        (_, Some(code)) => match status(code) {
            Some(status) => Cause::Status(status).is_retryable(purchase),
            None => Cause::Code(code).is_retryable(purchase),
        },
        (_, None) => false,
    }
}

/// Troubles of the line, which say nothing of the job: however long one lasts,
/// the job runs on.
const fn is_line(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Network | ErrorKind::TimedOut)
}

/// Whether the credentials could not be reached, so that nothing was sent.
pub(crate) fn is_unsigned(error: &Error) -> bool {
    let later = matches!(error.advice, Advice::RepeatLater | Advice::CollectTask);
    error.kind == ErrorKind::NoCredentials && later && error.field.is_none()
}

/// A moment so many milliseconds from now.
pub(crate) fn after(milliseconds: u64) -> Instant {
    Instant::now() + Duration::from_millis(milliseconds)
}

/// A number that other callers do not have at the same time.
pub(crate) fn noise() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::time::Instant::now())
}

fn pace_ms(task: &Task) -> (u64, u64) {
    let target = Target::of_task(&task.tool);
    target.map_or(Product::Any.pace_ms(), |target| target.pace_ms)
}
