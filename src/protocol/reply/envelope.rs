//! The three envelopes of an answer: the backend's, the gateway's, and the
//! backend's inside of the gateway's.

use serde_json::{Map, Value};

use crate::protocol::redaction::Secrets;
use crate::protocol::reply::reader::File;
use crate::protocol::reply::unexpected::{Defect, UnexpectedReply};
use visual_catalog::Side;
use visual_catalog::json_text;
use visual_catalog::sanitize::{clean, cut};

/// The most characters of the service's own text that are passed on.
const MAX_TEXT: usize = 300;
/// The same of its codes and identifiers.
const MAX_WORD: usize = 64;
/// So many more are read, since what is cut off may show that the rest is part
/// of a secret.
const MARGIN: usize = 64;
/// The code of success.
const SUCCESS: &str = "10000";
/// The member that holds an answer of its own, often as JSON in a text.
pub const RESP_DATA: &str = "resp_data";

/// An answer as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body, without its files.
    pub body: Vec<u8>,
    /// The files that it held, in their order.
    pub files: Vec<File>,
    /// How the body is compressed, where that is not understood.
    pub coding: Option<String>,
    /// `Retry-After` in milliseconds, where it names a number of seconds.
    pub retry_after_ms: Option<u32>,
    /// The service's own time, in seconds since 1970.
    pub date: Option<u64>,
    /// What it may repeat of the request's secrets.
    pub secrets: Secrets,
    /// The side that it came from.
    pub side: Side,
}

/// What the head of an answer tells beside its body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints {
    /// `Retry-After` in milliseconds.
    pub retry_after_ms: Option<u32>,
    /// How far the service's clock is ahead of this machine's, in seconds.
    pub clock_offset_s: Option<i64>,
    /// When it came, in seconds since 1970, by this machine's clock.
    pub now: u64,
    /// The side that it came from.
    pub side: Side,
}

