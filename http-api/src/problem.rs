//! Failures, as problem details (RFC 9457). Members are those that the program
//! `visual` prints with `--json`, beside those of the RFC.

use crate::json::Object;
use crate::reply::{POLL_SECONDS, Reply};

/// A failed call, in the words of the WIT.
pub struct Failure<'a> {
    /// What failed.
    pub kind: &'a str,
    /// Who must act.
    pub advice: &'a str,
    /// Whether a task was accepted.
    pub purchase: &'a str,
    /// What happened, in English.
    pub message: &'a str,
    /// The same in Chinese.
    pub message_zh: &'a str,
    /// The argument at fault.
    pub field: Option<&'a str>,
    /// The service's code.
    pub code: Option<&'a str>,
    /// The service's identifier of the request.
    pub request_id: Option<&'a str>,
    /// How long the service asked to wait.
    pub retry_after_ms: Option<u32>,
    /// The key of a purchase that is unknown.
    pub idempotency_key: Option<&'a str>,
    /// The task that was accepted: its text, and the task as JSON.
    pub task: Option<(String, String)>,
}

/// A refusal of the server's own, before anything was sent: its status, kind
/// and text.
pub fn refused(status: u16, kind: &str, detail: &str) -> Reply {
    let object = head(status, detail)
        .text("kind", kind)
        .text("purchase", "not-made");
    reply(status, object)
}

/// A failed call. `is_purchase`: whether a repetition of the request would
/// submit a task.
pub fn failed(failure: &Failure<'_>, is_purchase: bool) -> Reply {
    with_status(failure, status(failure, is_purchase))
}

/// The catalogue's word on a name, or on a task, that does not exist.
pub fn not_found(failure: &Failure<'_>) -> Reply {
    with_status(failure, 404)
}

fn with_status(failure: &Failure<'_>, status: u16) -> Reply {
    let mut object = head(status, failure.message)
        .text("detail_zh", failure.message_zh)
        .text("kind", failure.kind)
        .text("advice", failure.advice)
        .text("purchase", failure.purchase)
        .option("field", failure.field)
        .option("code", failure.code)
        .option("request_id", failure.request_id)
        .option("idempotency_key", failure.idempotency_key);
    if let Some((_, json)) = &failure.task {
        object = object.json("task", json);
    }
    let mut answer = reply(status, object);
    if is_repeatable(failure, status) {
        let seconds = failure.retry_after_ms.map(|ms| ms.div_ceil(1000).max(1));
        let seconds = seconds.unwrap_or(POLL_SECONDS);
        answer = answer.with("retry-after", seconds.to_string());
    }
    match &failure.task {
        Some((text, _)) => answer.at_task(text),
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

fn is_repeatable(failure: &Failure<'_>, status: u16) -> bool {
    let is_asked = matches!(failure.advice, "repeat-later" | "collect-task");
    matches!(status, 409 | 429 | 502 | 503 | 504) && is_asked
}

/// Whether another request is submitting the same idempotency key.
fn is_in_flight(failure: &Failure<'_>) -> bool {
    failure.field == Some("idempotency-key") && failure.advice == "repeat-later"
}

/// Programs between client and server, and many clients, repeat a request by
/// themselves after 429, 502, 503 and 504. So a submission is answered with one
/// of those only where it bought nothing.
fn status(failure: &Failure<'_>, is_purchase: bool) -> u16 {
    let may_be_bought = is_purchase && failure.purchase != "not-made";
    match failure.kind {
        "moderated" | "rejected-media" => 422,
        "outcome-unknown" if is_in_flight(failure) => 409,
        _ if may_be_bought => 500,
        "invalid-input" | "unsupported" => 422,
        "not-permitted" => 403,
        "task-gone" => 404,
        "expired-link" => 410,
        "too-large" => 413,
        "rate-limited" => 429,
        "rejected-credentials"
        | "clock-skew"
        | "service-failed"
        | "denied-by-host"
        | "network"
        | "bad-reply" => 502,
        "no-credentials" | "limit-reached" | "io" => 503,
        "timed-out" => 504,
        _ => 500,
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
        416 => "Range Not Satisfiable",
        421 => "Misdirected Request",
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
    use crate::json;
    use serde_json::Value;

    fn failure<'a>(kind: &'a str, advice: &'a str, purchase: &'a str) -> Failure<'a> {
        let task = json::member("text", &json::text("vt1.1"));
        Failure {
            kind,
            advice,
            purchase,
            message: "It \"failed\".",
            message_zh: "失败。",
            field: None,
            code: Some("50500"),
            request_id: None,
            retry_after_ms: None,
            idempotency_key: None,
            task: (purchase == "made").then(|| ("vt1.1".to_owned(), task)),
        }
    }

    fn header<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
        let found = reply.headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    #[test]
    fn a_problem_says_what_was_billed_and_who_must_act() {
        let mut failure = failure("rate-limited", "repeat-later", "not-made");
        failure.retry_after_ms = Some(1500);
        let reply = failed(&failure, true);
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
        const KINDS: [&str; 21] = [
            "invalid-input",
            "unsupported",
            "no-credentials",
            "rejected-credentials",
            "not-permitted",
            "clock-skew",
            "rate-limited",
            "moderated",
            "rejected-media",
            "too-large",
            "task-gone",
            "expired-link",
            "service-failed",
            "outcome-unknown",
            "denied-by-host",
            "network",
            "timed-out",
            "limit-reached",
            "bad-reply",
            "io",
            "internal",
        ];
        for kind in KINDS {
            for purchase in ["made", "unknown"] {
                let reply = failed(&failure(kind, "repeat-later", purchase), true);
                assert!(
                    !REPEATED.contains(&reply.status),
                    "{kind}: {}",
                    reply.status
                );
                assert_eq!(header(&reply, "retry-after"), None, "{kind}");
            }
        }
    }

    #[test]
    fn a_key_that_is_being_submitted_is_a_conflict() {
        let mut failure = failure("outcome-unknown", "repeat-later", "unknown");
        failure.field = Some("idempotency-key");
        let reply = failed(&failure, true);
        assert_eq!(
            (reply.status, header(&reply, "retry-after")),
            (409, Some("5"))
        );
    }

    #[test]
    fn a_query_of_a_task_may_be_repeated_and_leads_to_it() {
        let reply = failed(&failure("network", "collect-task", "made"), false);
        assert_eq!(
            (reply.status, header(&reply, "retry-after")),
            (502, Some("5"))
        );
        assert_eq!(header(&reply, "location"), Some("/v1/tasks/vt1.1"));
        let body: Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(body["task"]["text"], "vt1.1");
    }
}
