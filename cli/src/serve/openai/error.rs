//! Errors in OpenAI's shape, with the kind, the advice and the word on the purchase inside.
//!
//! OpenAI's clients repeat a request by themselves after 408, 409, 429 and 5xx, and obey
//! `x-should-retry`: nothing that may have been bought is answered with one of these.

use super::reply;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use visual_host::{Advice, Error, ErrorKind, Purchase};
use visual_http_api::Reply;

const SHOULD_RETRY: HeaderName = HeaderName::from_static("x-should-retry");

/// When to come back where the service does not say, in seconds.
const USUAL_RETRY_S: u32 = 5;

/// Where OpenAI's interface is. What the server does not have of it is 404 in its shape.
const ROUTES: [&str; 12] = [
    "/v1/images",
    "/v1/models",
    "/v1/videos",
    "/v1/audio",
    "/v1/batches",
    "/v1/chat",
    "/v1/completions",
    "/v1/embeddings",
    "/v1/files",
    "/v1/moderations",
    "/v1/realtime",
    "/v1/responses",
];

/// Whether a path is one of OpenAI's interface.
pub fn is_route(path: &str) -> bool {
    let below = |root: &str| {
        let rest = path.strip_prefix(root);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    ROUTES.into_iter().any(below)
}

/// A refusal of the server's own, before anything was bought, from its problem details.
pub fn problem_response(reply: Reply) -> Response {
    let problem: Value = serde_json::from_str(&reply.body).unwrap_or_default();
    let text = |name: &str| {
        problem
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let status = StatusCode::from_u16(reply.status);
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut refusal = Refusal::new(status, text("kind"), text("detail"));
    let retry = reply
        .headers
        .iter()
        .find(|(name, _)| *name == "retry-after");
    refusal.retry = retry.and_then(|(_, seconds)| seconds.parse().ok());
    let mut response = refusal.into_response();
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    }
    response
}

/// A request that is answered with an error.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    error: Map<String, Value>,
    /// Whether repeating the request may help, and when.
    retry: Option<u32>,
}

impl Refusal {
    pub fn new(status: StatusCode, code: &str, message: &str) -> Refusal {
        let mut error = Map::new();
        let mut put = |name: &str, value: Value| error.insert(name.to_owned(), value);
        put("message", json!(message));
        put("type", json!(error_type(status)));
        put("param", Value::Null);
        put("code", json!(code));
        put("purchase", json!(Purchase::NotMade));
        Refusal {
            status,
            error,
            retry: None,
        }
    }

    /// A body that is not as it must be.
    pub fn invalid(message: &str) -> Refusal {
        Refusal::new(StatusCode::BAD_REQUEST, "invalid-input", message)
    }

    /// The same about a member of the request.
    pub fn about(mut self, param: &str) -> Refusal {
        self.error.insert("param".to_owned(), json!(param));
        self
    }

    /// An error of a purchase, by what the client called the field.
    pub fn of_purchase(error: &Error, param: Option<&str>) -> Refusal {
        Refusal::from_error(error, status(error, true), param)
    }

    /// An error of a question about a task, which may be asked again.
    pub fn of_query(error: &Error) -> Refusal {
        Refusal::from_error(error, status(error, false), None)
    }

    fn from_error(error: &Error, status: StatusCode, param: Option<&str>) -> Refusal {
        let mut refusal = Refusal::new(status, code(error), &error.message);
        let is_repeated = status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error();
        if is_repeated && matches!(error.advice, Advice::RepeatLater | Advice::CollectTask) {
            let seconds = error.retry_after_ms.map(|ms| ms.div_ceil(1000).max(1));
            refusal.retry = Some(seconds.unwrap_or(USUAL_RETRY_S));
        }
        let mut visual = Map::new();
        let task = error.task.as_ref().map(ToString::to_string);
        for (name, value) in [("task", &task), ("idempotency_key", &error.idempotency_key)] {
            if let Some(value) = value {
                visual.insert(name.to_owned(), json!(value));
            }
        }
        let visual = (!visual.is_empty()).then_some(visual);
        let put = [
            ("param", json!(param.or(error.field.as_deref()))),
            ("kind", json!(error.kind)),
            ("advice", json!(error.advice)),
            ("purchase", json!(error.purchase)),
            ("message_zh", json!(error.message_zh)),
            ("service_code", json!(error.code)),
            ("request_id", json!(error.request_id)),
            ("visual", json!(visual)),
        ];
        for (name, value) in put {
            if name == "param" || !value.is_null() {
                refusal.error.insert(name.to_owned(), value);
            }
        }
        refusal
    }

    /// The same with a member beside the task.
    pub fn with_visual(mut self, name: &str, value: Value) -> Refusal {
        let visual = self.error.entry("visual").or_insert_with(|| json!({}));
        if let Some(visual) = visual.as_object_mut() {
            visual.insert(name.to_owned(), value);
        }
        self
    }

    /// The body, as a reply or as an event.
    pub fn json(&self) -> Value {
        json!({ "error": self.error })
    }

