//! A call as a state machine: submit, wait, query, finish. It does no I/O and
//! reads no clock; who drives it tells the time with each event.

use serde_json::{Map, Value};

use crate::body::ObjectWriter;
use crate::catalog::{Product, VERSION};
use crate::failure::{Broken, Stage};
use crate::media::product::{self, Wish};
use crate::protocol::envelope::{Decoded, Reply, decode};
use crate::protocol::output;
use crate::protocol::request::{Ask, QUERY_WITHIN_MS};
use crate::target::Target;
use crate::task_text::is_id;
use crate::types::{
    Delivery, Done, Error, ErrorKind, Options, Outcome, OutputOptions, Pending, Purchase, Task,
};

/// How long a submission may take: the service only takes note of the job.
const SUBMIT_WITHIN_MS: u64 = 60_000;
/// A task that is not found this soon after its submission may be on its way (§4.1).
const PROPAGATION_S: u64 = 10;
/// The member that names who is told of a task's end.
const CALLBACK: &str = "callback_url";
/// What may come back as bytes when nobody says: hosts with dynamic values
/// trap a little above.
const MAX_INLINE: u32 = 3 * 1024 * 1024;

/// The time of an event.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Seconds since 1970.
    pub unix: u64,
    /// Milliseconds on a clock that never jumps.
    pub ms: u64,
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// The call begins.
    Begin,
    /// The answer to what was sent.
    Reply(Reply),
    /// There was no whole answer.
    Broken(Broken),
    /// The pause is over.
    Woke,
}

/// What to do next.
#[derive(Debug)]
pub enum Step {
    /// Send this, once.
    Send(Ask),
    /// Pause for so many milliseconds.
    Wait(u64),
    /// The call is over.
    Finish(Result<Outcome, Error>),
}

/// One call on its way.
#[derive(Debug)]
pub struct Flow {
    target: Target,
    /// The body of the submission, until it is sent.
    body: Option<String>,
    task: Option<Task>,
    output: Option<OutputOptions>,
    wait_ms: u64,
    max_inline: u32,
    /// When the call ends, once it began.
    deadline_ms: u64,
    pause_ms: u64,
    warnings: Vec<String>,
    /// The service's last word on the job, and the request that told it.
    status: Option<String>,
    request_id: Option<String>,
    /// The file was too large to come back as bytes: the link is asked for.
    as_link: bool,
}

impl Flow {
    /// A call that buys. `body` holds `req_key` and the arguments.
    pub fn submit(target: Target, mut body: ObjectWriter, options: Option<Options>) -> Flow {
        let options = options.unwrap_or(Options {
            output: None,
            wait_ms: None,
            max_inline: None,
        });
        let output = options.output.as_ref();
        if !target.pair.output_at_query() {
            output::write(&mut body, &target, output);
        } else if body.has(CALLBACK) {
            output::write_for_callback(&mut body, &target, output);
        }
        Flow {
            body: Some(body.finish()),
            max_inline: options.max_inline.unwrap_or(MAX_INLINE),
            ..Flow::idle(target, options.output, options.wait_ms)
        }
    }

    /// The same call, with something that a person should know.
    pub fn with_warnings(self, warnings: Vec<String>) -> Flow {
        Flow { warnings, ..self }
    }

    /// A call that collects what was bought. Without a wait it asks once.
    pub fn collect(target: Target, task: Task, wait_ms: Option<u32>) -> Flow {
        Flow {
            output: task.output.clone(),
            task: Some(task),
            ..Flow::idle(target, None, wait_ms)
        }
    }

