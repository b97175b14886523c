//! What the tests ask of a host in one word each: orders by name, and the
//! component's own functions of tasks in this project's sandbox.

use visual_host::tools::Actions;
use visual_host::types::Cancellation;
use visual_host::{Error, Options, Outcome, Request, Task, VisualHost};

/// Calls of a host.
pub trait Calls {
    /// Orders a tool.
    fn invoke(
        &self,
        tool: &str,
        arguments: &str,
        options: Option<&Options>,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send;

    /// Orders what the catalogue does not list.
    fn custom(
        &self,
        key: (&str, Actions),
        body: &str,
        options: Option<&Options>,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send;

    /// Asks once for the state of a job.
    fn task_status(&self, task: &Task) -> impl Future<Output = Result<Outcome, Error>> + Send;

    /// Waits for a job inside of the component.
    fn task_resume(
        &self,
        task: &Task,
        wait_ms: Option<u32>,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send;

    /// Cancels a job.
    fn task_cancel(&self, task: &Task) -> impl Future<Output = Result<Cancellation, Error>> + Send;
}

impl Calls for VisualHost {
    async fn invoke(
        &self,
        tool: &str,
        arguments: &str,
        options: Option<&Options>,
    ) -> Result<Outcome, Error> {
        let order = self.order(Request::new(tool, arguments));
        let options = options.cloned().unwrap_or_default();
        order.options(options).outcome().await
    }

    async fn custom(
        &self,
        (req_key, actions): (&str, Actions),
        body: &str,
        options: Option<&Options>,
    ) -> Result<Outcome, Error> {
        let order = self.order(Request::custom(req_key, actions, body));
        let options = options.cloned().unwrap_or_default();
        order.options(options).outcome().await
    }

    async fn task_status(&self, task: &Task) -> Result<Outcome, Error> {
        self.task(task.clone()).status().await
    }

    async fn task_resume(&self, task: &Task, wait_ms: Option<u32>) -> Result<Outcome, Error> {
        self.wait_unrecorded(task, (wait_ms, None)).await?.0
    }

    async fn task_cancel(&self, task: &Task) -> Result<Cancellation, Error> {
        self.task(task.clone()).cancel().await
    }
}
