//! An order is submitted: in its turn, and again only while nothing was bought.

use super::flow::OrderRun;
use super::known;
use super::ready::{Held, Ready};
use crate::journal::{LAST_WORD, Sending};
use crate::limiter::{Permit, Refusal, Ticket};
use crate::purchase::order::Progress;
use crate::purchase::wait::{is_unsigned, noise, passes};
use crate::sandbox::session::Session;
use crate::types::{Error, ErrorKind, Options, Outcome, Purchase};
use crate::{Keys, counters};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use volcengine_visual::call::flow::{MIN_SUBMIT_MS, submit_timeout_ms};
use volcengine_visual::call::retry::{MAX_SUBMIT_RETRIES, pause_ms};

/// How often an order comes back after the service's "too many": an account
/// that bought no concurrency at all would come back for ever.
const MAX_REFUSALS: u32 = 10;

/// For how long the keys of an order are taken to be good.
const KEYS_LAST: Duration = Duration::from_secs(60);
/// How long newer ones are waited for.
const KEYS_WITHIN: Duration = Duration::from_secs(5);

/// How often it was tried before.
#[derive(Default)]
struct Tries {
    unsent: u32,
    refused: u32,
}

/// What to do after a failure.
enum Next {
    Queue(Refusal),
    Pause(Duration),
    End,
}