    #[cfg(test)]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    #[cfg(test)]
    pub fn param(&self) -> Option<&str> {
        self.error["param"].as_str()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = reply::json(self.status, &self.json());
        let headers = response.headers_mut();
        let should_retry = match self.retry {
            Some(_) => "true",
            None => "false",
        };
        headers.insert(SHOULD_RETRY, HeaderValue::from_static(should_retry));
        if let Some(seconds) = self.retry {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// What was bought, or may have been, gets 424, after which no client repeats a request.
fn status(error: &Error, is_purchase: bool) -> StatusCode {
    let may_be_bought = is_purchase && error.purchase != Purchase::NotMade;
    let returns = error.advice == Advice::RepeatLater;
    match error.kind {
        ErrorKind::Moderated | ErrorKind::RejectedMedia => StatusCode::BAD_REQUEST,
        _ if may_be_bought => StatusCode::FAILED_DEPENDENCY,
        ErrorKind::InvalidInput | ErrorKind::Unsupported => StatusCode::BAD_REQUEST,
        ErrorKind::NotPermitted => StatusCode::FORBIDDEN,
        ErrorKind::TaskGone => StatusCode::NOT_FOUND,
        ErrorKind::ExpiredLink => StatusCode::GONE,
        ErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorKind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::LimitReached if !returns => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::LimitReached | ErrorKind::NoCredentials | ErrorKind::TimedOut => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        ErrorKind::Io if returns => StatusCode::SERVICE_UNAVAILABLE,
        ErrorKind::RejectedCredentials
        | ErrorKind::ClockSkew
        | ErrorKind::ServiceFailed
        | ErrorKind::DeniedByHost
        | ErrorKind::Network
        | ErrorKind::BadReply => StatusCode::BAD_GATEWAY,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// OpenAI's code where it has one, else the kind.
fn code(error: &Error) -> &'static str {
    match error.kind {
        ErrorKind::Moderated => "content_policy_violation",
        ErrorKind::RateLimited => "rate_limit_exceeded",
        ErrorKind::LimitReached if error.advice != Advice::RepeatLater => "insufficient_quota",
        kind => kind.as_str(),
    }
}

fn error_type(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "authentication_error",
        StatusCode::FORBIDDEN => "permission_error",
        StatusCode::TOO_MANY_REQUESTS => "rate_limit_error",
        StatusCode::FAILED_DEPENDENCY => "upstream_error",
        status if status.is_server_error() => "server_error",
        _ => "invalid_request_error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What OpenAI's clients repeat by themselves.
    fn is_repeated(response: &Response) -> bool {
        let status = response.status().as_u16();
        let should = response.headers().get(SHOULD_RETRY);
        match should.and_then(|value| value.to_str().ok()) {
            Some(should) => should == "true",
            None => [408, 409, 429].contains(&status) || status >= 500,
        }
    }

    fn error(kind: ErrorKind, advice: Advice, purchase: Purchase) -> Error {
        let mut error = Error::refused(kind, "width", ("It failed.".into(), "失败。".into()));
        error.advice = advice;
        error.purchase = purchase;
        error
    }

    #[test]
    fn what_may_be_bought_is_never_repeated() {
        for &kind in ErrorKind::ALL {
            for &advice in Advice::ALL {
                for purchase in [Purchase::Made, Purchase::Unknown] {
                    let error = error(kind, advice, purchase);
                    let response = Refusal::of_purchase(&error, None).into_response();
                    let status = response.status().as_u16();
                    assert!(!is_repeated(&response), "{kind} {advice}");
                    assert!(status < 429 && ![408, 409].contains(&status), "{kind}");
                }
            }
        }
    }

    #[test]
    fn a_refusal_that_passes_says_when_to_come_back() {
        let mut limited = error(
            ErrorKind::RateLimited,
            Advice::RepeatLater,
            Purchase::NotMade,
        );
        limited.retry_after_ms = Some(1500);
        let response = Refusal::of_purchase(&limited, None).into_response();
        assert_eq!(
            (response.status().as_u16(), is_repeated(&response)),
            (429, true)
        );
        assert_eq!(response.headers()[header::RETRY_AFTER], "2");
        let spent = error(ErrorKind::LimitReached, Advice::FixInput, Purchase::NotMade);
        let response = Refusal::of_purchase(&spent, None).into_response();
        assert_eq!(
            (response.status().as_u16(), is_repeated(&response)),
            (429, false)
        );
    }

    #[test]
    fn problem_details_keep_their_status_and_headers() {
        let late = visual_http_api::problem::refused(503, "limit-reached", "Later.");
        let response = problem_response(late.with("retry-after", "7"));
        let headers = response.headers();
        assert_eq!(response.status(), 503);
        assert_eq!(headers[header::RETRY_AFTER], "7");
        assert_eq!(headers[header::CONTENT_TYPE], "application/json");
        assert!(is_repeated(&response));
        let strange = visual_http_api::problem::refused(401, "unauthorized", "Who?");
        assert!(!is_repeated(&problem_response(strange)));
    }

    #[test]
    fn an_error_has_the_members_of_both() {
        let error = error(ErrorKind::Moderated, Advice::FixInput, Purchase::NotMade);
        let refusal = Refusal::of_purchase(&error, Some("size"));
        assert_eq!(
            refusal.json(),
            json!({ "error": {
                "message": "It failed.", "type": "invalid_request_error", "param": "size",
                "code": "content_policy_violation", "kind": "moderated", "advice": "fix-input",
                "purchase": "not-made", "message_zh": "失败。",
            } })
        );
    }

    #[test]
    fn routes_are_told_by_their_path() {
        for path in [
            "/v1/images/edits",
            "/v1/models",
            "/v1/models/a",
            "/v1/videos/x/content",
        ] {
            assert!(is_route(path), "{path}");
        }
        for path in ["/v1/tools", "/v1/modelsx", "/", "/v1/imagesgenerations"] {
            assert!(!is_route(path), "{path}");
        }
    }
}
