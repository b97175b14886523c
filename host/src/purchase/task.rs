//! A submitted job, asked after.

use super::order::{Progress, Watch, Watcher};
use crate::types::{Cancellation, Done, Error, ErrorKind, Outcome, Pending, Task};
use crate::{VisualHost, error};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// How long the journal is waited for.
const LOOK: Duration = Duration::from_secs(5);

/// A submitted job at a host, made by [`VisualHost::task`]. Nothing here buys
/// anything, and dropping a future loses nothing.
#[derive(Clone)]
pub struct TaskHandle<'a> {
    host: &'a VisualHost,
    pending: Pending,
    max_inline: Option<u32>,
    watcher: Option<Watcher<'a>>,
}

impl VisualHost {
    /// What can be done with a submitted job, whichever process submitted it.
    ///
    /// ```no_run
    /// # async fn demo(host: &visual_host::VisualHost, text: &str) -> Result<(), visual_host::Error> {
    /// use std::time::Duration;
    /// use visual_host::Task;
    ///
    /// let task: Task = text.parse()?;
    /// let done = host.task(task).wait(Duration::from_secs(600)).await?;
    /// # Ok(()) }
    /// ```
    pub fn task(&self, task: impl Into<Pending>) -> TaskHandle<'_> {
        TaskHandle {
            host: self,
            pending: task.into(),
            max_inline: None,
            watcher: None,
        }
    }
}

impl VisualHost {
    /// Whether the journal has a job among the purchases of this tenant.
    pub async fn has_bought(&self, task: &Task) -> Result<bool, Error> {
        let keys = self.credentials.get().await.map_err(|error| {
            let texts = (error.to_string(), error.message_zh().to_owned());
            Error::refused(ErrorKind::NoCredentials, "", texts)
        })?;
        let (task, endpoint) = (task.clone(), keys.service());
        let end = Instant::now() + LOOK;
        let found = self
            .journal
            .record(end, move |journal| journal.has_task(&task, &endpoint));
        Ok(found.await?)
    }
}

impl<'a> TaskHandle<'a> {
    /// The most bytes of media that come back as bytes, all media together.
    /// Default: 1 MiB.
    #[must_use]
    pub fn max_inline(mut self, bytes: u32) -> TaskHandle<'a> {
        self.max_inline = Some(bytes);
        self
    }

    /// Is called whenever the service said something of the job.
    #[must_use]
    pub fn on_progress(
        mut self,
        watch: impl Fn(Progress<'_>) + Send + Sync + 'a,
    ) -> TaskHandle<'a> {
        self.watcher = Some(Arc::new(watch));
        self
    }

    /// The job.
    pub fn task(&self) -> &Task {
        &self.pending.task
    }

    /// Asks once for the state of the job, and returns the product if it is
    /// there.
    pub async fn status(self) -> Result<Outcome, Error> {
        let outcome = self
            .host
            .status(&self.pending.task, self.max_inline)
            .await?;
        Ok(self.host.with_source(outcome))
    }

    /// Polls until the job is done. A job that is still running when the time
    /// is up is an error of the kind [`Pending`](crate::ErrorKind::Pending).
    pub async fn wait(self, limit: Duration) -> Result<Done, Error> {
        self.outcome(limit).await.and_then(error::done)
    }

    /// Polls until the job is done or the time is up.
    pub async fn outcome(self, limit: Duration) -> Result<Outcome, Error> {
        let quiet: Watch<'_> = &|_| {};
        let watch = self.watcher.as_deref().unwrap_or(quiet);
        let waiting = self.host.waiting(limit, watch, self.max_inline);
        let outcome = waiting.wait(self.pending, false).await?;
        Ok(self.host.with_source(outcome))
    }

    /// Asks the service to cancel the job, which it does for queued ones only. A
    /// job that ended without a product is an error with the task.
    pub async fn cancel(self) -> Result<Cancellation, Error> {
        self.host.cancel(&self.pending.task).await
    }
}

impl fmt::Debug for TaskHandle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskHandle")
            .field("pending", &self.pending)
            .finish_non_exhaustive()
    }
}
