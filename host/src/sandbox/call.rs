//! The component's functions, each in a store of its own.

use crate::error::{host_fault, spent};
use crate::journal::Ending;
use crate::purchase::order::Order;
use crate::purchase::wait::is_over;
use crate::sandbox::bindings::exports::volcengine::visual as guest;
use crate::sandbox::exports::Guest;
use crate::sandbox::session::{Purpose, Session, is_worn_out};
use crate::sandbox::vet;
use crate::types::{
    Cancellation, CredentialCheck, Error, Options, Outcome, Purchase, Task, ToolDescription,
    ToolInfo,
};
use crate::{CredentialsError, HostError, VisualHost};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use tracing::instrument;
use volcengine_visual::call::flow::submit_timeout_ms;

/// What the component answers: a product, or its error.
type Answer<T> = Result<T, guest::types::Error>;

/// What a call is about, for the case that the host has to end it.
#[derive(Clone, Copy, Default)]
pub(crate) struct About<'a> {
    purpose: Purpose,
    wait_ms: Option<u32>,
    task: Option<&'a Task>,
    /// When its caller goes on without it.
    end: Option<Instant>,
}

impl VisualHost {
    /// Lists every tool.
    #[instrument(skip_all)]
    pub async fn list_tools(&self) -> Result<Vec<ToolInfo>, Error> {
        let tools = self.call(About::default(), async |guest| {
            Ok(Ok(guest.list_tools().await?))
        });
        Ok(vet::tools(
            tools.await?.into_iter().map(Into::into).collect(),
        ))
    }

    /// Describes a tool, by name, alias or the service's key.
    #[instrument(skip(self))]
    pub async fn describe(&self, name: &str) -> Result<ToolDescription, Error> {
        let described = self.call(About::default(), async |guest| guest.describe(name).await);
        Ok(vet::description(described.await?.into())?)
    }

    /// Calls a tool, by name and arguments, by the component alone: no journal,
    /// no queue. Also returns the memory that the instance took, in bytes. For
    /// measurements.
    #[doc(hidden)]
    pub async fn call_unrecorded(
        &self,
        call: (&str, &str),
        options: &Options,
    ) -> Result<(Outcome, usize), Error> {
        let mut session = match self.credentials.get().await {
            Ok(keys) => self.session_for(&keys).await?,
            Err(_) => self.session().await?,
        };
        let answer = self.invoke_in(&mut session, call, options).await;
        let memory = session.memory();
        self.rest(session, &answer);
        Ok((answer?, memory))
    }

    /// The same in an instance of its own, which asks for keys at each try. The
    /// second number is the memory that the instance took, in bytes.
    #[doc(hidden)]
    pub async fn invoke_unrecorded(
        &self,
        call: (&str, &str),
        options: &Options,
    ) -> Result<(Result<Outcome, Error>, usize), HostError> {
        let mut session = self.session().await?;
        let outcome = self.invoke_in(&mut session, call, options).await;
        Ok((outcome, session.memory()))
    }

    async fn invoke_in(
        &self,
        session: &mut Session,
        (name, arguments): (&str, &str),
        options: &Options,
    ) -> Result<Outcome, Error> {
        let about = About {
            purpose: Purpose::Buy,
            wait_ms: options.wait_ms,
            ..About::default()
        };
        let options = guest::types::Options::from(options);
        let call = self.call_in(session, about, async |guest| {
            guest.invoke((name, arguments), Some(&options)).await
        });
        Ok(vet::outcome(call.await?.into()))
    }

    /// The same for the component's own wait for a job.
    #[doc(hidden)]
    pub async fn wait_unrecorded(
        &self,
        task: &Task,
        (wait_ms, max_inline): (Option<u32>, Option<u32>),
    ) -> Result<(Result<Outcome, Error>, usize), HostError> {
        let about = About {
            wait_ms,
            ..About::asking(Some(task))
        };
        let (record, options) = (
            task.into(),
            guest::tasks::WaitOptions {
                wait_ms,
                max_inline,
            },
        );
        let mut session = self.session().await?;
        let call = self.call_in(&mut session, about, async |guest| {
            guest.wait(&record, options).await
        });
        let outcome = call.await.map(|outcome| vet::outcome(outcome.into()));
        Ok((outcome, session.memory()))
    }

