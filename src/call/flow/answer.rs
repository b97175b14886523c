//! What a response makes of a call: a task, another pause, a product, an error.

use serde_json::{Map, Value};

use super::state::Flow;
use super::step::{Now, Step};
use crate::call::media_fetcher::MediaFetcher;
use crate::call::product::{self, DeliveryOptions};
use crate::call::retry::Cause;
use crate::call::task_text::is_id;
use crate::errors::{decode, stage};
use crate::protocol::reply::envelope::{Decoded, Reply};
use crate::protocol::reply::reader::File;
use crate::protocol::reply::unexpected::Defect;
use crate::types::{Delivery, Done, Error, ErrorKind, Outcome, Purchase, Task};
use visual_catalog::Product;

/// A task that is not found this soon after its submission may be on its way (`docs/service-api.md#generic-actions`).
pub const PROPAGATION_S: u64 = 10;

/// A data object, and the files beside it.
type Answer = (Map<String, Value>, Vec<File>);

impl Flow {
    pub(super) fn read(&mut self, reply: Reply, now: Now) -> Step {
        match decode(&reply) {
            Decoded::Failure(failure) => {
                if let Some(step) = self.corrected(&failure, &reply, now) {
                    return step;
                }
                let hints = reply.hints(now.unix);
                let mut error = self.stage().failed(failure.clone(), &hints);
                if self.own && error.kind != ErrorKind::TaskGone {
                    let messages = [&mut error.message, &mut error.message_zh];
                    stage::of_own_task(error.code.as_deref(), messages);
                }
                self.retry(Cause::Code(&failure.code), error, now)
            }
            Decoded::Unreadable { what, request_id } => {
                let error = Error {
                    retry_after_ms: reply.retry_after_ms,
                    ..self.stage().unexpected(&what, request_id)
                };
                self.retry(Cause::Status(reply.status), error, now)
            }
            Decoded::Success { data, request_id } => {
                self.tries = 0;
                self.trouble = None;
                self.request_id = Some(request_id).filter(|id| !id.is_empty());
                match (self.target.actions.query(), &self.task) {
                    (None, _) => self.deliver((data, reply.files), now),
                    (_, None) => self.accepted(data, now),
                    (_, Some(_)) => self.progress((data, reply.files), now),
                }
            }
        }
    }

    fn accepted(&mut self, mut data: Map<String, Value>, now: Now) -> Step {
        let id = match data.remove("task_id") {
            Some(Value::String(id)) if is_id(&id) => id,
            // A number beyond 64 bits is rounded already: no identifier any more.
            Some(Value::Number(id)) if id.is_u64() => id.to_string(),
            _ => {
                return self.unexpected(Defect::NoTaskId);
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

    fn progress(&mut self, answer: Answer, now: Now) -> Step {
        let status = answer
            .0
            .get("status")
            .and_then(Value::as_str)
            .unwrap_or_default();
        self.status =
            Some(visual_catalog::sanitize::excerpt(status, 40)).filter(|word| !word.is_empty());
        let submitted = self.task.as_ref().map_or(0, |task| task.submitted_at);
        let young = now.unix.saturating_sub(submitted) < PROPAGATION_S;
        match status {
            "done" => self.deliver(answer, now),
            "not_found" if young => self.pause(now),
            "not_found" | "expired" => {
                Step::Finish(Err(self.stage().ended(status, ErrorKind::TaskGone)))
            }
            // Seen in third-party code only [unconfirmed].
            "failed" => Step::Finish(Err(self.stage().ended(status, ErrorKind::ServiceFailed))),
            _ => self.pause(now),
        }
    }

    fn deliver(&mut self, (data, files): Answer, now: Now) -> Step {
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
        let options = DeliveryOptions {
            delivery: if self.as_link {
                Delivery::Url
            } else {
                delivery
            },
            max_inline: self.max_inline,
            link_end: since.saturating_add(self.target.product.link_seconds()),
            product: self.target.product,
            pippit: self.target.is_pippit(),
        };
        let found = match product::take(data, files, &options) {
            Ok(found) => found,
            Err(defect) => {
                // The service says that the job is done, so it was bought.
                return match self.unexpected(defect) {
                    Step::Finish(Err(error)) => Step::Finish(Err(Error {
                        kind: ErrorKind::BadReply,
                        purchase: Purchase::Made,
                        ..error
                    })),
                    step => step,
                };
            }
        };
        if found.exceeds(&options) && self.may_ask_links() {
            self.as_link = true;
            self.warnings.push(product::too_large(
                self.max_inline,
                ["; they are delivered as links.", "，以链接返回。"],
            ));
            return self.query(now);
        }
        // Links are turned into files only for who asked for files.
        let asked = asked.map_or(Delivery::Url, |_| options.delivery);
        self.media_fetcher = Some(MediaFetcher::new(
            found,
            DeliveryOptions {
                delivery: asked,
                ..options
            },
        ));
        self.unpack(now)
    }

    /// Fetches what is still missing, and finishes.
    pub(super) fn unpack(&mut self, now: Now) -> Step {
        let left = self.left(now);
        if let Some(fetch) = self
            .media_fetcher
            .as_mut()
            .and_then(|fetcher| fetcher.next(left))
        {
            return Step::Fetch(fetch);
        }
        let Some(fetcher) = self.media_fetcher.take() else {
            return self.pending();
        };
        let found = fetcher.finish();
        self.warnings.extend(found.warnings);
        Step::Finish(Ok(Outcome::Done(Done {
            media: found.media,
            request_id: self.request_id.take().unwrap_or_default(),
            task: self.task.take(),
            warnings: std::mem::take(&mut self.warnings),
            details: found.details,
        })))
    }

    fn unexpected(&mut self, defect: Defect) -> Step {
        let request_id = self.request_id.take();
        Step::Finish(Err(self.stage().unexpected(&defect.into(), request_id)))
    }
}
