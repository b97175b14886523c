//! The component's functions, each in a store of its own.

use crate::catalog::{ActionPair, CredentialCheck, ToolDescription, ToolInfo};
use crate::error::{host_fault, spent};
use crate::purchase::Submitted;
use crate::purchase::order::{Order, Wanted};
use crate::purchase::wait::is_over;
use crate::sandbox::bindings::Visual;
use crate::sandbox::session::Purpose;
use crate::sandbox::typed::Calling;
use crate::sandbox::vet;
use crate::tasks::{Cancellation, WaitOptions};
use crate::types::{Error, Options, Outcome, Purchase, Task};
use crate::{CallError, HostError, Session, State, VisualHost};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use tracing::instrument;
use volcengine_visual::call::flow::submit_within_ms;
use wasmtime::Store;

/// What a call answers: a product of the component, or its error.
type Answer<T> = Result<T, Error>;

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
    pub async fn list_tools(&self) -> Result<Vec<ToolInfo>, CallError> {
        self.call(About::default(), async |visual, store| {
            let catalog = visual.volcengine_visual_catalog();
            Ok(Ok(vet::tools(catalog.call_list_tools(store).await?)))
        })
        .await
    }

    /// Describes a tool, by name, alias or the service's key.
    #[instrument(skip(self))]
    pub async fn describe(&self, name: &str) -> Result<ToolDescription, CallError> {
        let described = self.call(About::default(), async |visual, store| {
            let catalog = visual.volcengine_visual_catalog();
            catalog.call_describe(store, name).await
        });
        Ok(vet::description(described.await?)?)
    }

    /// Calls a tool with its arguments as a JSON object: an
    /// [`order`](VisualHost::order) that is a wish of its own.
    #[instrument(skip(self, arguments_json, options))]
    pub async fn invoke(
        &self,
        name: &str,
        arguments_json: &str,
        options: Option<&Options>,
    ) -> Result<Outcome, CallError> {
        let order = Order {
            options,
            ..Order::new(name, arguments_json)
        };
        self.order(&order, &|_| {}).await
    }

    /// Calls a tool that the catalogue does not list, by the service's key,
    /// with a body as the service takes it.
    #[instrument(skip(self, body_json, options))]
    pub async fn custom(
        &self,
        (req_key, pair): (&str, ActionPair),
        body_json: &str,
        options: Option<&Options>,
    ) -> Result<Outcome, CallError> {
        let order = Order {
            wanted: Wanted::Custom(req_key, pair),
            options,
            ..Order::new(req_key, body_json)
        };
        self.order(&order, &|_| {}).await
    }

    /// Makes the one call that buys, and writes its task as text.
    pub(crate) async fn submit(
        &self,
        session: Session,
        (order, options): (&Order<'_>, &Options),
        end: Instant,
    ) -> Result<Submitted, CallError> {
        let longer = submit_within_ms(order.size()) - submit_within_ms(0);
        let longer = u32::try_from(longer).unwrap_or(u32::MAX);
        let about = About {
            purpose: Purpose::Buy,
            wait_ms: options.wait_ms.map(|wait| wait.max(longer)),
            task: None,
            end: Some(end),
        };
        // What was bought is kept, even if there is no time left to write it.
        let mut bought = None;
        session.meter.one_purchase(end);
        session.meter.about(match order.wanted {
            Wanted::Tool(name) | Wanted::Custom(name, _) | Wanted::Typed(name, _) => name,
        });
        let answer = self.call_in(session, about, async |visual, store| {
            let catalog = visual.volcengine_visual_catalog();
            let arguments = order.arguments;
            let answer = match order.wanted {
                Wanted::Tool(name) => {
                    let call = catalog.call_invoke(&mut *store, name, arguments, Some(options));
                    call.await?
                }
                Wanted::Custom(req_key, pair) => {
                    let (store, options) = (&mut *store, Some(options));
                    let call = catalog.call_custom(store, req_key, pair, arguments, options);
                    call.await?
                }
                Wanted::Typed(_, typed) => {
                    let store = &mut *store;
                    let calling = Calling {
                        visual,
                        store,
                        options,
                    };
                    typed.call(calling).await?
                }
            };
            let outcome = match answer {
                Ok(outcome) => outcome,
                Err(error) => return Ok(Err(error)),
            };
            let text = match bought.insert(vet::outcome(outcome)) {
                Outcome::Pending(pending) => {
                    let tasks = visual.volcengine_visual_tasks();
                    Some(tasks.call_format(store, &pending.task).await?)
                }
                Outcome::Done(_) => None,
            };
            Ok(Ok(text))
        });
        let text = answer.await;
        match (bought, text) {
            (Some(outcome), text) => Ok((outcome, text.unwrap_or_default())),
            (None, Err(error)) => Err(error),
            (None, Ok(_)) => Err(HostError::Deadline.into()),
        }
    }

    /// Asks the service whether it accepts the credentials; costs nothing.
    #[instrument(skip_all)]
    pub async fn check_credentials(&self) -> Result<CredentialCheck, CallError> {
        let checked = self.call(About::asking(None), async |visual, store| {
            let catalog = visual.volcengine_visual_catalog();
            catalog.call_check_credentials(store).await
        });
        Ok(vet::check(checked.await?))
    }

    /// Asks once for the state of a job.
    #[instrument(skip_all, fields(tool = %task.tool))]
    pub async fn task_status(&self, task: &Task) -> Result<Outcome, CallError> {
        let answer = self.task_collect(task, None).await;
        self.note(task, &answer, soon()).await;
        answer
    }

    /// Waits for a job; without `wait_ms`, for the usual time of its family.
    #[instrument(skip_all, fields(tool = %task.tool))]
    pub async fn task_resume(
        &self,
        task: &Task,
        wait_ms: Option<u32>,
    ) -> Result<Outcome, CallError> {
        let about = About::task(task, wait_ms);
        let answer = self.call(about, async |visual, store| {
            let tasks = visual.volcengine_visual_tasks();
            let options = WaitOptions {
                wait_ms,
                max_inline: None,
            };
            tasks.call_wait(store, task, Some(options)).await
        });
        let answer = answer.await.map(vet::outcome);
        self.note(task, &answer, soon()).await;
        answer
    }

    /// Asks once for the state of a job, with a bound on what may come back as
    /// bytes.
    pub(crate) async fn task_collect(
        &self,
        task: &Task,
        max_inline: Option<u32>,
    ) -> Result<Outcome, CallError> {
        let answer = self.call(About::task(task, Some(0)), async |visual, store| {
            let tasks = visual.volcengine_visual_tasks();
            let options = WaitOptions {
                wait_ms: Some(0),
                max_inline,
            };
            tasks.call_wait(store, task, Some(options)).await
        });
        answer.await.map(vet::outcome)
    }

    /// Asks the service to cancel a queued job.
    #[instrument(skip_all, fields(tool = %task.tool))]
    pub async fn task_cancel(&self, task: &Task) -> Result<Cancellation, CallError> {
        let answer = self.call(About::task(task, Some(0)), async |visual, store| {
            let tasks = visual.volcengine_visual_tasks();
            tasks.call_cancel(store, task).await
        });
        let answer = answer.await;
        let over = match &answer {
            Ok(cancellation) => *cancellation == Cancellation::Confirmed,
            Err(error) => is_over(&error.error),
        };
        if over {
            self.ended(task, false, soon()).await;
        }
        answer
    }

    /// Reads the text form of a task.
    pub async fn task_parse(&self, text: &str) -> Result<Task, CallError> {
        let parsed = self.call(About::default(), async |visual, store| {
            let tasks = visual.volcengine_visual_tasks();
            tasks.call_parse(store, text).await
        });
        parsed.await.map(vet::task)
    }

    /// Writes a task as text.
    pub async fn task_format(&self, task: &Task) -> Result<String, CallError> {
        let about = About {
            purpose: Purpose::Local,
            ..About::task(task, None)
        };
        let text = self.call(about, async |visual, store| {
            let tasks = visual.volcengine_visual_tasks();
            Ok(Ok(tasks.call_format(store, task).await?))
        });
        text.await.map(vet::task_text)
    }

    async fn call<T>(
        &self,
        about: About<'_>,
        work: impl AsyncFnOnce(&Visual, &mut Store<State>) -> wasmtime::Result<Answer<T>>,
    ) -> Result<T, CallError> {
        let session = self.session().await?;
        self.call_in(session, about, work).await
    }

    /// An instance, if there is a place for it in time.
    pub(crate) async fn session_until(&self, end: Instant) -> Result<Session, HostError> {
        in_time(Some(end), self.session()).await
    }

    async fn call_in<T>(
        &self,
        mut session: Session,
        about: About<'_>,
        work: impl AsyncFnOnce(&Visual, &mut Store<State>) -> wasmtime::Result<Answer<T>>,
    ) -> Result<T, CallError> {
        if let Some(task) = about.task {
            session.meter.about(&task.tool);
        }
        let call = session.call_for(about.purpose, about.wait_ms, work);
        let answer = in_time(about.end, call).await;
        self.conclude(&mut session, about, answer)
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

    fn task(task: &Task, wait_ms: Option<u32>) -> About<'_> {
        About {
            purpose: Purpose::Ask,
            wait_ms,
            task: Some(task),
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
    ) -> Result<T, CallError> {
        let meter = session.meter.clone();
        let requests = meter.requests();
        let failed = |error, host| CallError {
            error: Box::new(error),
            requests,
            host,
        };
        let answer = match answer {
            Ok(Ok(product)) => Ok(product),
            // The contract's `unavailable` cannot say what is wrong with a key.
            Ok(Err(error)) => match session.store.data_mut().key_fault.take() {
                Some(fault) if requests == 0 => Err(failed(of_keys(fault, error), None)),
                _ if meter.is_stopped() => Err(failed(spent(self.budget.max()), None)),
                _ => match meter.allowance.reached() {
                    Some(limit) if error.task.is_none() => {
                        let error = host_fault(&limit, about.task, meter.may_have_bought());
                        Err(failed(error, Some(limit)))
                    }
                    _ => Err(failed(vet::error(error), None)),
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
        let none = matches!(&answer, Err(error) if error.error.purchase == Purchase::NotMade);
        let bought = if none { 0 } else { 1 };
        self.budget.give_back(meter.taken().saturating_sub(bought));
        answer
    }
}

/// What is wrong with the keys, as the host found it; what was bought stays bought.
fn of_keys(fault: Error, told: Error) -> Error {
    Error {
        purchase: told.purchase,
        task: told.task,
        ..fault
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compiles only while calls can be spawned on any thread.
    #[allow(dead_code)]
    fn calls_can_be_spawned(host: VisualHost) {
        tokio::spawn(async move {
            let outcome = host.invoke("t", "{}", None).await;
            let task = host.task_parse("v1").await;
            (outcome.is_ok(), task.is_ok())
        });
    }
}