    /// Makes the one call that buys. An instance that wore out in earlier calls
    /// is replaced, unless a purchase may have left it.
    pub(crate) async fn submit(
        &self,
        session: &mut Session,
        call: (&Order<'_>, &Options),
        end: Instant,
    ) -> Result<Outcome, Error> {
        let answer = self.submit_in(session, call, end).await;
        let worn_out = session.calls > 0 && answer.as_ref().is_err_and(is_worn_out);
        if !worn_out || session.meter.taken() > 0 {
            return answer;
        }
        self.replace(session).await?;
        self.submit_in(session, call, end).await
    }

    async fn submit_in(
        &self,
        session: &mut Session,
        (order, options): (&Order<'_>, &Options),
        end: Instant,
    ) -> Result<Outcome, Error> {
        let longer = submit_timeout_ms(order.size()) - submit_timeout_ms(0);
        let longer = u32::try_from(longer).unwrap_or(u32::MAX);
        let about = About {
            purpose: Purpose::Buy,
            wait_ms: options.wait_ms.map(|wait| wait.max(longer)),
            task: None,
            end: Some(end),
        };
        session.meter.one_purchase(end);
        session.meter.about(order.request.tool());
        let options = guest::types::Options::from(options);
        let answer = self.call_in(session, about, async |guest| {
            let (name, arguments) = (order.request.tool(), order.request.arguments());
            match order.request.actions() {
                None => guest.invoke((name, arguments), Some(&options)).await,
                Some(actions) => {
                    let version = order.request.api_version();
                    let key = (name, actions.into(), version);
                    guest.custom(key, arguments, Some(&options)).await
                }
            }
        });
        Ok(vet::outcome(answer.await?.into()))
    }

    /// Asks the service whether it accepts the credentials; costs nothing.
    #[instrument(skip_all)]
    pub async fn check_credentials(&self) -> Result<CredentialCheck, Error> {
        let checked = self.call(About::asking(None), async |guest| {
            guest.check_credentials().await
        });
        Ok(vet::check(checked.await?.into()))
    }

    /// Asks once for the state of a job, and writes down if it is over.
    #[instrument(skip_all, fields(tool = %task.tool))]
    pub(crate) async fn status(
        &self,
        task: &Task,
        max_inline: Option<u32>,
    ) -> Result<Outcome, Error> {
        let answer = self.poll(task, max_inline, &mut None).await;
        self.note(task, &answer, soon()).await;
        answer
    }

    /// Asks the service to cancel a queued job.
    #[instrument(skip_all, fields(tool = %task.tool))]
    pub(crate) async fn cancel(&self, task: &Task) -> Result<Cancellation, Error> {
        let record = task.into();
        let answer = self.call(About::asking(Some(task)), async |guest| {
            guest.cancel(&record).await
        });
        let answer = answer.await.map(Cancellation::from);
        let over = match &answer {
            Ok(cancellation) => *cancellation == Cancellation::Confirmed,
            Err(error) => is_over(error),
        };
        if over {
            self.ended(task, Ending::Failed, soon()).await;
        }
        answer
    }

    async fn call<T>(
        &self,
        about: About<'_>,
        work: impl AsyncFnOnce(&mut Guest<'_>) -> wasmtime::Result<Answer<T>>,
    ) -> Result<T, Error> {
        let mut session = self.session().await?;
        self.call_in(&mut session, about, work).await
    }

    /// An instance, if there is a place for it in time.
    pub(crate) async fn session_until(&self, end: Instant) -> Result<Session, HostError> {
        in_time(Some(end), self.session()).await
    }

    pub(crate) async fn call_in<T>(
        &self,
        session: &mut Session,
        about: About<'_>,
        work: impl AsyncFnOnce(&mut Guest<'_>) -> wasmtime::Result<Answer<T>>,
    ) -> Result<T, Error> {
        if let Some(task) = about.task {
            session.meter.about(&task.tool);
        }
        let call = session.call_for(about.purpose, about.wait_ms, work);
        let answer = in_time(about.end, call).await;
        self.conclude(session, about, answer)
    }
}

/// Until when the journal is waited for after a call that names no end.
fn soon() -> Instant {
    Instant::now() + Duration::from_secs(1)
}

/// Waits no longer than the caller does.
async fn in_time<T>(
    end: Option<Instant>,
    work: impl Future<Output = Result<T, HostError>>,
) -> Result<T, HostError> {
    match end {
        Some(end) => timeout_at(end, work)
            .await
            .unwrap_or(Err(HostError::Deadline)),
        None => work.await,
    }
}

impl About<'_> {
    /// A call that buys nothing.
    pub(crate) fn asking(task: Option<&Task>) -> About<'_> {
        About {
            purpose: Purpose::Ask,
            wait_ms: Some(0),
            task,
            end: None,
        }
    }
}

impl VisualHost {
    /// The answer of a call, with what is known of it here.
    pub(crate) fn conclude<T>(
        &self,
        session: &mut Session,
        about: About<'_>,
        answer: Result<Answer<T>, HostError>,
    ) -> Result<T, Error> {
        let meter = session.meter.clone();
        let requests = meter.requests();
        let failed = |error: Error, host| error.after(requests, host);
        let answer = match answer {
            Ok(Ok(product)) => Ok(product),
            // The contract's `unavailable` cannot say what is wrong with a key.
            Ok(Err(error)) => match session.store.data_mut().key_fault.take() {
                Some(fault) if requests == 0 => Err(failed(of_keys(fault, error.into()), None)),
                _ if meter.is_stopped() => Err(failed(spent(self.budget.max()), None)),
                _ => match meter.allowance.reached() {
                    Some(limit) if error.task.is_none() => {
                        let error = host_fault(&limit, about.task, meter.may_have_bought());
                        Err(failed(error, Some(limit)))
                    }
                    _ => {
                        let no_keys = session.store.data_mut().no_keys.take();
                        let error = in_chinese(error.into(), no_keys);
                        Err(failed(vet::error(error), None))
                    }
                },
            },
            Err(fault) => {
                // A component that cannot go on within a limit stops by a trap.
                let fault = match (fault, meter.allowance.reached()) {
                    (HostError::Trap(_), Some(limit)) => limit,
                    (fault, _) => fault,
                };
                tracing::error!(%fault, requests, "the call was ended by the host");
                let error = host_fault(&fault, about.task, meter.may_have_bought());
                Err(failed(error, Some(fault)))
            }
        };
        let none = matches!(&answer, Err(error) if error.purchase == Purchase::NotMade);
        let bought = if none { 0 } else { 1 };
        self.budget.give_back(meter.taken().saturating_sub(bought));
        answer
    }
}

/// The component repeats in both languages why there are no keys, and knows the English text
/// alone.
fn in_chinese(mut error: Error, no_keys: Option<CredentialsError>) -> Error {
    if let Some(no_keys) = no_keys {
        let (en, zh) = (no_keys.to_string(), no_keys.message_zh());
        error.message_zh = error.message_zh.replacen(&en, zh, 1);
    }
    error
}

/// What is wrong with the keys, as the host found it; what was bought stays bought.
fn of_keys(mut fault: Error, mut told: Error) -> Error {
    fault.purchase = told.purchase;
    fault.task = told.task.take();
    fault
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compiles only while calls can be spawned on any thread.
    #[allow(dead_code)]
    fn calls_can_be_spawned(host: VisualHost) {
        tokio::spawn(async move {
            let done = host.order(("t", serde_json::Value::Null)).await;
            let task = host.task(Task::new("t", "1", 0));
            (done.is_ok(), task.cancel().await.is_ok())
        });
    }
}
