//! The three envelopes of an answer (§3.1 of the API document).

use serde_json::{Map, Value};

use crate::fault::excerpt;
use crate::media::reply_reader::File;
use crate::task_text::is_id;

/// The most characters of the service's own text that are passed on.
const MOST_TEXT: usize = 300;

/// An answer as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body, without its files.
    pub body: Vec<u8>,
    /// The files that it held, in their order.
    pub files: Vec<File>,
    /// `Retry-After` in milliseconds, where it can be read.
    pub retry_after_ms: Option<u32>,
    /// The service's own time, in seconds since 1970.
    pub date: Option<u64>,
}

/// What the head of an answer tells beside its body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints {
    /// `Retry-After` in milliseconds.
    pub retry_after_ms: Option<u32>,
    /// How far the service's clock is ahead of this machine's, in seconds.
    pub clock_offset_s: Option<i64>,
}

impl Reply {
    /// What its head tells, at a moment given in seconds since 1970.
    pub fn hints(&self, now: u64) -> Hints {
        let ahead = |date: u64| date.cast_signed().saturating_sub(now.cast_signed());
        Hints {
            retry_after_ms: self.retry_after_ms,
            clock_offset_s: self.date.map(ahead),
        }
    }
}

/// What an answer says.
#[derive(Debug)]
pub enum Decoded {
    /// Code 10000.
    Success {
        /// The data object; empty when there was none.
        data: Map<String, Value>,
        /// The service's identifier of the request.
        request_id: String,
    },
    /// Any other code.
    Failure(Failure),
    /// Not an envelope.
    Unreadable {
        /// What it was instead, for people.
        what: String,
        /// The service's identifier of the request, where it could be read.
        request_id: Option<String>,
    },
}

/// A failure that the service names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The business code, or the word of the gateway.
    pub code: String,
    /// The service's text: cleaned and cut.
    pub text: String,
    /// The service's identifier of the request.
    pub request_id: Option<String>,
}

/// Reads an answer, whatever its HTTP status.
pub fn decode(reply: &Reply) -> Decoded {
    // One reader of JSON for the whole component: a second, for bytes, would cost 10 KB.
    let json = str::from_utf8(&reply.body).map(serde_json::from_str);
    let mut outer = match json {
        Ok(Ok(Value::Object(object))) => object,
        Ok(Ok(_)) => return unreadable(reply, "JSON, but no object", None),
        _ => return unreadable(reply, "not JSON", None),
    };
    let metadata = outer.remove("ResponseMetadata");
    let gateway_id = metadata.as_ref().and_then(|m| text(m.get("RequestId")?));
    if let Some(error) = metadata.as_ref().and_then(|m| m.get("Error")) {
        return gateway_failure(reply, error, gateway_id);
    }
    let inner = match outer.remove("Result") {
        Some(Value::Object(result)) => result,
        _ => outer,
    };
    business(reply, inner, gateway_id)
}

fn gateway_failure(reply: &Reply, error: &Value, request_id: Option<String>) -> Decoded {
    let word = error.get("Code").and_then(text);
    let number = error.get("CodeN").and_then(text);
    match word.or(number) {
        Some(code) => Decoded::Failure(Failure {
            code,
            text: clean(error.get("Message")),
            request_id,
        }),
        None => unreadable(reply, "a gateway error without a code", request_id),
    }
}

fn business(reply: &Reply, mut object: Map<String, Value>, gateway_id: Option<String>) -> Decoded {
    let request_id = object.get("request_id").and_then(text).or(gateway_id);
    let Some(code) = object.get("code").and_then(text) else {
        return unreadable(reply, "JSON without a code", request_id);
    };
    if code != "10000" {
        return Decoded::Failure(Failure {
            code,
            text: clean(object.get("message")),
            request_id,
        });
    }
    match object.remove("data") {
        Some(Value::Object(data)) => Decoded::Success {
            data,
            request_id: request_id.unwrap_or_default(),
        },
        None | Some(Value::Null) => Decoded::Success {
            data: Map::new(),
            request_id: request_id.unwrap_or_default(),
        },
        Some(_) => unreadable(reply, "success with data that is no object", request_id),
    }
}

/// A text that says something, or a number as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(excerpt(text, 64)).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn clean(message: Option<&Value>) -> String {
    let text = message.and_then(Value::as_str).unwrap_or_default();
    excerpt(text, MOST_TEXT)
}

fn unreadable(reply: &Reply, what: &str, request_id: Option<String>) -> Decoded {
    let beginning = String::from_utf8_lossy(reply.body.get(..400).unwrap_or(&reply.body));
    let beginning = excerpt(beginning.trim(), 80);
    Decoded::Unreadable {
        what: format!("{what} (HTTP {}): `{beginning}`", reply.status),
        request_id: request_id.or_else(|| salvaged(&reply.body)),
    }
}