    fn idle(target: Target, output: Option<OutputOptions>, wait_ms: Option<u32>) -> Flow {
        Flow {
            body: None,
            task: None,
            output,
            wait_ms: wait_ms.unwrap_or(target.usual_wait_ms()).into(),
            max_inline: MAX_INLINE,
            deadline_ms: 0,
            pause_ms: target.product.pace_ms().0,
            warnings: Vec::new(),
            status: None,
            request_id: None,
            as_link: false,
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

    /// Takes an event, and says what to do next.
    pub fn step(&mut self, event: Event, now: Now) -> Step {
        match event {
            Event::Begin => self.begin(now),
            Event::Woke if now.ms >= self.deadline_ms => self.pending(),
            Event::Woke => self.query(now),
            Event::Reply(reply) => self.read(&reply, now),
            // Time ran out while a query was under way: the job runs on.
            Event::Broken(broken)
                if self.task.is_some() && self.wait_ms > 0 && now.ms >= self.deadline_ms =>
            {
                self.warnings.push(format!(
                    "The last query was not answered in time: {}",
                    broken.what
                ));
                self.pending()
            }
            Event::Broken(broken) => Step::Finish(Err(self.stage().broken(&broken))),
        }
    }

    fn begin(&mut self, now: Now) -> Step {
        self.deadline_ms = now.ms.saturating_add(self.wait_ms);
        let Some(body) = self.body.take() else {
            return self.query(now);
        };
        let within_ms = match self.target.pair.query() {
            None => self.wait_ms,
            Some(_) => SUBMIT_WITHIN_MS,
        };
        Step::Send(Ask {
            action: self.target.pair.submit(),
            version: VERSION,
            body,
            within_ms,
        })
    }

    fn query(&mut self, now: Now) -> Step {
        let (Some(task), Some(action)) = (&self.task, self.target.pair.query()) else {
            return self.pending();
        };
        let mut body = ObjectWriter::about_task(&self.target.req_key, &task.id);
        if self.target.pair.output_at_query() {
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
        let left = self.deadline_ms.saturating_sub(now.ms);
        let within_ms = if self.wait_ms == 0 {
            QUERY_WITHIN_MS
        } else {
            left.min(QUERY_WITHIN_MS)
        };
        Step::Send(Ask {
            action,
            version: VERSION,
            body: body.finish(),
            within_ms,
        })
    }

    fn read(&mut self, reply: &Reply, now: Now) -> Step {
        let error = match decode(reply) {
            Decoded::Failure(failure) => self.stage().failed(failure, reply.retry_after_ms),
            Decoded::Unreadable { what, request_id } => self.stage().unreadable(&what, request_id),
            Decoded::Success { data, request_id } => {
                self.request_id = Some(request_id).filter(|id| !id.is_empty());
                return match (self.target.pair.query(), &self.task) {
                    (None, _) => self.deliver(data, now),
                    (_, None) => self.accepted(data, now),
                    (_, Some(_)) => self.progress(data, now),
                };
            }
        };
        Step::Finish(Err(error))
    }

    fn accepted(&mut self, mut data: Map<String, Value>, now: Now) -> Step {
        let id = match data.remove("task_id") {
            Some(Value::String(id)) if is_id(&id) => id,
            // A number beyond 64 bits is rounded already: no identifier any more.
            Some(Value::Number(id)) if id.is_u64() => id.to_string(),
            _ => {
                return self.unreadable("success without a task_id");
            }
        };
        self.task = Some(Task {
            tool: self.target.name.clone(),
            id,
            submitted_at: now.unix,
            output: self.output.clone(),
        });
        self.pause(now)
    }

    fn progress(&mut self, data: Map<String, Value>, now: Now) -> Step {
        let status = data
            .get("status")
            .and_then(Value::as_str)
            .unwrap_or_default();
        self.status = Some(crate::fault::excerpt(status, 40)).filter(|word| !word.is_empty());
        let submitted = self.task.as_ref().map_or(0, |task| task.submitted_at);
        let young = now.unix.saturating_sub(submitted) < PROPAGATION_S;
        match status {
            "done" => self.deliver(data, now),
            "not_found" if young => self.pause(now),
            "not_found" | "expired" => {
                Step::Finish(Err(self.stage().ended(status, ErrorKind::TaskGone)))
            }
            // Seen in third-party code only [unconfirmed].
            "failed" => Step::Finish(Err(self.stage().ended(status, ErrorKind::ServiceFailed))),
            _ => self.pause(now),
        }
    }

    /// Waits before the next query, a little longer each time.
    fn pause(&mut self, now: Now) -> Step {
        let left = self.deadline_ms.saturating_sub(now.ms);
        if left == 0 {
            return self.pending();
        }
        let pause = self.pause_ms.min(left);
        let most = self.target.product.pace_ms().1;
        self.pause_ms = (self.pause_ms * 3 / 2).min(most);
        Step::Wait(pause)
    }

    fn deliver(&mut self, data: Map<String, Value>, now: Now) -> Step {
        let asked = self.output.as_ref().and_then(|output| output.delivery);
        let linked = self.target.output.link || !matches!(self.target.product, Product::Images);
        // Where the service knows no links, nobody is told that one is missing
        // who did not ask for it.
        let usual = if linked {
            Delivery::Url
        } else {
            Delivery::Bytes
        };
        let delivery = asked.unwrap_or(usual);
        let since = self
            .task
            .as_ref()
            .map_or(now.unix, |task| task.submitted_at);
        let wish = Wish {
            delivery: if self.as_link {
                Delivery::Url
            } else {
                delivery
            },
            max_inline: self.max_inline,
            link_end: since + self.target.product.link_seconds(),
            product: self.target.product,
        };
        let found = match product::take(data, wish) {
            Ok(found) => found,
            Err(what) => {
                // The service says that the job is done, so it was bought.
                return match self.unreadable(&what) {
                    Step::Finish(Err(error)) => Step::Finish(Err(Error {
                        kind: ErrorKind::BadReply,
                        purchase: Purchase::Made,
                        ..error
                    })),
                    step => step,
                };
            }
        };
        // Once: a service that has no link sends the file again.
        let askable = self.task.is_some() && !self.as_link;
        if found.too_large && askable && self.target.output.link {
            self.as_link = true;
            self.warnings.push(format!(
                "The file exceeds max-inline ({} bytes): it is delivered as a link.",
                self.max_inline
            ));
            return self.query(now);
        }
        self.warnings.extend(found.warnings);
        Step::Finish(Ok(Outcome::Done(Done {
            media: found.media,
            request_id: self.request_id.take().unwrap_or_default(),
            task: self.task.take(),
            warnings: std::mem::take(&mut self.warnings),
            details: found.details,
        })))
    }

    fn unreadable(&mut self, what: &str) -> Step {
        let request_id = self.request_id.take();
        Step::Finish(Err(self.stage().unreadable(what, request_id)))
    }

    fn pending(&mut self) -> Step {
        let Some(task) = self.task.take() else {
            return Step::Finish(Err(Stage::Submit.unreadable("a call without a job", None)));
        };
        Step::Finish(Ok(Outcome::Pending(Pending {
            task,
            status: self.status.take(),
            request_id: self.request_id.take(),
            warnings: std::mem::take(&mut self.warnings),
        })))
    }
}
