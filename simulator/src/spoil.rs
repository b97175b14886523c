//! What faults make of answers.

use crate::End;
use crate::What;
use crate::envelope::{Answer, Refusal, Stamp};
use crate::gateway::Known;
use crate::hops::Hop;
use crate::plan::{Plan, Then};
use crate::request::Request;
use hyper::StatusCode;
use serde_json::json;
use std::time::Duration;

/// A request and what belongs to its answer.
pub(crate) struct Scene<'a> {
    pub(crate) request: &'a Request,
    pub(crate) stamp: &'a Stamp,
    /// The address of the simulator.
    pub(crate) base: &'a str,
}

impl Scene<'_> {
    /// The answer of a fault that takes the place of the service's work, or of its answer.
    pub(crate) fn instead(&self, what: &What) -> Option<(Answer, Plan)> {
        let plan = match what {
            What::Raw(bytes) => Plan::Own(bytes.clone(), Then::End),
            What::Endless(head, more) => {
                // Small pieces would make the endless reply a slow one.
                let more = more.repeat(65_536 / more.len() + 1);
                Plan::Own(head.clone(), Then::Repeat(more))
            }
            What::Reset => Plan::Reset,
            other => return self.answer(other).map(|answer| (answer, Plan::Whole)),
        };
        Some((Answer::unseen(), plan))
    }

    fn answer(&self, what: &What) -> Option<Answer> {
        Some(match what {
            What::Answer {
                status,
                content_type,
                body,
            } => Answer::new(*status, content_type, body.clone()),
            What::Reply {
                status,
                headers,
                body,
            } => Answer {
                status: *status,
                code: 0,
                headers: headers.clone(),
                body: body.clone(),
            },
            What::BusinessCode {
                status,
                code,
                message,
            } => self.stamp.business(Err(Refusal {
                status: Some(*status),
                ..Refusal::new(*code, message)
            })),
            What::GatewayCode {
                status,
                number,
                code,
                message,
            } => self
                .stamp
                .gateway_as(&Known::default(), (*status, *number, code, message)),
            What::TaskStatus(word) => self.stamp.business(Ok(json!({ "status": word }))),
            What::TaskData(data) => self.stamp.business(Ok(data.clone())),
            What::Redirect { status, location } => redirect(*status, location.clone()),
            What::RedirectToItself(status) => {
                let Request { path, query, .. } = self.request;
                redirect(*status, format!("{}{path}?{query}", self.base))
            }
            What::Hops { status, count } => {
                self.hop(Hop::start(*count, *status), &self.request.query)?
            }
            _ => return None,
        })
    }

    /// The redirection that this hop of a chain is; `None` where it leads to the file.
    pub(crate) fn hop(&self, hop: Hop, query: &str) -> Option<Answer> {
        let (status, link) = hop.next(&self.request.path, query)?;
        Some(redirect(status, format!("{}{link}", self.base)))
    }

    /// Spoils an answer, and says how it goes over the wire.
    pub(crate) fn spoil(&self, answer: &mut Answer, what: &What) -> Plan {
        match what {
            What::CloseAfter(bytes) => return Plan::CutAfter(*bytes, End::Close),
            What::ResetAfter(bytes) => return Plan::CutAfter(*bytes, End::Reset),
            What::StallAfter(bytes) => return Plan::StallAfter(*bytes),
            What::HoldAfter(bytes, gate) => {
                let open = Box::pin(gate.clone().pass());
                return Plan::HoldAfter(*bytes, open);
            }
            What::Drip { bytes, every_ms } => {
                return Plan::Drip {
                    bytes: *bytes,
                    every_ms: *every_ms,
                };
            }
            What::CutBody(bytes) => answer.body.truncate(*bytes),
            What::WrongLength(by) => {
                let length = i64::try_from(answer.body.len()).unwrap_or(i64::MAX);
                let announced = length.saturating_add(*by).max(0);
                let header = ("Content-Length".to_owned(), announced.to_string());
                answer.headers.push(header);
            }
            What::Date(text) => {
                answer.headers.retain(|(name, _)| !is(name, "date"));
                let header = text.clone().map(|text| ("Date".to_owned(), text));
                answer.headers.extend(header);
            }
            _ => {}
        }
        Plan::Whole
    }

    /// The plan for an answer whose Content-Length is not that of its body, which an HTTP library would not send.
    pub(crate) fn untruth(&self, answer: &Answer) -> Option<Plan> {
        let length = answer.body.len();
        let mut announced = answer
            .headers
            .iter()
            .filter(|(name, _)| is(name, "content-length"))
            .map(|(_, value)| value.as_str());
        let lie = announced.find(|value| value.parse() != Ok(length))?;
        let mut bytes = head(answer);
        // The length that answers HEAD is that of a body that does not come.
        if self.request.method == "HEAD" {
            return Some(Plan::Own(bytes, Then::Stay));
        }
        bytes.extend(&answer.body);
        let then = match lie.parse::<usize>() {
            Ok(fewer) if fewer < length => Then::Stay,
            _ => Then::End,
        };
        Some(Plan::Own(bytes, then))
    }
}

/// Waits, where the fault is a wait.
pub(crate) async fn wait(what: &What) {
    match what {
        What::Hang => std::future::pending().await,
        What::Hold(gate) => gate.clone().pass().await,
        What::Delay(ms) => tokio::time::sleep(Duration::from_millis(*ms)).await,
        _ => {}
    }
}

fn redirect(status: u16, location: String) -> Answer {
    Answer {
        status,
        code: 0,
        headers: vec![("Location".to_owned(), location)],
        body: Vec::new(),
    }
}

fn is(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}

/// The head of the answer as it is on the wire, with the headers that it has.
fn head(answer: &Answer) -> Vec<u8> {
    let status = StatusCode::from_u16(answer.status).unwrap_or_default();
    let headers: String = answer
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    format!("HTTP/1.1 {status}\r\n{headers}\r\n").into_bytes()
}
