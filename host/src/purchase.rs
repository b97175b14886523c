//! A purchase: written down, queued, submitted once, and waited for.

mod known;

use crate::journal::{Begun, Entry, Sending, Wish, fresh_intent};
use crate::limiter::{Place, Refusal, Ticket};
use crate::order::{Order, Progress, Watch};
use crate::plan::Plan;
use crate::types::{ErrorKind, Options, Outcome, Pending, Purchase, Task};
use crate::wait::{Waiting, noise, passes};
use crate::{CallError, VisualHost};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use volcengine_visual::retry::{MOST_PURCHASES, pause_ms};

/// How long a submission may take that nobody waits for, its turn included.
const SUBMIT_WITHIN: Duration = Duration::from_secs(60);
/// How often an order comes back after the service's "too many": an account
/// that bought no concurrency at all would come back for ever.
const MOST_REFUSALS: u32 = 10;
/// How often it is looked whether another call of the same intent is done.
const LOOK: Duration = Duration::from_millis(100);

impl VisualHost {
    /// Buys what is ordered, once for each intent, and waits for it as long as
    /// the options say.
    ///
    /// The order is in the journal before anything is sent, and its task as
    /// soon as it was accepted. Dropping the future stops within a moment:
    /// what was accepted is in the journal, and what was on its way is
    /// `unknown` there.
    pub async fn order(&self, order: &Order<'_>, watch: Watch<'_>) -> Result<Outcome, CallError> {
        let plan = self.plan(order.wanted).await?;
        let asked = order.options.and_then(|options| options.wait_ms);
        let wait_ms = asked.unwrap_or(plan.usual_wait_ms);
        let within = match wait_ms {
            0 => SUBMIT_WITHIN,
            _ => Duration::from_millis(wait_ms.into()),
        };
        let call = Call {
            host: self,
            order,
            plan: &plan,
            access_key_id: &self.access_key_id().await,
            end: Instant::now() + within,
            watch,
        };
        let fresh = fresh_intent();
        let pending = match call.begin(order.intent.unwrap_or(&fresh)).await? {
            Turn::Known(entry) => call.known(entry).await?,
            Turn::New(sending) => match call.buy(sending).await? {
                // The place is held until the job is over.
                (Outcome::Pending(pending), _place) if wait_ms > 0 => {
                    (watch)(Progress::Pending(&pending));
                    return call.waiting().wait(pending, true).await;
                }
                (outcome, _) => return Ok(outcome),
            },
        };
        (watch)(Progress::Pending(&pending));
        match wait_ms {
            0 => Ok(Outcome::Pending(pending)),
            _ => call.waiting().wait(pending, false).await,
        }
    }

    /// Waits for a job (a [`Pending`], or a bare [`Task`]) for so long;
    /// dropping the future loses nothing.
    pub async fn wait(
        &self,
        pending: impl Into<Pending>,
        limit: Duration,
        watch: Watch<'_>,
    ) -> Result<Outcome, CallError> {
        let waiting = Waiting {
            host: self,
            end: Instant::now() + limit,
            watch,
            max_inline: None,
        };
        waiting.wait(pending.into(), false).await
    }

    /// Whether the account's budget of repetitions allows one more.
    pub(crate) async fn may_repeat(&self) -> bool {
        let access_key_id = self.access_key_id().await;
        self.retries.take(&access_key_id, std::time::Instant::now())
    }

    /// Whose quota and whose journal it is. Without keys the component says
    /// what is missing.
    pub(crate) async fn access_key_id(&self) -> String {
        let keys = self.credentials.get().await.ok();
        keys.map(|keys| keys.access_key_id).unwrap_or_default()
    }
}

/// One order on its way.
struct Call<'a> {
    host: &'a VisualHost,
    order: &'a Order<'a>,
    plan: &'a Plan,
    access_key_id: &'a str,
    end: Instant,
    watch: Watch<'a>,
}

/// Whose turn it is.
enum Turn {
    New(Sending),
    Known(Entry),
}

