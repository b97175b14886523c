//! Failures, as problem details (RFC 9457). Members are those that the program
//! `visual` prints with `--json`, beside those of the RFC.

use crate::bindings::volcengine::visual::types::{Advice, Error, ErrorKind, Purchase, Task};
use crate::json::Object;
use crate::names;
use crate::outcome;
use crate::reply::{POLL_SECONDS, Reply};

/// A refusal of this server's own, before anything was sent: its status, kind
/// and text.
pub fn refused(status: u16, kind: &str, detail: &str) -> Reply {
    let object = head(status, detail)
        .text("kind", kind)
        .text("purchase", "not-made");
    reply(status, object)
}

/// An error of the component. `is_purchase`: whether a repetition of the
/// request would submit a task.
pub fn failed(error: &Error, is_purchase: bool, format: impl Fn(&Task) -> String) -> Reply {
    of_error(error, status(error, is_purchase), format)
}

/// The catalogue's word on a name, or on a task, that does not exist.
pub fn not_found(error: &Error) -> Reply {
    of_error(error, 404, |task| task.id.clone())
}

fn of_error(error: &Error, status: u16, format: impl Fn(&Task) -> String) -> Reply {
    let text = error.task.as_ref().map(format);
    let mut object = head(status, &error.message)
        .text("detail_zh", &error.message_zh)
        .text("kind", names::kind(error.kind))
        .text("advice", names::advice(error.advice))
        .text("purchase", names::purchase(error.purchase))
        .option("field", error.field.as_deref())
        .option("code", error.code.as_deref())
        .option("request_id", error.request_id.as_deref());
    if let (Some(task), Some(text)) = (&error.task, &text) {
        object = object.json("task", &outcome::task(task, text));
    }
    let mut answer = reply(status, object);
    if is_repeatable(error, status) {
        let seconds = error.retry_after_ms.map(|ms| ms.div_ceil(1000).max(1));
        let seconds = seconds.unwrap_or(POLL_SECONDS);
        answer = answer.with("retry-after", seconds.to_string());
    }
    match text {
        Some(text) => answer.at_task(&text),
        None => answer,
    }
}

fn head(status: u16, detail: &str) -> Object {
    Object::default()
        .text("title", title(status))
        .number("status", status.into())
        .text("detail", detail)
}

fn reply(status: u16, object: Object) -> Reply {
    Reply {
        media_type: "application/problem+json",
        ..Reply::json(status, object.end())
    }
}

fn is_repeatable(error: &Error, status: u16) -> bool {
    let is_asked = matches!(error.advice, Advice::RepeatLater | Advice::CollectTask);
    matches!(status, 429 | 502 | 503 | 504) && is_asked
}

/// Programs between client and server, and many clients, repeat a request by
/// themselves after 429, 502, 503 and 504. So a submission is answered with one
/// of those only where it bought nothing.
fn status(error: &Error, is_purchase: bool) -> u16 {
    let may_be_bought = is_purchase && error.purchase != Purchase::NotMade;
    match error.kind {
        ErrorKind::Moderated | ErrorKind::RejectedMedia => 422,
        _ if may_be_bought => 500,
        ErrorKind::InvalidInput | ErrorKind::Unsupported => 422,
        ErrorKind::NotPermitted => 403,
        ErrorKind::TaskGone => 404,
        ErrorKind::ExpiredLink => 410,
        ErrorKind::TooLarge => 413,
        ErrorKind::RateLimited => 429,
        ErrorKind::OutcomeUnknown | ErrorKind::Internal => 500,
        ErrorKind::RejectedCredentials
        | ErrorKind::ClockSkew
        | ErrorKind::ServiceFailed
        | ErrorKind::DeniedByHost
        | ErrorKind::Network
        | ErrorKind::BadReply => 502,
        ErrorKind::NoCredentials | ErrorKind::LimitReached => 503,
        ErrorKind::TimedOut => 504,
    }
}

fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn error(kind: ErrorKind, advice: Advice, purchase: Purchase) -> Error {
        let task = Task {
            tool: "t".to_owned(),
            id: "1".to_owned(),
            submitted_at: 7,
            output: None,
        };
        Error {
            kind,
            advice,
            message: "It \"failed\".".to_owned(),
            message_zh: "失败。".to_owned(),
            field: None,
            code: Some("50500".to_owned()),
            request_id: None,
            retry_after_ms: None,
            purchase,
            task: (purchase == Purchase::Made).then_some(task),
        }
    }

    fn answer(error: &Error, is_purchase: bool) -> Reply {
        failed(error, is_purchase, |task| format!("vt1.{}", task.id))
    }

    fn header<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
        let found = reply.headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    #[test]
    fn a_problem_says_what_was_billed_and_who_must_act() {
        let mut error = error(
            ErrorKind::RateLimited,
            Advice::RepeatLater,
            Purchase::NotMade,
        );
        error.retry_after_ms = Some(1500);
        let reply = answer(&error, true);
        assert_eq!(
            (reply.status, header(&reply, "retry-after")),
            (429, Some("2"))
        );
        assert_eq!(reply.media_type, "application/problem+json");
        let body: Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(
            body,
            serde_json::json!({
                "title": "Too Many Requests", "status": 429, "detail": "It \"failed\".",
                "detail_zh": "失败。", "kind": "rate-limited", "advice": "repeat-later",
                "purchase": "not-made", "code": "50500",
            })
        );
    }

    /// What is repeated without thought must not buy again.
    #[test]
    fn a_submission_that_may_be_billed_has_no_status_that_is_repeated() {
        const REPEATED: [u16; 6] = [408, 425, 429, 502, 503, 504];
        const KINDS: [ErrorKind; 20] = [
            ErrorKind::InvalidInput,
            ErrorKind::Unsupported,
            ErrorKind::NoCredentials,
            ErrorKind::RejectedCredentials,
            ErrorKind::NotPermitted,
            ErrorKind::ClockSkew,
            ErrorKind::RateLimited,
            ErrorKind::Moderated,
            ErrorKind::RejectedMedia,
            ErrorKind::TooLarge,
            ErrorKind::TaskGone,
            ErrorKind::ExpiredLink,
            ErrorKind::ServiceFailed,
            ErrorKind::OutcomeUnknown,
            ErrorKind::DeniedByHost,
            ErrorKind::Network,
            ErrorKind::TimedOut,
            ErrorKind::LimitReached,
            ErrorKind::BadReply,
            ErrorKind::Internal,
        ];
        for kind in KINDS {
            for purchase in [Purchase::Made, Purchase::Unknown] {
                let error = error(kind, Advice::RepeatLater, purchase);
                let reply = answer(&error, true);
                assert!(
                    !REPEATED.contains(&reply.status),
                    "{kind:?}: {}",
                    reply.status
                );
                assert_eq!(header(&reply, "retry-after"), None, "{kind:?}");
            }
        }
    }

    #[test]
    fn a_query_of_a_task_may_be_repeated_and_leads_to_it() {
        let error = error(ErrorKind::Network, Advice::CollectTask, Purchase::Made);
        let reply = answer(&error, false);
        assert_eq!(
            (reply.status, header(&reply, "retry-after")),
            (502, Some("5"))
        );
        assert_eq!(header(&reply, "location"), Some("/v1/tasks/vt1.1"));
        let body: Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(body["task"]["text"], "vt1.1");
    }
}
