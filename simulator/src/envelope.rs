//! The two envelopes that answers come in: the backend's and the gateway's.

use crate::clock::{self, Clock};
use crate::codes;
use crate::dice;
use crate::gateway::{Known, Rejected};
use serde_json::{Map, Value, json};
use std::time::Instant;

/// `code` of success.
pub(crate) const SUCCESS: i64 = 10000;

/// A finished HTTP answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The business code, or the gateway's `CodeN`; 0 where there is none.
    pub(crate) code: i64,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
        Answer {
            status,
            code: 0,
            headers: vec![("Content-Type".to_owned(), content_type.to_owned())],
            body: body.into(),
        }
    }

    /// The answer where other bytes go over the wire in its place.
    pub(crate) fn unseen() -> Answer {
        Answer::new(200, "text/plain", "")
    }

    fn json(status: u16, code: i64, body: &Value) -> Answer {
        Answer {
            code,
            ..Answer::new(status, "application/json; charset=utf-8", escaped(body))
        }
    }
}

/// JSON as the service writes it: these characters stand only in strings.
fn escaped(body: &Value) -> String {
    let text = body.to_string().replace('&', "\\u0026");
    text.replace('<', "\\u003c").replace('>', "\\u003e")
}

/// A "no" of the visual backend.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) code: i64,
    /// `None`: the text that belongs to the code.
    pub(crate) message: Option<String>,
    /// `None`: the HTTP status that belongs to the code.
    pub(crate) status: Option<u16>,
}

impl Refusal {
    pub(crate) fn code(code: i64) -> Refusal {
        Refusal {
            code,
            message: None,
            status: None,
        }
    }

    pub(crate) fn new(code: i64, message: impl Into<String>) -> Refusal {
        Refusal {
            message: Some(message.into()),
            ..Refusal::code(code)
        }
    }

    pub(crate) fn text(&self) -> String {
        let usual = || codes::business(self.code).map(|known| known.message.clone());
        self.message.clone().or_else(usual).unwrap_or_default()
    }
}

/// What every answer to one request has in common.
pub(crate) struct Stamp {
    request_id: String,
    started: Instant,
}

impl Stamp {
    pub(crate) fn new(clock: &Clock) -> Stamp {
        let tail = hex::encode_upper(dice::unforeseen::<10>());
        Stamp {
            request_id: clock::china_stamp(clock.now()) + &tail,
            started: Instant::now(),
        }
    }

    /// The backend's envelope, for success and failure alike.
    pub(crate) fn business(&self, outcome: Result<Value, Refusal>) -> Answer {
        match outcome {
            Ok(data) => {
                let body = self.flat((SUCCESS, "Success"), data);
                Answer::json(200, SUCCESS, &body)
            }
            Err(refusal) => {
                let row = codes::business(refusal.code);
                let status = refusal.status.or(row.map(|row| row.http)).unwrap_or(400);
                let data = row.map(|row| row.data.clone()).unwrap_or_default();
                let body = self.flat((refusal.code, &refusal.text()), data);
                Answer::json(status, refusal.code, &body)
            }
        }
    }

    fn flat(&self, (code, message): (i64, &str), data: Value) -> Value {
        json!({
            "code": code,
            "data": data,
            "message": message,
            "request_id": self.request_id,
            "status": code,
            "time_elapsed": clock::go_duration(self.started.elapsed()),
        })
    }

    /// The same in the gateway's wrapper: success under `Result`, and a refusal as the gateway's, whose code is a text.
    pub(crate) fn wrapped(&self, outcome: Result<Value, Refusal>, known: &Known) -> Answer {
        match outcome {
            Err(refusal) => {
                let row = codes::business(refusal.code);
                let status = refusal.status.or(row.map(|row| row.http)).unwrap_or(400);
                let (code, text) = (refusal.code.to_string(), refusal.text());
                Answer {
                    code: refusal.code,
                    ..self.gateway_as(known, (status, None, &code, &text))
                }
            }
            Ok(data) => {
                let body = json!({
                    "ResponseMetadata": self.metadata(known),
                    "Result": self.flat((SUCCESS, "Success"), data),
                });
                Answer::json(200, SUCCESS, &body)
            }
        }
    }

    /// The gateway's envelope. It names the action and the scope as far as they could be read.
    pub(crate) fn gateway(&self, rejected: &Rejected) -> Answer {
        let code = codes::gateway(rejected.name);
        let message = code.map(|c| c.text(&rejected.details)).unwrap_or_default();
        let number = code.and_then(|c| c.number);
        let status = code.map_or(400, |c| c.http);
        self.gateway_as(&rejected.known, (status, number, rejected.name, &message))
    }

    /// The gateway's envelope with a code that need not be in the table.
    pub(crate) fn gateway_as(
        &self,
        known: &Known,
        (status, number, name, message): (u16, Option<i64>, &str, &str),
    ) -> Answer {
        let mut error = Map::new();
        if let Some(number) = number {
            error.insert("CodeN".to_owned(), number.into());
        }
        error.insert("Code".to_owned(), name.into());
        error.insert("Message".to_owned(), message.into());
        let mut metadata = self.metadata(known);
        metadata.insert("Error".to_owned(), error.into());
        let body = json!({ "ResponseMetadata": metadata });
        Answer::json(status, number.unwrap_or(0), &body)
    }

    fn metadata(&self, known: &Known) -> Map<String, Value> {
        let mut metadata = Map::new();
        metadata.insert("RequestId".to_owned(), self.request_id.clone().into());
        for (field, value) in [
            ("Action", &known.action),
            ("Version", &known.version),
            ("Service", &known.service),
            ("Region", &known.region),
        ] {
            if let Some(value) = value {
                metadata.insert(field.to_owned(), value.clone().into());
            }
        }
        metadata
    }
}
