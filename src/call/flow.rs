//! A call as a state machine: submit, wait, query, finish. It does no I/O and
//! reads no clock; who drives it tells the time with each event.

mod again;
mod answer;

use crate::call::output;
use crate::call::parcel::{Fetch, Parcel};
use crate::call::retry::Cause;
use crate::call::target::Target;
use crate::errors::failure::{Broken, Stage};
use crate::input::body::ObjectWriter;
use crate::protocol::reply::envelope::Reply;
use crate::protocol::request::{Ask, QUERY_WITHIN_MS};
use crate::types::{Delivery, Error, ErrorKind, Options, Outcome, OutputOptions, Pending, Task};
use visual_catalog::VERSION;

/// How long a submission with a body of so many bytes may take, in milliseconds:
/// a minute, and the time that a large body needs at 32 kB/s.
pub const fn submit_within_ms(body: usize) -> u64 {
    60_000 + (body as u64).saturating_sub(1 << 20) / 32
}

/// A submission is not tried again with less time than this: one that is cut
/// short leaves open whether it was bought.
pub const LEAST_SUBMIT_MS: u64 = 2_000;
/// The member that names who is told of a task's end.
const CALLBACK: &str = "callback_url";
/// The most bytes of media in one answer when nobody says: hosts with dynamic
/// values trap at 2,796,202.
pub const MAX_INLINE: u32 = 1024 * 1024;

/// The time of an event.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Seconds since 1970.
    pub unix: u64,
    /// Milliseconds on a clock that never jumps.
    pub ms: u64,
    /// Any number that other callers do not have at the same time.
    pub noise: u64,
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
    /// The request could not be signed, so it was not sent.
    Unsigned(Error),
    /// A file that was fetched, or why it could not be.
    Fetched(Result<Vec<u8>, String>),
    /// The pause is over.
    Woke,
}

/// What to do next.
#[derive(Debug)]
pub enum Step {
    /// Send this, once.
    Send(Ask),
    /// Send the last request again, anew signed, within so many milliseconds.
    Repeat(u64),
    /// Fetch this file.
    Fetch(Fetch),
    /// Pause for so many milliseconds.
    Wait(u64),
    /// The call is over.
    Finish(Result<Outcome, Error>),
}

/// One call on its way.
#[derive(Debug)]
pub struct Flow {
    target: Target,
    /// The body of the submission, until it is sent, and its length.
    body: Option<String>,
    body_length: usize,
    task: Option<Task>,
    output: Option<OutputOptions>,
    wait_ms: u64,
    max_inline: u32,
    /// When the call ends, once it began.
    deadline_ms: u64,
    /// Failures in a row that were not the end, and the last of them.
    tries: u32,
    trouble: Option<Error>,
    /// How far the service's clock is ahead of this machine's, once known to matter.
    clock_offset_s: i64,
    pause_ms: u64,
    warnings: Vec<String>,
    /// The service's last word on the job, and the request that told it.
    status: Option<String>,
    request_id: Option<String>,
    /// The file was too large to come back as bytes: the link is asked for.
    as_link: bool,
    /// What the job brought, while files are fetched.
    parcel: Option<Parcel>,
}

/// Whether an answer was more than could be taken.
fn is_beyond(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::TooLarge | ErrorKind::LimitReached)
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
        let body = body.finish();
        Flow {
            body_length: body.len(),
            body: Some(body),
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

    /// The same call with another bound on what comes back as bytes.
    pub fn with_max_inline(self, max_inline: Option<u32>) -> Flow {
        Flow {
            max_inline: max_inline.unwrap_or(MAX_INLINE),
            ..self
        }
    }

    fn idle(target: Target, output: Option<OutputOptions>, wait_ms: Option<u32>) -> Flow {
        Flow {
            body: None,
            body_length: 0,
            task: None,
            output,
            wait_ms: wait_ms.unwrap_or(target.usual_wait_ms()).into(),
            max_inline: MAX_INLINE,
            deadline_ms: 0,
            tries: 0,
            trouble: None,
            clock_offset_s: 0,
            pause_ms: target.product.pace_ms().0,
            warnings: Vec::new(),
            status: None,
            request_id: None,
            as_link: false,
            parcel: None,
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
            Event::Woke if self.task.is_none() => self.resubmit(now),
            Event::Woke if now.ms >= self.deadline_ms => self.pending(),
            Event::Woke => self.query(now),
            Event::Reply(reply) => self.read(reply, now),
            Event::Fetched(file) => {
                if let Some(parcel) = &mut self.parcel {
                    parcel.arrived(file);
                }
                self.unpack(now)
            }
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
            Event::Broken(broken) if is_beyond(broken.kind) && self.may_ask_links() => {
                self.as_link = true;
                self.warnings.push(match broken.kind {
                    ErrorKind::TooLarge => {
                        "The answer exceeds 64 MiB: the product is delivered as a link.".into()
                    }
                    _ => "There is too little memory for the answer: the product is delivered as a link.".into(),
                });
                self.query(now)
            }
            Event::Broken(broken) => {
                let error = self.stage().broken(&broken);
                self.again(Cause::Broken(&broken), error, now)
            }
            Event::Unsigned(error) => self.unsigned(error, now),
        }
    }

    /// Whether files can still be asked for as links instead: once, since a
    /// service that has no link sends the file again.
    fn may_ask_links(&self) -> bool {
        self.task.is_some() && self.target.output.link && !self.as_link
    }

    fn begin(&mut self, now: Now) -> Step {
        self.deadline_ms = now.ms.saturating_add(self.wait_ms);
        let Some(body) = self.body.take() else {
            return self.query(now);
        };
        let within_ms = self.submit_within(now);
        Step::Send(Ask {
            action: self.target.pair.submit(),
            version: VERSION,
            body,
            within_ms,
            min_ms: LEAST_SUBMIT_MS.min(within_ms / 2),
            clock_offset_s: 0,
        })
    }

    /// How long a submission may still take. Who does not wait for the product
    /// waits for the task all the same.
    fn submit_within(&self, now: Now) -> u64 {
        let left = self.deadline_ms.saturating_sub(now.ms);
        let most = submit_within_ms(self.body_length);
        match (self.target.pair.query(), self.wait_ms) {
            (Some(_), 0) => most,
            (Some(_), _) => left.min(most),
            // The answer is the product.
            (None, _) => left,
        }
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
        Step::Send(Ask {
            action,
            version: VERSION,
            body: body.finish(),
            within_ms: self.left(now).min(QUERY_WITHIN_MS),
            min_ms: 0,
            clock_offset_s: self.clock_offset_s,
        })
    }

    /// How long one request may still take. Who does not wait asks once all the same.
    fn left(&self, now: Now) -> u64 {
        match self.wait_ms {
            0 => QUERY_WITHIN_MS,
            _ => self.deadline_ms.saturating_sub(now.ms),
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

    fn pending(&mut self) -> Step {
        let Some(task) = self.task.take() else {
            return Step::Finish(Err(Stage::Submit.unreadable("a call without a job", None)));
        };
        self.warnings
            .extend(self.trouble.take().map(|trouble| trouble.message));
        Step::Finish(Ok(Outcome::Pending(Pending {
            task,
            status: self.status.take(),
            request_id: self.request_id.take(),
            warnings: std::mem::take(&mut self.warnings),
        })))
    }
}
