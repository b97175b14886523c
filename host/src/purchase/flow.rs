//! An order on its way: written down, queued, submitted once, and waited for.

use super::cost;
use super::known;
use super::ready::{Held, Ready};
use crate::account::credentials::NoKeys;
use crate::error::spent;
use crate::journal::{
    Begun, Charge, Committed, Delivered, Entry, Request, Sending, State, random_key,
};
use crate::purchase::order::{Order, Progress, Watch};
use crate::purchase::plan::Plan;
use crate::purchase::wait::Waiting;
use crate::types::{
    Error, ErrorInfo, ErrorKind, Options, Outcome, Pending, Purchase, Task, Warning,
};
use crate::{CredentialsError, HostError, Journal, JournalError, Keys, VisualHost};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use tracing::instrument;
use visual_catalog::Measures;
use visual_shared_journal::{KNOWN, Refusal, unrecorded};
use volcengine_visual::call::flow::submit_timeout_ms;
use volcengine_visual::errors::stage;

/// How often it is looked whether another call of the same key is done.
const LOOK: Duration = Duration::from_millis(100);
/// Arguments of so many bytes are read in some microseconds.
const AT_ONCE: usize = 64 * 1024;
/// Longer than anybody waits, and short enough for every clock.
const A_LIFE: Duration = Duration::from_secs(100 * 365 * 24 * 3600);

impl VisualHost {
    /// Buys what is ordered, once for each idempotency key, and waits for it as
    /// long as the options say.
    #[instrument(name = "order", skip_all, fields(tool = order.request.tool()))]
    pub(super) async fn purchase(
        &self,
        order: &Order<'_>,
        watch: Watch<'_>,
    ) -> Result<Outcome, Error> {
        match OrderRun::prepare(self, order, watch).await? {
            Ok(call) => call.run().await,
            Err((error, end)) => self.without_keys(order, error, end).await,
        }
    }

    /// The component says what is missing. It is not asked again for keys: with
    /// those that came meanwhile it would buy what nobody has written down.
    async fn without_keys(
        &self,
        order: &Order<'_>,
        error: CredentialsError,
        end: Instant,
    ) -> Result<Outcome, Error> {
        let host = self.with_credentials(NoKeys(error));
        let options = Options {
            // Nobody waits for keys that do not come; tools without tasks refuse 0.
            wait_ms: Some(match order.options.wait_ms {
                Some(0) => 0,
                _ => 1,
            }),
            output: None,
            max_inline: None,
        };
        let mut session = host.session_until(end).await?;
        let submitted = host.submit(&mut session, (order, &options), end);
        submitted.await
    }

    /// Waits for a job for so long.
    pub(super) fn waiting<'a>(
        &'a self,
        limit: Duration,
        watch: Watch<'a>,
        max_inline: Option<u32>,
    ) -> Waiting<'a> {
        Waiting {
            host: self,
            end: Instant::now() + limit.min(A_LIFE),
            watch,
            max_inline,
        }
    }

    /// Whether the account's budget of repetitions allows one more, before so
    /// much time has passed.
    pub(crate) async fn may_repeat(&self, end: Instant) -> bool {
        match timeout_at(end, self.credentials.get()).await {
            Ok(Ok(keys)) => self
                .retries
                .take(&keys.access_key_id, std::time::Instant::now()),
            _ => false,
        }
    }
}

/// One order on its way.
pub(super) struct OrderRun<'a> {
    pub(super) host: &'a VisualHost,
    pub(super) order: &'a Order<'a>,
    pub(super) plan: Plan,
    /// The keys that it is bought with, and whose they are.
    pub(super) keys: Keys,
    pub(super) account: String,
    pub(super) wait_ms: u32,
    pub(super) begun: Instant,
    pub(super) end: Instant,
    pub(super) watch: Watch<'a>,
}

/// Whose turn it is.
enum Turn {
    New(Sending),
    /// Somebody else buys it at this moment.
    Busy,
    Known(Entry),
}

