//! The one way out of the sandbox: policy first, then the shared client.

mod reply;

use crate::Egress;
use crate::net::fault::Fault;
use crate::net::timeouts::Timeouts;
use crate::net::transport::{Line, Transport};
use crate::net::upload::Upload;
use crate::purchase::budget::Budget;
use crate::purchase::retry_budget::RetryBudget;
use crate::sandbox::allowance::Connection;
use crate::sandbox::meter::Meter;
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use reply::{Refusal, Reply};
use std::sync::Arc;
use std::time::Instant;
use visual_catalog::{Side, is_query};
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

pub(crate) struct Hooks {
    pub(crate) transport: Transport,
    pub(crate) egress: Arc<Egress>,
    pub(crate) meter: Arc<Meter>,
    pub(crate) budget: Budget,
    pub(crate) retries: RetryBudget,
    /// The side of the keys that were handed over last.
    pub(crate) side: Side,
}

/// A request, by what can be seen of it.
struct Seen {
    /// Whether it is of the API. What is not, can only want a file.
    api: bool,
    buys: bool,
    /// Whose budget of repetitions it uses: an access key's, or that of the
    /// host that has the file.
    account: String,
}

impl Seen {
    fn new(request: &Request<WasiBody>) -> Seen {
        let query = request.uri().query().unwrap_or_default();
        let authorization = request.headers().get(http::header::AUTHORIZATION);
        if authorization.is_none() && request.method() == Method::GET && !is_call(query) {
            return Seen {
                api: false,
                buys: false,
                account: request
                    .uri()
                    .authority()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            };
        }
        let authorization = authorization.and_then(|value| value.to_str().ok());
        let authorization = authorization.unwrap_or_default();
        let credential = authorization.split("Credential=").nth(1);
        let access_key_id = credential.and_then(|rest| rest.split('/').next());
        Seen {
            api: true,
            buys: buys(query),
            account: access_key_id.unwrap_or_default().to_owned(),
        }
    }
}

/// Whether a query names an action: its signature may stand there as well as in
/// a header.
fn is_call(query: &str) -> bool {
    query
        .split('&')
        .any(|pair| name(pair).eq_ignore_ascii_case("action"))
}

/// The name of a pair of a query.
fn name(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}

/// Whether a request may buy something: all that do not ask after a task or
/// take one back. A query that two readers could read in two ways may buy.
fn buys(query: &str) -> bool {
    let mut actions = query
        .split('&')
        .filter(|pair| is_call(pair) || name(pair).contains('%'));
    let (action, more) = (actions.next(), actions.next());
    let action = action.and_then(|pair| pair.strip_prefix("Action="));
    more.is_some() || !action.is_some_and(is_query)
}

impl Hooks {
    /// A place for a request, or why it must not go out now.
    fn admit(&self, request: &Request<WasiBody>, seen: &Seen) -> Result<Connection, Fault> {
        let Some(connection) = self.meter.allowance.connect() else {
            tracing::warn!("the call asks too much of the network");
            return Err(Fault::unsent(Error::ConnectionLimitReached));
        };
        let repeats = match seen.api {
            true => self.meter.failed(),
            false => self.meter.fetched_before(request.uri()),
        };
        if repeats && !self.retries.take(&seen.account, Instant::now()) {
            tracing::warn!("too many repetitions: the service seems to be out of order");
            return Err(Fault::unsent(Error::ConnectionLimitReached));
        }
        if seen.buys && !self.meter.may_buy(&self.budget) {
            return Err(Fault::unsent(Error::HttpRequestDenied));
        }
        Ok(connection)
    }
}

type Sent = (
    http::Response<WasiBody>,
    Box<dyn Future<Output = Result<(), Error>> + Send>,
);

