//! One running service: everything it remembers, and its way through a request.

use crate::clock::Clock;
use crate::envelope::{Answer, SUCCESS, Stamp};
use crate::faults::{Faults, What};
use crate::gateway::{self, Known};
use crate::journal::{Journal, Kind, Seen};
use crate::links::Links;
use crate::meter::Counter;
use crate::offer::Offer;
use crate::quota::Rate;
use crate::request::Request;
use crate::signature::{Authorization, Credential};
use crate::tasks::Tasks;
use crate::wire::Plan;
use crate::{Config, backend};
use serde_json::json;
use std::time::{Duration, Instant};

/// Where result links point.
const MEDIA_PATH: &str = "/media/";

/// Everything the service remembers.
pub(crate) struct Service {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) journal: Journal,
    pub(crate) links: Links,
    pub(crate) meter: Counter,
    pub(crate) offer: Offer,
    pub(crate) rate: Rate,
    pub(crate) tasks: Tasks,
}

impl Service {
    pub(crate) fn new(config: Config, offer: Offer, endpoint: String) -> Service {
        Service {
            clock: Clock::new(config.clock_offset_seconds),
            faults: Faults::new(config.faults.clone()),
            journal: Journal::new(config.keep_requests),
            links: Links::new(endpoint),
            meter: Counter::default(),
            offer,
            rate: Rate::default(),
            tasks: Tasks::default(),
            config,
        }
    }

    /// The answer, and how it is to be put on the wire.
    pub(crate) async fn handle(&self, request: Request) -> (Answer, Plan) {
        let is_download = request.path.starts_with(MEDIA_PATH);
        let action = request.parameter("Action").unwrap_or_default();
        let number = self.journal.note(seen(&request, &action, is_download));
        let fault = self
            .faults
            .befall((!is_download).then_some(action.as_str()));
        let stamp = Stamp::new(&self.clock);
        if let Some((mut answer, plan)) = fault.as_ref().and_then(|what| instead(what, &stamp)) {
            let settled = match plan {
                Plan::Whole => (answer.status, answer.code),
                _ => (0, 0),
            };
            self.journal.settle(number, settled, false);
            self.date(&mut answer);
            return (answer, plan);
        }
        let mut answer = if is_download {
            self.download(&request).await
        } else {
            self.call(&request, &stamp).await
        };
        let accepted = if is_download {
            answer.status == 200
        } else {
            answer.code == SUCCESS
        };
        let is_query = crate::action::queries(&action);
        self.meter.turn(|meter| {
            meter.downloads += u64::from(is_download && accepted);
            meter.queries += u64::from(is_query && accepted);
        });
        self.journal
            .settle(number, (answer.status, answer.code), accepted);
        self.date(&mut answer);
        let plan = match fault {
            Some(What::Hang) => std::future::pending().await,
            Some(What::Delay(ms)) => {
                tokio::time::sleep(Duration::from_millis(ms)).await;
                Plan::Whole
            }
            Some(What::CloseAfter(bytes)) => Plan::CloseAfter(bytes),
            Some(What::Drip { bytes, every_ms }) => Plan::Drip { bytes, every_ms },
            _ => Plan::Whole,
        };
        (answer, plan)
    }

    async fn call(&self, request: &Request, stamp: &Stamp) -> Answer {
        if !matches!(request.path.as_str(), "" | "/") {
            return Answer::new(404, "text/plain", "404 page not found\n");
        }
        match gateway::admit(request, &self.config, &self.clock) {
            Err(rejected) => stamp.gateway(&rejected),
            Ok(admitted) => {
                let outcome = backend::run(self, &admitted, &request.body).await;
                stamp.business(outcome)
            }
        }
    }

    async fn download(&self, request: &Request) -> Answer {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Answer::new(405, "text/plain", "method not allowed\n");
        }
        let file = request.path.trim_start_matches(MEDIA_PATH);
        match self.links.follow(file, &request.query, &self.clock) {
            Err(status) => {
                let text = if status == 403 {
                    "the link has expired or is not valid\n"
                } else {
                    "no such file\n"
                };
                Answer::new(status, "text/plain", text)
            }
            Ok(media) => {
                let content_type = media.content_type();
                let bytes = tokio::task::spawn_blocking(move || media.bytes()).await;
                Answer::new(200, content_type, bytes.unwrap_or_default())
            }
        }
    }

    /// Every answer says what time the service believes it is.
    fn date(&self, answer: &mut Answer) {
        let known = answer
            .headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("date"));
        if !known {
            answer
                .headers
                .push(("Date".to_owned(), self.clock.http_date()));
        }
    }
}

/// The answer of a fault that takes the place of the service's work.
fn instead(what: &What, stamp: &Stamp) -> Option<(Answer, Plan)> {
    let nothing = || Answer::new(200, "text/plain", "");
    let answer = match what {
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
        } => stamp.business(Err(crate::envelope::Refusal {
            status: Some(*status),
            ..crate::envelope::Refusal::new(*code, message)
        })),
        What::GatewayCode {
            status,
            number,
            code,
            message,
        } => stamp.gateway_as(&Known::default(), (*status, *number, code, message)),
        What::TaskStatus(word) => stamp.business(Ok(json!({ "status": word }))),
        What::Raw(bytes) => return Some((nothing(), Plan::Raw(bytes.clone()))),
        What::Endless(head, more) => {
            // Small pieces would make the endless reply a slow one.
            let more = more.repeat(65_536 / more.len() + 1);
            return Some((nothing(), Plan::Endless(head.clone(), more)));
        }
        What::Reset => return Some((nothing(), Plan::Reset)),
        _ => return None,
    };
    Some((answer, Plan::Whole))
}

fn seen(request: &Request, action: &str, is_download: bool) -> Seen {
    let credential = request
        .header("authorization")
        .and_then(|header| Authorization::parse(&header))
        .and_then(|parsed| Credential::parse(&parsed.credential?));
    Seen {
        kind: if is_download {
            Kind::Download
        } else {
            Kind::Api
        },
        action: action.to_owned(),
        method: request.method.clone(),
        path: request.path.clone(),
        query: request.query.clone(),
        headers: request.headers.clone(),
        body: request.body.clone(),
        access_key_id: credential.map(|c| c.access_key_id),
        at: Instant::now(),
        connection: request.connection,
        accepted: false,
        status: 0,
        code: 0,
    }
}
