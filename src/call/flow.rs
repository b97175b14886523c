//! A call as a state machine: submit, wait, query, finish. It does no I/O and
//! reads no clock; who drives it tells the time with each event.

mod answer;
mod retry;
mod state;
mod step;

pub use answer::PROPAGATION_S;
pub use state::{Flow, MAX_INLINE, MIN_SUBMIT_MS, submit_timeout_ms};
pub use step::{Event, Now, Step};

use crate::call::output;
use crate::call::retry::Cause;
use crate::call::target::Target;
use crate::errors::transport_codes;
use crate::protocol::json_writer::ObjectWriter;
use crate::protocol::request::ApiRequest;
use crate::types::{ErrorKind, Options, Task, Warning};

/// The member that names who is told of a task's end.
const CALLBACK: &str = "callback_url";

/// Whether a response was more than could be taken.
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
        if !target.actions.output_at_query() {
            output::write(&mut body, &target, output);
        } else if body.has(CALLBACK) {
            output::write_for_callback(&mut body, &target, output);
        }
        let body = body.finish_body();
        Flow {
            body_length: body.len(),
            body: Some(body),
            own: true,
            max_inline: options.max_inline.unwrap_or(MAX_INLINE),
            ..Flow::idle(target, options.output, options.wait_ms)
        }
    }

    /// The same call, with something that a person should know.
    pub fn with_warnings(self, warnings: Vec<Warning>) -> Flow {
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

    /// The same call of a task that the same instance has submitted, or has not.
    pub fn with_own(self, own: bool) -> Flow {
        Flow { own, ..self }
    }

    /// Whether the job is this instance's own.
    pub fn is_own(&self) -> bool {
        self.own
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
                if let Some(fetcher) = &mut self.media_fetcher {
                    fetcher.on_fetched(file);
                }
                self.unpack(now)
            }
            // Time ran out while a query was under way: the job runs on.
            Event::Transport(broken)
                if self.task.is_some() && self.wait_ms > 0 && now.ms >= self.deadline_ms =>
            {
                let zh = transport_codes::find(broken.code).zh;
                self.warnings.push(Warning {
                    message: format!("The last query timed out: {}", broken.what),
                    message_zh: format!("最后一次查询超时：{zh}"),
                });
                self.pending()
            }
            Event::Transport(broken) if is_beyond(broken.kind) && self.may_ask_links() => {
                self.as_link = true;
                let [en, zh] = match broken.kind {
                    ErrorKind::TooLarge => ["The response exceeds 64 MiB", "响应超过 64 MiB"],
                    _ => ["The response does not fit in memory", "内存不足以容纳响应"],
                };
                self.warnings.push(Warning {
                    message: format!("{en}; the result is delivered as a link."),
                    message_zh: format!("{zh}，结果以链接返回。"),
                });
                self.query(now)
            }
            Event::Transport(broken) => {
                let error = self.stage().transport_error(&broken);
                self.retry(Cause::Transport(&broken), error, now)
            }
            Event::Unsigned(error) => self.unsigned(error, now),
        }
    }

    fn begin(&mut self, now: Now) -> Step {
        self.deadline_ms = now.ms.saturating_add(self.wait_ms);
        let Some(body) = self.body.take() else {
            return self.query(now);
        };
        let timeout_ms = self.submit_within(now);
        Step::Send(ApiRequest {
            action: self.target.actions.submit(),
            version: self.target.version.clone(),
            tool: self.target.tool,
            body,
            timeout_ms,
            min_ms: MIN_SUBMIT_MS.min(timeout_ms / 2),
            clock_offset_s: 0,
        })
    }
}