impl Call<'_> {
    fn waiting(&self) -> Waiting<'_> {
        Waiting {
            host: self.host,
            end: self.end,
            watch: self.watch,
            max_inline: self.order.options.and_then(|options| options.max_inline),
        }
    }

    /// Writes the wish down, or finds what became of it.
    async fn begin(&self, intent: &str) -> Result<Turn, CallError> {
        let wish = Wish {
            tenant: &self.host.tenant,
            access_key_id: self.access_key_id,
            tool: &self.plan.tool,
            intent,
            named: self.order.intent.is_some(),
            arguments: &self.order.essence(),
        };
        loop {
            match self.host.journal.begin(wish, self.host.budget.most())? {
                Begun::New(sending) => return Ok(Turn::New(sending)),
                Begun::Known(entry) => return Ok(Turn::Known(entry)),
                Begun::Other => return Err(known::other_arguments(intent)),
                Begun::Spent(most) => return Err(known::spent(most)),
                Begun::Busy if Instant::now() + LOOK >= self.end => {
                    return Err(known::busy(intent));
                }
                Begun::Busy => sleep(LOOK).await,
            }
        }
    }

    /// Submits, and writes down what came of it.
    async fn buy(&self, sending: Sending) -> Result<(Outcome, Option<Place>), CallError> {
        let (answer, place) = match self.submit().await {
            Ok((submitted, place)) => (Ok(submitted), Some(place)),
            Err(error) => (Err(error), None),
        };
        let written = match &answer {
            Ok((Outcome::Pending(_), text)) => sending.accepted(text.as_deref()),
            Ok((Outcome::Done(_), _)) => sending.done(),
            Err(error) => match error.error.purchase {
                Purchase::NotMade => sending.refused(),
                Purchase::Made => sending.lost(true),
                Purchase::Unknown => sending.lost(false),
            },
        };
        let (mut outcome, _) = answer?;
        if let Err(error) = written {
            let warnings = match &mut outcome {
                Outcome::Pending(pending) => &mut pending.warnings,
                Outcome::Done(done) => &mut done.warnings,
            };
            warnings.push(format!("It is not in the journal: {error}"));
        }
        Ok((outcome, place))
    }

    /// Submits when it is its turn; again only after proof that nothing was
    /// bought, and while there is time.
    async fn submit(&self) -> Result<(Submitted, Place), CallError> {
        let mut turn = self.turn(None).await?;
        let (mut failures, mut refusals) = (0, 0);
        loop {
            (self.watch)(Progress::Submitting);
            turn.sent();
            let answer = self
                .host
                .submit(self.order, &self.options(), self.end)
                .await;
            let error = match answer {
                Ok(submitted) => {
                    turn.accepted();
                    return Ok((submitted, turn));
                }
                Err(error) => error,
            };
            let asked = error.error.retry_after_ms;
            if let Some(refusal) = refusal(&error).filter(|_| refusals < MOST_REFUSALS) {
                refusals += 1;
                turn.refused(refusal, asked.map(|ms| Duration::from_millis(ms.into())));
                turn = self.turn(Some(turn)).await.map_err(|_| error)?;
                continue;
            }
            let pause = Duration::from_millis(pause_ms(failures, asked, noise()));
            let patient = failures < MOST_PURCHASES && Instant::now() + pause < self.end;
            if !patient || !passes(&error, true) || !self.host.may_repeat().await {
                if error.requests == 0 {
                    turn.give_back();
                }
                return Err(error);
            }
            failures += 1;
            sleep(pause).await;
        }
    }

    /// Waits its turn, as long as there is time.
    async fn turn(&self, refused: Option<Place>) -> Result<Place, CallError> {
        let next = async {
            match refused {
                Some(place) => place.again().await,
                None => self.host.limiter.admit(self.ticket()).await,
            }
        };
        (self.watch)(Progress::Queued);
        let turn = timeout_at(self.end, next).await;
        turn.map_err(|_| known::no_turn(&self.plan.tool))
    }

    fn ticket(&self) -> Ticket {
        Ticket {
            access_key_id: self.access_key_id.to_owned(),
            tool: self.plan.tool.clone(),
            tenant: self.host.tenant.to_string(),
            quota: self.plan.quota,
        }
    }

    /// The options of the one request that buys: a tool with tasks is waited
    /// for out here.
    fn options(&self) -> Options {
        let left = self.end.saturating_duration_since(Instant::now());
        let left = u32::try_from(left.as_millis()).unwrap_or(u32::MAX);
        let mut options = self.order.options.cloned().unwrap_or(Options {
            output: None,
            wait_ms: None,
            max_inline: None,
        });
        // Without tasks there is nothing to come back for, and the component
        // refuses who wants to.
        let waits = !self.plan.tasks && options.wait_ms != Some(0);
        options.wait_ms = Some(if waits { left.max(1) } else { 0 });
        options
    }
}

/// What was submitted: its outcome, and its task as text.
type Submitted = (Outcome, Option<String>);

/// Which of the account's quotas was used up, if one was.
fn refusal(error: &CallError) -> Option<Refusal> {
    let error = &error.error;
    let limited = error.kind == ErrorKind::RateLimited && error.purchase == Purchase::NotMade;
    limited.then_some(match error.code.as_deref() {
        Some("50430") => Refusal::TooManyAtOnce,
        _ => Refusal::TooManyASecond,
    })
}

/// A job whose state is not known yet.
impl From<Task> for Pending {
    fn from(task: Task) -> Pending {
        Pending {
            task,
            status: None,
            request_id: None,
            warnings: Vec::new(),
        }
    }
}