impl OrderRun<'_> {
    /// Submits when it is its turn; again only after proof that nothing was
    /// bought, and while there is time.
    pub(super) async fn submit(
        &self,
        mut sending: Sending,
        ready: Option<Ready>,
    ) -> Result<(Outcome, Sending, Held), Error> {
        let (mut permit, mut first) = match ready {
            Some(ready) => {
                (self.watch)(Progress::Queued);
                (ready.permit, Some(ready.session))
            }
            None => (self.turn(None).await?, None),
        };
        let mut tries = Tries::default();
        let mut last = None;
        loop {
            let ready = match first.take() {
                Some(session) => self.in_time((sending, session)),
                None => self.ready(sending).await?,
            };
            let Some((told, mut session)) = ready else {
                permit.give_back();
                return Err(last.unwrap_or_else(|| known::no_time(&self.plan.tool)));
            };
            sending = told;
            sending.left();
            (self.watch)(Progress::Submitting);
            permit.sent();
            let end = self.response_end();
            let options = self.options(end);
            let submission = self.host.submit(&mut session, (self.order, &options), end);
            let answer = submission.await;
            counters::submission(&answer);
            let error = match answer {
                Ok(submitted) => {
                    permit.accepted();
                    let waits = matches!(submitted, Outcome::Pending(_)) && self.wait_ms > 0;
                    let instance = match waits {
                        true => self.host.keep(session, &Ok(())),
                        false => {
                            self.host.rest(session, &Ok(()));
                            None
                        }
                    };
                    return Ok((submitted, sending, Held { permit, instance }));
                }
                Err(error) => error,
            };
            if error.purchase == Purchase::NotMade {
                sending.stayed();
            }
            match self.next(&error, &mut tries) {
                Next::Queue(refusal) => {
                    counters::retry("refused");
                    let asked = error.retry_after_ms;
                    permit.refused(refusal, asked.map(|ms| Duration::from_millis(ms.into())));
                    self.record(sending.waits()).await?;
                    match self.turn(Some(permit)).await {
                        Ok(turn) => permit = turn,
                        Err(_) => return Err(error),
                    }
                }
                Next::Pause(pause) => {
                    counters::retry("unsent");
                    self.record(sending.waits()).await?;
                    (self.watch)(Progress::Queued);
                    sleep(pause).await;
                }
                Next::End => {
                    if error.requests == 0 {
                        permit.give_back();
                    }
                    self.failed(sending, error.purchase).await;
                    return Err(error);
                }
            }
            last = Some(error);
        }
    }

    /// An instance with this order's keys, and the word in the journal that the
    /// order leaves; nothing if that took the time.
    async fn ready(&self, sending: Sending) -> Result<Option<(Sending, Session)>, Error> {
        let keys = self.current_keys().await;
        let session = match timeout_at(self.end, self.host.session_for(&keys)).await {
            Ok(Ok(session)) if self.is_time_after(Duration::ZERO) => session,
            Ok(Ok(_)) | Err(_) => return Ok(None),
            Ok(Err(error)) => return Err(error.into()),
        };
        self.record(sending.leaves()).await?;
        Ok(self.in_time((sending, session)))
    }

    /// An order that is ready to leave, if there is still time for it.
    fn in_time(&self, ready: (Sending, Session)) -> Option<(Sending, Session)> {
        self.is_time_after(Duration::ZERO).then_some(ready)
    }

    /// A turn and an instance, where both are free at this moment: then the
    /// order is written down once, as it leaves.
    pub(super) async fn at_once(&self) -> Result<Option<Ready>, Error> {
        let turn = self.host.limiter.admit_now(self.ticket(), self.end);
        let turn = timeout_at(self.end, turn).await;
        let Some(permit) = turn.map_err(|_| known::no_time(&self.plan.tool))?? else {
            return Ok(None);
        };
        let session = timeout_at(self.end, self.host.free_session(&self.keys)).await;
        match session {
            Ok(Ok(Some(session))) => return Ok(Some(Ready { permit, session })),
            Ok(Ok(None)) | Err(_) => permit.give_back(),
            Ok(Err(error)) => {
                permit.give_back();
                return Err(error.into());
            }
        }
        Ok(None)
    }

    /// The keys of this order. After a long time in the queue temporary ones may
    /// have ended: then those that their account has now, if they come at once.
    async fn current_keys(&self) -> Keys {
        if self.begun.elapsed() < KEYS_LAST {
            return self.keys.clone();
        }
        let credentials = &self.host.credentials;
        let end = self.end.min(Instant::now() + KEYS_WITHIN);
        match timeout_at(end, credentials.get()).await {
            Ok(Ok(keys)) if credentials.account(&keys) == self.account => keys,
            _ => self.keys.clone(),
        }
    }

    /// Whether the account's budget of repetitions allows one more.
    fn may_repeat(&self) -> bool {
        let now = std::time::Instant::now();
        self.host.retries.take(&self.keys.access_key_id, now)
    }

    /// Whether a failure is the end.
    fn next(&self, error: &Error, tries: &mut Tries) -> Next {
        if let Some(refusal) = refusal(error).filter(|_| tries.refused < MAX_REFUSALS) {
            tries.refused += 1;
            return Next::Queue(refusal);
        }
        let pause = pause_ms(tries.unsent, error.retry_after_ms, noise());
        let pause = Duration::from_millis(pause);
        // A tool without tasks is tried again by the component, which waits for
        // its product.
        let unsigned = is_unsigned(error);
        let waits = unsigned && self.wait_ms > 0;
        let patient = self.plan.tasks && (tries.unsent < MAX_SUBMIT_RETRIES || waits);
        let patient = patient && self.is_time_after(pause);
        if !patient || !passes(error, true) {
            return Next::End;
        }
        // What was not signed was not sent: it is no repetition.
        if !unsigned && !self.may_repeat() {
            return Next::End;
        }
        tries.unsent += 1;
        Next::Pause(pause)
    }

    /// Whether there will be time for a submission: one that is cut short leaves
    /// open whether it was bought.
    fn is_time_after(&self, pause: Duration) -> bool {
        let whole = self.end.duration_since(self.begun);
        let min = Duration::from_millis(MIN_SUBMIT_MS).min(whole / 2);
        Instant::now() + pause + min <= self.end
    }

    /// Writes down that there is no product. What cannot be written down is
    /// `unknown` to who asks next.
    async fn failed(&self, sending: Sending, purchase: Purchase) {
        let settled = match purchase {
            Purchase::NotMade => sending.refused(),
            Purchase::Made => sending.lost(true),
            Purchase::Unknown => sending.lost(false),
        };
        if let Err(error) = settled.save(self.end).await {
            tracing::error!(%error, "what came of a purchase could not be written down");
        }
    }

    /// Waits its turn, as long as there is time.
    async fn turn(&self, refused: Option<Permit>) -> Result<Permit, Error> {
        let limiter = &self.host.limiter;
        let next = async {
            match refused {
                Some(permit) => permit.requeue_by(self.end).await,
                None => limiter.admit_by(self.ticket(), self.end).await,
            }
        };
        (self.watch)(Progress::Queued);
        let turn = timeout_at(self.end, next).await;
        Ok(turn.map_err(|_| known::no_time(&self.plan.tool))??)
    }

    fn ticket(&self) -> Ticket {
        Ticket {
            access_key_id: self.account.clone(),
            tool: self.plan.tool.clone(),
            tenant: self.host.tenant.to_string(),
            quota: self.plan.quota,
        }
    }

    /// Until when the response to a request that leaves now is waited for.
    fn response_end(&self) -> Instant {
        if !self.order.awaits_response {
            return self.end;
        }
        let allowed = match self.plan.tasks {
            true => submit_timeout_ms(self.order.size()),
            false => self.plan.usual_wait_ms.into(),
        };
        self.end
            .max(Instant::now() + Duration::from_millis(allowed))
    }

    /// The options of the one request that buys: a tool with tasks is waited
    /// for out here.
    fn options(&self, end: Instant) -> Options {
        // The component's own deadline comes first, so that it can say what it
        // has.
        let left = end.saturating_duration_since(Instant::now() + LAST_WORD);
        let left = u32::try_from(left.as_millis()).unwrap_or(u32::MAX);
        let mut options = self.order.options.clone();
        // Without tasks there is nothing to come back for, and the component
        // refuses who wants to.
        let waits = !self.plan.tasks && options.wait_ms != Some(0);
        options.wait_ms = Some(if waits { left.max(1) } else { 0 });
        options
    }
}

/// Which of the account's quotas was used up, if one was.
fn refusal(error: &Error) -> Option<Refusal> {
    let limited = error.kind == ErrorKind::RateLimited && error.purchase == Purchase::NotMade;
    limited.then_some(match error.code.as_deref() {
        Some("50430") => Refusal::TooManyAtOnce,
        _ => Refusal::TooManyASecond,
    })
}