/// The identifier of the request in an answer that broke off, or that is no
/// JSON for another reason: the service's support asks for it all the same.
fn salvaged(body: &[u8]) -> Option<String> {
    const NAMES: [&[u8]; 2] = [b"\"request_id\"", b"\"RequestId\""];
    let value = |at: usize| {
        let rest = body.get(at..)?;
        let rest = NAMES.iter().find_map(|name| rest.strip_prefix(*name))?;
        let value = rest.trim_ascii_start().strip_prefix(b":")?;
        let text = value.trim_ascii_start().strip_prefix(b"\"")?;
        let end = text.iter().position(|byte| *byte == b'"')?;
        let id = str::from_utf8(text.get(..end)?).ok()?;
        is_id(id).then(|| id.to_string())
    };
    (0..body.len()).find_map(value)
}

#[cfg(test)]
mod tests {
    use super::{Decoded, Failure, Reply, decode};

    fn read(status: u16, body: &str) -> Decoded {
        decode(&Reply {
            status,
            body: body.into(),
            ..Reply::default()
        })
    }

    #[test]
    fn business_success() {
        let body = r#"{"code":10000,"data":{"task_id":"7392616336519610409"},"message":"Success","request_id":"R","status":10000,"time_elapsed":"84.448µs"}"#;
        let Decoded::Success { data, request_id } = read(200, body) else {
            panic!("no success");
        };
        assert_eq!(data["task_id"], "7392616336519610409");
        assert_eq!(request_id, "R");
    }

    #[test]
    fn business_failure_whatever_the_status() {
        let body =
            r#"{"code":50413,"data":null,"message":"Post Text Risk Not Pass","request_id":"R"}"#;
        for status in [200, 400, 500] {
            let Decoded::Failure(failure) = read(status, body) else {
                panic!("no failure");
            };
            assert_eq!(
                failure,
                Failure {
                    code: "50413".into(),
                    text: "Post Text Risk Not Pass".into(),
                    request_id: Some("R".into()),
                }
            );
        }
    }

    #[test]
    fn gateway_failure() {
        let body = r#"{"ResponseMetadata":{"RequestId":"G","Error":{"CodeN":100010,"Code":"SignatureDoesNotMatch","Message":"no \u001b[31mmatch"}}}"#;
        let Decoded::Failure(failure) = read(401, body) else {
            panic!("no failure");
        };
        assert_eq!(failure.code, "SignatureDoesNotMatch");
        assert_eq!(failure.text, "no [31mmatch");
        assert_eq!(failure.request_id.as_deref(), Some("G"));
    }

    #[test]
    fn result_wrapped() {
        let body = r#"{"ResponseMetadata":{"RequestId":"G"},"Result":{"code":10000,"data":{"task_id":"9"},"request_id":"R"}}"#;
        assert!(
            matches!(read(200, body), Decoded::Success { request_id, .. } if request_id == "R")
        );
        let body = r#"{"ResponseMetadata":{"RequestId":"G","Error":{"Code":"50215","Message":"Input invalid"}}}"#;
        assert!(matches!(read(400, body), Decoded::Failure(failure) if failure.code == "50215"));
    }

    #[test]
    fn a_broken_answer_still_names_its_request() {
        for (body, expected) in [
            (
                r#"{"code":10000,"request_id":"2025-R","data":{"#,
                Some("2025-R"),
            ),
            (
                r#"{"ResponseMetadata":{"RequestId" : "G"},"Result":"#,
                Some("G"),
            ),
            (r#"<html>{"RequestId":"G"}</html>"#, Some("G")),
            (r#"{"request_id":"","RequestId":"G""#, Some("G")),
            (r#"{"request_id":"R"#, None),
            (r#"{"request_id":"two words","#, None),
            (r#"{"request_id":null,"#, None),
            (r#"{"request_id""#, None),
        ] {
            let Decoded::Unreadable { request_id, .. } = read(200, body) else {
                panic!("{body} is read");
            };
            assert_eq!(request_id.as_deref(), expected, "{body}");
        }
    }

    #[test]
    fn everything_else_is_unreadable() {
        let deep = "[".repeat(10_000);
        for body in [
            "",
            "null",
            "[]",
            "<html>busy</html>",
            "{}",
            r#"{"code":10000,"data":[]}"#,
            r#"{"code":null}"#,
            r#"{"code":""}"#,
            r#"{"code":"\u202e"}"#,
            r#"{"code":1e999}"#,
            r#"{"ResponseMetadata":{"RequestId":"G","Error":{}}}"#,
            deep.as_str(),
        ] {
            assert!(
                matches!(read(200, body), Decoded::Unreadable { .. }),
                "{body:.40}"
            );
        }
    }
}
