//! Failures of the component, as problem details.

use crate::bindings::volcengine::visual::types::{Error, Purchase, Task};
use crate::{names, outcome};
use visual_http_api::Reply;
use visual_http_api::problem::{self, Failure};

/// An error of the component about a query, which buys nothing.
pub fn failed(error: &Error, format: impl Fn(&Task) -> String) -> Reply {
    problem::failed(&failure(error, format), false)
}

/// An error of a purchase, whose idempotency key is `key`.
pub fn not_bought(error: &Error, key: Option<&str>, format: impl Fn(&Task) -> String) -> Reply {
    let failure = failure(error, format);
    let idempotency_key = key.filter(|_| error.purchase == Purchase::Unknown);
    let failure = Failure {
        idempotency_key,
        ..failure
    };
    problem::failed(&failure, true)
}

/// The catalogue's word on a name, or on a task, that does not exist.
pub fn not_found(error: &Error) -> Reply {
    problem::not_found(&failure(error, |task| task.id.clone()))
}

fn failure(error: &Error, format: impl Fn(&Task) -> String) -> Failure<'_> {
    let task = error.task.as_ref().map(|task| {
        let text = format(task);
        let json = outcome::task(task, &text);
        (text, json)
    });
    Failure {
        kind: names::kind(error.kind),
        advice: names::advice(error.advice),
        purchase: names::purchase(error.purchase),
        message: &error.message,
        message_zh: &error.message_zh,
        field: error.field.as_deref(),
        code: error.code.as_deref(),
        request_id: error.request_id.as_deref(),
        retry_after_ms: error.retry_after_ms,
        idempotency_key: None,
        task,
    }
}