impl Reply {
    /// What its head tells, at a moment given in seconds since 1970.
    pub fn hints(&self, now: u64) -> Hints {
        let ahead = |date: u64| date.cast_signed().saturating_sub(now.cast_signed());
        Hints {
            retry_after_ms: self.retry_after_ms,
            clock_offset_s: self.date.map(ahead),
            now,
            side: self.side,
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
        what: UnexpectedReply,
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

/// Whether a body begins as that of a success does. It proves nothing, and
/// saves a look at what only another reply has.
pub fn begins_as_success(body: &[u8]) -> bool {
    body.starts_with(br#"{"code":10000,"#)
}

/// Reads a reply, whatever its HTTP status. `is_known` tells whether a code has
/// a meaning: a gateway sends a word and a number, and one of them may be new.
pub fn decode(reply: &Reply, is_known: fn(&str) -> bool) -> Decoded {
    // One reader of JSON for the whole component: a second, for bytes, would cost 10 KB.
    let json = str::from_utf8(&reply.body).map(json_text::parse);
    let mut outer = match json {
        Ok(Ok(Value::Object(object))) => object,
        Ok(Ok(_)) => return reply.unreadable(Defect::NotAnObject, None),
        Ok(Err(error)) if error.is_data() => {
            let request_id = reply.scan_request_id();
            return reply.unreadable(Defect::TooManyValues, request_id);
        }
        _ => match &reply.coding {
            Some(coding) => return reply.compressed(coding),
            None => return reply.unreadable(Defect::NotJson, reply.scan_request_id()),
        },
    };
    let metadata = outer.remove("ResponseMetadata");
    let gateway_id = metadata
        .as_ref()
        .and_then(|m| reply.word(m.get("RequestId")));
    let error = metadata.as_ref().and_then(|m| m.get("Error"));
    // Some writers name what is not there.
    if let Some(error) = error.filter(|error| !error.is_null()) {
        return reply.gateway_failure(error, gateway_id, is_known);
    }
    let inner = match outer.remove("Result") {
        Some(Value::Object(result)) => result,
        _ => outer,
    };
    reply.business(inner, (metadata.is_some(), gateway_id))
}

impl Reply {
    fn gateway_failure(
        &self,
        error: &Value,
        request_id: Option<String>,
        is_known: fn(&str) -> bool,
    ) -> Decoded {
        let word = self.word(error.get("Code"));
        let number = self.word(error.get("CodeN"));
        let known = |code: &&String| is_known(code);
        let either = [word.as_ref(), number.as_ref()];
        let code = either.into_iter().flatten().find(known).cloned();
        match code.or(word).or(number) {
            Some(code) => Decoded::Failure(Failure {
                code,
                text: self.text(error.get("Message"), MAX_TEXT),
                request_id,
            }),
            None => self.unreadable(Defect::NoGatewayCode, request_id),
        }
    }

    fn business(
        &self,
        mut object: Map<String, Value>,
        (is_wrapped, gateway_id): (bool, Option<String>),
    ) -> Decoded {
        let request_id = self.word(object.get("request_id")).or(gateway_id);
        let code = match self.word(object.get("code")) {
            Some(code) => code,
            // A client of BytePlus reads `data` beside the gateway's metadata,
            // without a code.
            None if is_wrapped && object.get("data").is_some_and(Value::is_object) => {
                SUCCESS.into()
            }
            None => return self.unreadable(Defect::NoCode, request_id),
        };
        if code != SUCCESS {
            return Decoded::Failure(Failure {
                code,
                text: self.text(object.get("message"), MAX_TEXT),
                request_id,
            });
        }
        let mut data = match object.remove("data") {
            Some(Value::Object(data)) => data,
            None | Some(Value::Null) => Map::new(),
            Some(_) => return self.unreadable(Defect::DataNotAnObject, request_id),
        };
        // Opened before secrets are looked for: JSON can write a letter in several ways.
        open_resp_data(&mut data);
        self.secrets.hide_members(&mut data);
        Decoded::Success {
            data,
            request_id: request_id.unwrap_or_default(),
        }
    }

    fn compressed(&self, coding: &str) -> Decoded {
        let coding = self.shown(coding, MAX_WORD);
        Decoded::Unreadable {
            what: self.unexpected(Defect::Compressed, coding),
            request_id: None,
        }
    }

    fn unreadable(&self, defect: Defect, request_id: Option<String>) -> Decoded {
        let beginning = self.body.get(..400).unwrap_or(&self.body);
        let beginning = self.shown(String::from_utf8_lossy(beginning).trim(), 80);
        Decoded::Unreadable {
            what: self.unexpected(defect, beginning),
            request_id,
        }
    }

    fn unexpected(&self, defect: Defect, excerpt: String) -> UnexpectedReply {
        UnexpectedReply {
            defect,
            status: Some(self.status),
            excerpt,
        }
    }

    /// A short text that says something, or a number as text.
    fn word(&self, value: Option<&Value>) -> Option<String> {
        match value? {
            // Some writers know no whole numbers: `10000.0`.
            Value::Number(number) => match number.as_f64() {
                Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e9 => {
                    Some((float as i64).to_string())
                }
                _ => Some(number.to_string()),
            },
            text => Some(self.text(Some(text), MAX_WORD)).filter(|word| !word.is_empty()),
        }
    }

    fn text(&self, value: Option<&Value>, max: usize) -> String {
        self.shown(value.and_then(Value::as_str).unwrap_or_default(), max)
    }

    /// What is passed on of a text: cleaned, without secrets, and cut.
    fn shown(&self, text: &str, max: usize) -> String {
        let mut text = clean(text, max + MARGIN);
        self.secrets.hide(&mut text);
        cut(text, max)
    }

    /// Finds the request id in a body that is not valid JSON, such as one that was cut off.
    fn scan_request_id(&self) -> Option<String> {
        const NAMES: [&[u8]; 2] = [b"\"request_id\"", b"\"RequestId\""];
        NAMES.into_iter().find_map(|name| {
            let named = |place: &[u8]| place == name;
            let at = self.body.windows(name.len()).position(named)?;
            let rest = self.body.get(at + name.len()..)?.trim_ascii_start();
            let rest = rest.strip_prefix(b":")?.trim_ascii_start();
            let rest = rest.strip_prefix(b"\"")?;
            let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
            let id = rest
                .get(..end)
                .filter(|id| (1..=MAX_WORD).contains(&id.len()))?;
            let ended = rest.get(end) == Some(&b'"');
            ended.then(|| self.shown(&String::from_utf8_lossy(id), MAX_WORD))
        })
    }
}

/// Replaces the text of `resp_data` by the object that it holds.
fn open_resp_data(data: &mut Map<String, Value>) {
    if let Some(Value::String(text)) = data.get(RESP_DATA)
        && let Ok(Value::Object(inner)) = json_text::parse(text)
    {
        data.insert(RESP_DATA.into(), Value::Object(inner));
    }
}

#[cfg(test)]
#[path = "envelope_tests.rs"]
mod tests;
