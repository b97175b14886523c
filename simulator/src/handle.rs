//! The way of a request through the service.

use crate::envelope::{Answer, SUCCESS, Stamp};
use crate::faults::Aim;
use crate::hops::Hop;
use crate::journal::{Kind, Seen};
use crate::plan::Plan;
use crate::request::Request;
use crate::service::Service;
use crate::signature::{Authorization, Credential};
use crate::spoil::{Scene, wait};
use crate::{Side, What, backend, gateway, links};
use std::time::Instant;

impl Service {
    /// The answer, and how it is to be put on the wire.
    pub(crate) async fn handle(&self, request: Request) -> (Answer, Plan) {
        let is_download = links::is_download(&request.path);
        let action = request.parameter("Action").unwrap_or_default();
        let number = self.journal.note(seen(&request, &action, is_download));
        let aim = if is_download {
            Aim::Download(&request.query)
        } else {
            Aim::Call(&action)
        };
        let mut fault = self.faults.befall(aim);
        if let Some(What::HoldBefore(gate)) = fault {
            gate.pass().await;
            fault = self.faults.befall_released(aim);
        }
        let scene = Scene {
            request: &request,
            stamp: &Stamp::new(&self.clock),
            base: self.links.base(),
        };
        let mut accepted = false;
        let instead = fault.as_ref().and_then(|what| scene.instead(what));
        let (mut answer, mut plan) = if let Some(instead) = instead {
            instead
        } else {
            let answer;
            (answer, accepted) = self.work(&scene, (&action, is_download)).await;
            let after = match &fault {
                Some(What::AfterWork(inner)) => scene.instead(inner),
                _ => None,
            };
            after.unwrap_or((answer, Plan::Whole))
        };
        let settled = match plan {
            Plan::Whole => (answer.status, answer.code),
            _ => (0, 0),
        };
        self.journal.settle(number, settled, accepted);
        self.complete(&mut answer);
        if let (Some(what), Plan::Whole) = (&fault, &plan) {
            plan = scene.spoil(&mut answer, what);
            wait(what).await;
        }
        match scene.untruth(&answer) {
            Some(untruth) if matches!(plan, Plan::Whole) => (Answer::unseen(), untruth),
            _ => (answer, plan),
        }
    }

    /// Does what the request asks, and says whether it was accepted.
    async fn work(&self, scene: &Scene<'_>, (action, is_download): (&str, bool)) -> (Answer, bool) {
        let answer = if is_download {
            self.download(scene).await
        } else {
            self.call(scene.request, scene.stamp).await
        };
        let accepted = if is_download {
            answer.status == 200
        } else {
            answer.code == SUCCESS
        };
        let is_query = crate::action::queries(action);
        self.meter.turn(|meter| {
            meter.downloads += u64::from(is_download && accepted);
            meter.queries += u64::from(is_query && accepted);
        });
        (answer, accepted)
    }

    async fn call(&self, request: &Request, stamp: &Stamp) -> Answer {
        if !matches!(request.path.as_str(), "" | "/") {
            return Answer::new(404, "text/plain", "404 page not found\n");
        }
        match gateway::admit(request, &self.config, &self.clock) {
            Err(rejected) => stamp.gateway(&rejected),
            Ok(admitted) => {
                let outcome = backend::run(self, &admitted, &request.body).await;
                match admitted.side {
                    Side::Byteplus if self.config.byteplus_wrapped => {
                        stamp.wrapped(outcome, &admitted.known)
                    }
                    _ => stamp.business(outcome),
                }
            }
        }
    }

    async fn download(&self, scene: &Scene<'_>) -> Answer {
        let request = scene.request;
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Answer::new(405, "text/plain", "method not allowed\n");
        }
        let (query, hop) = Hop::split(&request.query);
        let onward = hop.and_then(|hop| scene.hop(hop, query));
        match self.links.follow(&request.path, query, &self.clock) {
            Ok(_) if let Some(onward) = onward => onward,
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
