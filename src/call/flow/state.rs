//! The state of a call, and the steps that depend on nothing else.

use super::step::{Now, Step};
use crate::call::media_fetcher::MediaFetcher;
use crate::call::output;
use crate::call::target::Target;
use crate::errors::stage::Stage;
use crate::protocol::body::Body;
use crate::protocol::json_writer::ObjectWriter;
use crate::protocol::reply::unexpected::Defect;
use crate::protocol::request::{ApiRequest, QUERY_TIMEOUT_MS};
use crate::types::{Delivery, Error, Outcome, OutputOptions, Pending, Task, Warning};

/// How long a submission with a body of so many bytes may take, in milliseconds:
/// a minute, and the time that a large body needs at 32 kB/s.
pub const fn submit_timeout_ms(body: usize) -> u64 {
    60_000 + (body as u64).saturating_sub(1 << 20) / 32
}

/// A submission is not tried again with less time than this: one that is cut
/// short leaves open whether it was bought.
pub const MIN_SUBMIT_MS: u64 = 2_000;
/// Default maximum size of inline media in one response, in bytes: hosts with dynamic
/// values trap at 2,796,202.
pub const MAX_INLINE: u32 = 1024 * 1024;

/// One call on its way.
#[derive(Debug)]
pub struct Flow {
    pub(super) target: Target,
    /// The body of the submission, until it is sent, and its length.
    pub(super) body: Option<Body>,
    pub(super) body_length: usize,
    pub(super) task: Option<Task>,
    /// Whether the job was submitted by this call, or by an earlier one of the same instance.
    pub(super) own: bool,
    pub(super) output: Option<OutputOptions>,
    pub(super) wait_ms: u64,
    pub(super) max_inline: u32,
    /// When the call ends, once it began.
    pub(super) deadline_ms: u64,
    /// Failures in a row that were not the end, and the last of them.
    pub(super) tries: u32,
    pub(super) trouble: Option<Error>,
    /// How far the service's clock is ahead of this machine's, once known to matter.
    pub(super) clock_offset_s: i64,
    pub(super) pause_ms: u64,
    pub(super) warnings: Vec<Warning>,
    /// The service's last word on the job, and the request that told it.
    pub(super) status: Option<String>,
    pub(super) request_id: Option<String>,
    /// The file was too large to come back as bytes: the link is asked for.
    pub(super) as_link: bool,
    /// What the job brought, while files are fetched.
    pub(super) media_fetcher: Option<MediaFetcher>,
}

impl Flow {
    pub(super) fn idle(
        target: Target,
        output: Option<OutputOptions>,
        wait_ms: Option<u32>,
    ) -> Flow {
        Flow {
            body: None,
            body_length: 0,
            task: None,
            own: false,
            output,
            wait_ms: wait_ms.unwrap_or(target.usual_wait_ms).into(),
            max_inline: MAX_INLINE,
            deadline_ms: 0,
            tries: 0,
            trouble: None,
            clock_offset_s: 0,
            pause_ms: target.pace_ms.0,
            warnings: Vec::new(),
            status: None,
            request_id: None,
            as_link: false,
            media_fetcher: None,
            target,
        }
    }

    /// What the request under way, or the next one, is for.
    pub fn stage(&self) -> Stage<'_> {
        match &self.task {
            Some(task) => Stage::Query(task),
            None => Stage::Submit,
        }
    }

    /// Whether files can still be asked for as links instead: once, since a
    /// service that has no link sends the file again.
    pub(super) fn may_ask_links(&self) -> bool {
        self.task.is_some() && self.target.output.link && !self.as_link
    }

    /// How long a submission may still take. Who does not wait for the product
    /// waits for the task all the same.
    pub(super) fn submit_within(&self, now: Now) -> u64 {
        let left = self.deadline_ms.saturating_sub(now.ms);
        let max = submit_timeout_ms(self.body_length);
        match (self.target.actions.query(), self.wait_ms) {
            (Some(_), 0) => max,
            (Some(_), _) => left.min(max),
            // The response is the product.
            (None, _) => left,
        }
    }

    pub(super) fn query(&mut self, now: Now) -> Step {
        let (Some(task), Some(action)) = (&self.task, self.target.actions.query()) else {
            return self.pending();
        };
        let mut body = ObjectWriter::about_task(&self.target.req_key, &task.id);
        if self.target.actions.output_at_query() {
            let mut output = self.output.clone();
            if self.as_link
                && let Some(output) = &mut output
            {
                output.delivery = Some(Delivery::Url);
            }
            let mut options = ObjectWriter::default();
            output::write(&mut options, &self.target, output.as_ref());
            let options = options.finish();
            if options != "{}" {
                body.text("req_json", &options);
            }
        }
        Step::Send(ApiRequest {
            action,
            version: self.target.version.clone(),
            tool: self.target.tool,
            body: body.finish_body(),
            timeout_ms: self.left(now).min(QUERY_TIMEOUT_MS),
            min_ms: 0,
            clock_offset_s: self.clock_offset_s,
        })
    }

    /// How long one request may still take. Who does not wait asks once all the same.
    pub(super) fn left(&self, now: Now) -> u64 {
        match self.wait_ms {
            0 => QUERY_TIMEOUT_MS,
            _ => self.deadline_ms.saturating_sub(now.ms),
        }
    }

    /// Waits before the next query, a little longer each time.
    pub(super) fn pause(&mut self, now: Now) -> Step {
        let left = self.deadline_ms.saturating_sub(now.ms);
        if left == 0 {
            return self.pending();
        }
        let pause = self.pause_ms.min(left);
        let max = self.target.pace_ms.1;
        self.pause_ms = (self.pause_ms * 3 / 2).min(max);
        Step::Wait(pause)
    }

    pub(super) fn pending(&mut self) -> Step {
        let Some(task) = self.task.take() else {
            return Step::Finish(Err(Stage::Submit.unexpected(&Defect::NoTask.into(), None)));
        };
        self.warnings
            .extend(self.trouble.take().map(Error::into_warning));
        Step::Finish(Ok(Outcome::Pending(Pending {
            task,
            status: self.status.take(),
            request_id: self.request_id.take(),
            warnings: std::mem::take(&mut self.warnings),
        })))
    }
}