impl<'a> OrderRun<'a> {
    /// Finds out what is bought, for whom, and until when.
    async fn prepare(
        host: &'a VisualHost,
        order: &'a Order<'a>,
        watch: Watch<'a>,
    ) -> Result<Result<OrderRun<'a>, (CredentialsError, Instant)>, Error> {
        let begun = Instant::now();
        order.key.as_deref().map_or(Ok(()), Refusal::check_key)?;
        known::check_size(order.size())?;
        let asked = order.options.wait_ms;
        // Its turn included.
        let submission = match asked {
            None | Some(0) => submit_timeout_ms(order.size()),
            Some(_) => 0,
        };
        let end = |wait_ms: u32| match wait_ms {
            0 => begun + Duration::from_millis(submission),
            _ => begun + Duration::from_millis(wait_ms.into()),
        };
        let plan = timeout_at(end(asked.unwrap_or(0)), host.plan(&order.request));
        let plan = plan.await.map_err(|_| HostError::Deadline)??;
        let wait_ms = asked.unwrap_or(plan.usual_wait_ms);
        let keys = timeout_at(end(wait_ms), host.credentials.get()).await;
        let keys = keys.map_err(|_| known::no_keys())?;
        let keys = keys.map_err(|error| (error, end(wait_ms)));
        Ok(keys.map(|keys| OrderRun {
            host,
            order,
            plan,
            account: host.credentials.account(&keys),
            keys,
            wait_ms,
            begun,
            end: end(wait_ms),
            watch,
        }))
    }

    async fn run(&self) -> Result<Outcome, Error> {
        let fresh = random_key();
        let key = self.order.key.as_deref().unwrap_or(&fresh);
        let outcome = self.run_once(key).await;
        outcome.map_err(|mut error| {
            if error.purchase == Purchase::Unknown {
                error.idempotency_key = Some(key.to_owned());
            }
            error
        })
    }

    /// Buys what this key stands for, unless it has bought it before.
    async fn run_once(&self, key: &str) -> Result<Outcome, Error> {
        let entry = self.entry(key).await?;
        let mut ready = self.at_once().await?;
        let state = match &ready {
            // It leaves at once: if this process ends, it may have left.
            Some(_) => State::Sending,
            None => State::Queued,
        };
        let first = Entry {
            state,
            ..entry.clone()
        };
        let turn = self.begin(first).await;
        if !matches!(turn, Ok(Turn::New(_)))
            && let Some(ready) = ready.take()
        {
            ready.give_back();
        }
        let turn = match turn? {
            Turn::Busy => self.begin_later(entry).await?,
            turn => turn,
        };
        let pending = match turn {
            Turn::Busy => return Err(Refusal::busy(key).into()),
            Turn::Known(entry) => self.known(entry)?,
            Turn::New(sending) => match self.buy(sending, ready).await? {
                // The permit is held until the job is over.
                (Outcome::Pending(pending), held) if self.wait_ms > 0 => {
                    let Held { permit, instance } = held;
                    (self.watch)(Progress::Pending(&pending));
                    let outcome = self.waiting().wait_in(instance, pending, true).await;
                    drop(permit);
                    return outcome.map_err(of_own_task);
                }
                (outcome, _) => return Ok(outcome),
            },
        };
        (self.watch)(Progress::Pending(&pending));
        match self.wait_ms {
            0 => Ok(Outcome::Pending(pending)),
            _ => self.waiting().wait(pending, false).await,
        }
    }

    pub(super) fn waiting(&self) -> Waiting<'_> {
        Waiting {
            host: self.host,
            end: self.end,
            watch: self.watch,
            max_inline: self.order.options.max_inline,
        }
    }

    /// Writes the order down, or finds what became of it.
    async fn begin(&self, entry: Entry) -> Result<Turn, Error> {
        let caps = self.host.budget.caps();
        let key = entry.idempotency_key.clone();
        let begun = self.record(move |journal| journal.begin(&entry, caps));
        match begun.await? {
            Begun::New(sending) => Ok(Turn::New(sending)),
            Begun::Known(entry) => Ok(Turn::Known(entry)),
            Begun::Busy => Ok(Turn::Busy),
            Begun::Other => Err(Refusal::other_arguments(&key).into()),
            Begun::Spent(max) => Err(spent(Some(max))),
            Begun::Costly(refusal) => Err(cost::refused(&self.plan.tool, caps.cost, refusal)),
        }
    }

    /// The same once the call that buys it now is done, if there is time.
    async fn begin_later(&self, entry: Entry) -> Result<Turn, Error> {
        while Instant::now() + LOOK < self.end {
            sleep(LOOK).await;
            match self.begin(entry.clone()).await? {
                Turn::Busy => {}
                Turn::Known(entry) if entry.is_delivered() => {
                    return Err(Refusal::just_delivered(&entry.idempotency_key).into());
                }
                turn => return Ok(turn),
            }
        }
        Ok(Turn::Busy)
    }

    /// The order as the journal takes it. Only a key that its caller can repeat
    /// needs to know the arguments.
    async fn entry(&self, key: &str) -> Result<Entry, JournalError> {
        let journal = self.host.journal.clone();
        let named = self.order.key.is_some();
        let mut entry = journal.entry(Request {
            account: &self.account,
            access_key_id: &self.keys.access_key_id,
            tool: &self.plan.tool,
            key,
            named,
        });
        entry.charge = self.charge().await?;
        if !named {
            return Ok(entry);
        }
        let hashing = self.order.hashing(&self.plan.tool);
        let as_json = match journal.is_shared() {
            true => self.order.hashing_as_json(),
            false => None,
        };
        let hash = move |journal: &Journal| {
            entry.fingerprint = journal.fingerprint(&hashing());
            if let Some(hashing) = as_json {
                entry.marks.json_fingerprint = journal.fingerprint(&hashing());
            }
            Ok(entry)
        };
        match self.order.size() <= AT_ONCE {
            true => hash(&journal),
            false => journal.run_blocking(self.end, hash).await,
        }
    }

    /// What it costs, about, where its price is known. Large arguments are read where
    /// that holds nobody up.
    async fn charge(&self) -> Result<Charge, JournalError> {
        let price = match self.order.request.actions() {
            None => visual_catalog::price(&self.plan.tool),
            Some(_) => None,
        };
        let Some(price) = price else {
            return Ok(Charge::default());
        };
        let arguments = self.order.request.arguments();
        let measures = match price.count.needs_arguments() {
            false => Measures::default(),
            true if arguments.len() <= AT_ONCE => Measures::read(arguments),
            true => {
                let arguments = arguments.to_owned();
                let read = move |_: &Journal| Ok(Measures::read(&arguments));
                self.host.journal.run_blocking(self.end, read).await?
            }
        };
        Ok(Charge::from(&price.estimate(&measures)))
    }

    /// The job of an order that was bought before.
    fn known(&self, entry: Entry) -> Result<Pending, Error> {
        let Some(text) = &entry.task else {
            return Err(known::without_task(&entry));
        };
        let Ok(task) = text.parse::<Task>() else {
            return Err(Refusal::unread(&entry.idempotency_key, text).into());
        };
        let mut pending = Pending::from(task);
        let [en, zh] = KNOWN;
        pending.warnings.push(Warning::new(en, zh));
        Ok(pending)
    }

    /// Submits, and writes down what was bought.
    async fn buy(&self, sending: Sending, ready: Option<Ready>) -> Result<(Outcome, Held), Error> {
        let (mut outcome, mut sending, held) = self.submit(sending, ready).await?;
        let task = match &outcome {
            Outcome::Pending(pending) => Some(&pending.task),
            Outcome::Done(done) => {
                sending.charge(&Delivered::new(done));
                None
            }
        };
        let endpoint = self.keys.service();
        let settled = match task {
            Some(task) => {
                let text = task.to_string();
                sending.accepted((task, &endpoint), Some(text))
            }
            None => sending.done(),
        };
        if let Err(error) = settled.save(self.end).await {
            let warnings = match &mut outcome {
                Outcome::Pending(pending) => &mut pending.warnings,
                Outcome::Done(done) => &mut done.warnings,
            };
            let [en, zh] = unrecorded([&error.reason, &error.reason_zh]);
            warnings.push(Warning::new(en, zh));
        }
        Ok((outcome, held))
    }

    /// Writes in the journal within the call's time.
    pub(super) async fn record<T: Send + 'static>(
        &self,
        work: impl Fn(&Journal) -> Result<Committed<T>, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        self.host.journal.record(self.end, work).await
    }
}

/// An error on a job that was just submitted, without causes that it cannot have: another
/// instance than the one that submitted it may have asked.
fn of_own_task(mut error: Error) -> Error {
    let told: &mut ErrorInfo = &mut error;
    if told.kind != ErrorKind::TaskGone {
        let messages = [&mut told.message, &mut told.message_zh];
        stage::of_own_task(told.code.as_deref(), messages);
    }
    error
}
