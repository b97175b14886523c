//! The component's functions, each in a store of its own.

use crate::bindings::Visual;
use crate::catalog::{ActionPair, CredentialCheck, ToolDescription, ToolInfo};
use crate::error::host_fault;
use crate::tasks::Cancellation;
use crate::types::{Error, Options, Outcome, Task};
use crate::{CallError, HostError, Session, State, VisualHost};
use tracing::instrument;
use wasmtime::Store;

/// What a call answers: a product of the component, or its error.
type Answer<T> = Result<T, Error>;

/// What a call is about, for the case that the host has to end it.
#[derive(Clone, Copy, Default)]
pub(crate) struct About<'a> {
    wait_ms: Option<u32>,
    task: Option<&'a Task>,
}

impl VisualHost {
    /// Lists every tool.
    #[instrument(skip_all)]
    pub async fn list_tools(&self) -> Result<Vec<ToolInfo>, CallError> {
        self.call(About::default(), async |visual, store| {
            let catalog = visual.volcengine_visual_catalog();
            Ok(Ok(catalog.call_list_tools(store).await?))
        })
        .await
    }

    /// Describes a tool, by name, alias or the service's key.
    #[instrument(skip(self))]
    pub async fn describe(&self, name: &str) -> Result<ToolDescription, CallError> {
        self.call(About::default(), async |visual, store| {
            let catalog = visual.volcengine_visual_catalog();
            catalog.call_describe(store, name).await
        })
        .await
    }

    /// Calls a tool with its arguments as a JSON object.
    #[instrument(skip(self, arguments_json, options))]
    pub async fn invoke(
        &self,
        name: &str,
        arguments_json: &str,
        options: Option<&Options>,
    ) -> Result<Outcome, CallError> {
        let about = About {
            wait_ms: options.and_then(|options| options.wait_ms),
            task: None,
        };
        self.call(about, async |visual, store| {
            let catalog = visual.volcengine_visual_catalog();
            catalog
                .call_invoke(store, name, arguments_json, options)
                .await
        })
        .await
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
        let about = About {
            wait_ms: options.and_then(|options| options.wait_ms),
            task: None,
        };
        self.call(about, async |visual, store| {
            let catalog = visual.volcengine_visual_catalog();
            catalog
                .call_custom(store, req_key, pair, body_json, options)
                .await
        })
        .await
    }

    /// Asks the service whether it accepts the credentials; costs nothing.
    #[instrument(skip_all)]
    pub async fn check_credentials(&self) -> Result<CredentialCheck, CallError> {
        self.call(About::default(), async |visual, store| {
            let catalog = visual.volcengine_visual_catalog();
            catalog.call_check_credentials(store).await
        })
        .await
    }

    /// Asks once for the state of a job.
    #[instrument(skip_all, fields(tool = %task.tool))]
    pub async fn task_status(&self, task: &Task) -> Result<Outcome, CallError> {
        self.call(About::task(task, Some(0)), async |visual, store| {
            let tasks = visual.volcengine_visual_tasks();
            tasks.call_status(store, task).await
        })
        .await
    }

    /// Waits for a job; without `wait_ms`, for the usual time of its family.
    #[instrument(skip_all, fields(tool = %task.tool))]
    pub async fn task_resume(
        &self,
        task: &Task,
        wait_ms: Option<u32>,
    ) -> Result<Outcome, CallError> {
        self.call(About::task(task, wait_ms), async |visual, store| {
            let tasks = visual.volcengine_visual_tasks();
            tasks.call_resume(store, task, wait_ms).await
        })
        .await
    }

    /// Asks the service to cancel a queued job.
    #[instrument(skip_all, fields(tool = %task.tool))]
    pub async fn task_cancel(&self, task: &Task) -> Result<Cancellation, CallError> {
        self.call(About::task(task, Some(0)), async |visual, store| {
            let tasks = visual.volcengine_visual_tasks();
            tasks.call_cancel(store, task).await
        })
        .await
    }

    /// Reads the text form of a task.
    pub async fn task_parse(&self, text: &str) -> Result<Task, CallError> {
        self.call(About::default(), async |visual, store| {
            visual
                .volcengine_visual_tasks()
                .call_parse(store, text)
                .await
        })
        .await
    }

    /// Writes a task as text.
    pub async fn task_format(&self, task: &Task) -> Result<String, CallError> {
        self.call(About::task(task, Some(0)), async |visual, store| {
            let tasks = visual.volcengine_visual_tasks();
            Ok(Ok(tasks.call_format(store, task).await?))
        })
        .await
    }

    async fn call<T>(
        &self,
        about: About<'_>,
        work: impl AsyncFnOnce(&Visual, &mut Store<State>) -> wasmtime::Result<Answer<T>>,
    ) -> Result<T, CallError> {
        let mut session = self.session().await?;
        let answer = session.call(about.wait_ms, work).await;
        conclude(&mut session, about, answer)
    }
}

impl About<'_> {
    /// A call that buys nothing.
    pub(crate) fn of(task: Option<&Task>) -> About<'_> {
        About {
            wait_ms: Some(0),
            task,
        }
    }

    fn task(task: &Task, wait_ms: Option<u32>) -> About<'_> {
        About {
            wait_ms,
            task: Some(task),
        }
    }
}

/// The answer of a call, with what is known of it here.
pub(crate) fn conclude<T>(
    session: &mut Session,
    about: About<'_>,
    answer: Result<Answer<T>, HostError>,
) -> Result<T, CallError> {
    let requests = session.meter.requests();
    let failed = |error, host| {
        Err(CallError {
            error: Box::new(error),
            requests,
            host,
        })
    };
    match answer {
        Ok(Ok(product)) => Ok(product),
        Ok(Err(error)) => {
            // The contract's `unavailable` cannot say what is wrong with a key.
            let key_fault = session.store.data_mut().key_fault.take();
            match key_fault.filter(|_| requests == 0) {
                Some(fault) => failed(fault, None),
                None => failed(error, None),
            }
        }
        Err(fault) => {
            tracing::error!(%fault, requests, "the call was ended by the host");
            let error = host_fault(&fault, about.task, session.meter.submits());
            failed(error, Some(fault))
        }
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