impl WasiHttpHooks for Hooks {
    fn send_request(
        &mut self,
        request: Request<WasiBody>,
        options: Option<RequestOptions>,
        _fut: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Result<Sent, Error>> + Send> {
        let seen = Seen::new(&request);
        let allowed = match seen.api {
            true => self.egress.check_api(request.uri(), self.side),
            false => {
                let pippit = self.meter.is_pippit();
                self.egress.check_link_of(request.uri(), pippit)
            }
        };
        if let Err(denied) = allowed {
            tracing::warn!(host = %denied.host, reason = denied.reason, "request denied");
            return Box::new(async { Err(Fault::unsent(Error::HttpRequestDenied).told()) });
        }
        let connection = match self.admit(&request, &seen) {
            Ok(connection) => connection,
            Err(fault) => return Box::new(async { Err(fault.told()) }),
        };
        self.meter.count(seen.buys);
        let line = if seen.buys { Line::New } else { Line::Any };
        let (meter, retries) = (self.meter.clone(), self.retries.clone());
        let transport = self.transport.clone();
        let timeouts = Timeouts::from(options.unwrap_or_default());
        let timeouts = Timeouts {
            connect: meter.connect_within(timeouts.connect),
            ..timeouts
        };
        let (parts, mut body) = request.into_parts();
        if seen.buys {
            let gates = meter.open_gates();
            body = Upload::new(body, &parts.headers, gates).boxed_unsync();
        }
        let request = Request::from_parts(parts, body);
        Box::new(async move {
            let started = Instant::now();
            let answer = transport.send(request, (line, timeouts)).await;
            let ms = started.elapsed().as_millis() as u64;
            match &answer {
                Ok(response) => {
                    tracing::debug!(status = response.status().as_u16(), ms, "answered")
                }
                Err(fault) => tracing::debug!(error = fault.name(), ms, "not answered"),
            }
            let status = answer.as_ref().map(http::Response::status);
            let failed = status.as_ref().map_or(true, StatusCode::is_server_error);
            if seen.api {
                meter.note(failed);
            }
            // `Retry-After` is neither a failure nor a proof of health.
            if !failed && !status.is_ok_and(|status| status == StatusCode::TOO_MANY_REQUESTS) {
                retries.earned(&seen.account);
            }
            if seen.buys && answer.as_ref().is_err_and(Fault::is_unsent) {
                meter.bought_nothing();
            }
            let response = answer.map_err(Fault::told)?;
            let status = response.status().as_u16();
            let refusal = seen.buys.then(|| Refusal::new(status, meter));
            let response =
                response.map(|body| Reply::new(body, connection, refusal).boxed_unsync());
            let done: Box<dyn Future<Output = _> + Send> = Box::new(async { Ok(()) });
            Ok((response, done))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_buy_is_told_from_what_asks() {
        for (action, expected) in [
            ("CVSync2AsyncSubmitTask", true),
            ("CVProcess", true),
            ("FaceSwapAI", true),
            ("CVGetResult", false),
            ("CVSync2AsyncGetResult", false),
            ("VideoInpaintQueryTask", false),
            ("VideoOverResolutionQueryTaskV2", false),
            ("VideoOverResolutionSubmitTaskV2", true),
            ("CVCancelTask", false),
        ] {
            let query = format!("Action={action}&Version=2022-08-31");
            assert_eq!(buys(&query), expected, "{action}");
        }
        assert!(buys(""), "what cannot be told may buy");
        for query in [
            "Action=CVProcess&Action=CVGetResult",
            "Action=CVGetResult&Action=CVProcess",
            "%41ction=CVProcess&Action=CVGetResult",
            "Action=CVGetResult&action=CVProcess",
            "Action=CVGetResult%00",
        ] {
            assert!(buys(query), "{query}");
        }
    }

    #[test]
    fn a_call_is_told_from_a_file() {
        for (query, expected) in [
            ("", false),
            ("rk3s=7f9e&x-expires=1&x-signature=a%2Fb", false),
            ("Action=CVProcess", true),
            ("Version=2022-08-31&action=CVProcess", true),
        ] {
            assert_eq!(is_call(query), expected, "{query}");
        }
    }
}
