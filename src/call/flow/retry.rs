//! What is tried again: after a pause, within the deadline, and never so that
//! something could be bought twice.

use super::state::{Flow, MIN_SUBMIT_MS};
use super::step::{Now, Step};
use crate::call::retry::{Cause, MAX_QUERY_RETRIES, MAX_SUBMIT_RETRIES, pause_ms};
use crate::protocol::reply::envelope::{Failure, Reply};
use crate::types::{Advice, Error, ErrorKind, Warning};

impl Flow {
    /// Ends with this error, or tries once more where that is safe and of use.
    /// With `wait_ms == 0` nothing is retried.
    pub(super) fn retry(&mut self, cause: Cause<'_>, error: Error, now: Now) -> Step {
        let purchase = self.task.is_none();
        let max = if purchase {
            MAX_SUBMIT_RETRIES
        } else {
            MAX_QUERY_RETRIES
        };
        let patient = self.tries < max || cause.is_unbounded();
        if !cause.is_retryable(purchase) || !patient || self.wait_ms == 0 {
            return Step::Finish(Err(error));
        }
        let pause = pause_ms(self.tries, error.retry_after_ms, now.noise);
        let min = if purchase { MIN_SUBMIT_MS } else { 1 };
        if now.ms.saturating_add(pause).saturating_add(min) > self.deadline_ms {
            return self.give_up(error);
        }
        self.tries += 1;
        self.trouble = Some(error);
        Step::Wait(pause)
    }

    /// Sends the purchase again after a pause, unless the pause took the time
    /// that a submission needs.
    pub(super) fn resubmit(&mut self, now: Now) -> Step {
        let within = self.submit_within(now);
        match self.trouble.take_if(|_| within < MIN_SUBMIT_MS) {
            Some(error) => Step::Finish(Err(error)),
            None => Step::Repeat(within),
        }
    }

    /// A request that could not be signed is tried again while the credentials
    /// may come back.
    pub(super) fn unsigned(&mut self, error: Error, now: Now) -> Step {
        let unavailable = error.advice == Advice::RepeatLater && error.field.is_none();
        let error = self.stage().unsent(error);
        self.retry(Cause::Unsigned { unavailable }, error, now)
    }

    /// A job that was bought runs on, whatever became of the questions.
    fn give_up(&mut self, error: Error) -> Step {
        if self.task.is_none() {
            return Step::Finish(Err(error));
        }
        self.trouble = Some(error);
        self.pending()
    }

    /// A question that was signed by a wrong clock is asked once more by the
    /// service's own.
    pub(super) fn corrected(&mut self, failure: &Failure, reply: &Reply, now: Now) -> Option<Step> {
        let skewed = crate::errors::service_codes::find(&failure.code).kind == ErrorKind::ClockSkew;
        let offset = reply.hints(now.unix).clock_offset_s.filter(|_| skewed)?;
        if self.task.is_none() || self.clock_offset_s != 0 || offset == 0 {
            return None;
        }
        self.clock_offset_s = offset;
        let [en, zh] = crate::protocol::time::offset(offset);
        self.warnings.push(Warning {
            message: format!("This machine's clock is {en}. Set it."),
            message_zh: format!("本机{zh}请校准"),
        });
        Some(self.query(now))
    }
}
