//! Failures of the component, as problem details.

use crate::bindings::volcengine::visual::types::{Error, Task};
use crate::{names, outcome};
use visual_http_api::Reply;
use visual_http_api::problem::{self, Failure};

/// An error of the component. `is_purchase`: whether a repetition of the
/// request would submit a task.
pub fn failed(error: &Error, is_purchase: bool, format: impl Fn(&Task) -> String) -> Reply {
    problem::failed(&failure(error, format), is_purchase)
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
