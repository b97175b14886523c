//! The one way out of the sandbox: policy first, then the shared client.

use crate::Egress;
use crate::budget::Budget;
use crate::meter::Meter;
use crate::retry_budget::RetryBudget;
use crate::transport::fault::Fault;
use crate::transport::upload::Upload;
use crate::transport::{Line, Timeouts, Transport};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use std::sync::Arc;
use std::time::Instant;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

pub(crate) struct Hooks {
    pub(crate) transport: Transport,
    pub(crate) egress: Arc<Egress>,
    pub(crate) meter: Arc<Meter>,
    pub(crate) budget: Budget,
    pub(crate) retries: RetryBudget,
}

/// A request, by what can be seen of it.
struct Seen {
    /// Whoever carries a signature goes to the API; whoever carries none can
    /// only want a file.
    signed: bool,
    buys: bool,
    /// Whose budget of repetitions it uses: an access key's, or that of the
    /// host that has the file.
    account: String,
}

impl Seen {
    fn of(request: &Request<WasiBody>) -> Seen {
        let Some(authorization) = request.headers().get(http::header::AUTHORIZATION) else {
            return Seen {
                signed: false,
                buys: false,
                account: request
                    .uri()
                    .authority()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            };
        };
        let authorization = authorization.to_str().unwrap_or_default();
        let credential = authorization.split("Credential=").nth(1);
        let access_key_id = credential.and_then(|rest| rest.split('/').next());
        Seen {
            signed: true,
            buys: buys(request.uri().query().unwrap_or_default()),
            account: access_key_id.unwrap_or_default().to_owned(),
        }
    }
}

/// Whether a request may buy something: all that do not ask after a task or
/// take one back.
fn buys(query: &str) -> bool {
    let action = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("Action="));
    let free = |name: &str| {
        name.ends_with("GetResult") || name.ends_with("QueryTask") || name == "CVCancelTask"
    };
    !action.is_some_and(free)
}

impl Hooks {
    /// Why a request must not go out now, if so.
    fn held_back(&self, request: &Request<WasiBody>, seen: &Seen) -> Option<Fault> {
        let repeats = match seen.signed {
            true => self.meter.failed(),
            false => self.meter.fetched_before(request.uri()),
        };
        if repeats && !self.retries.take(&seen.account, Instant::now()) {
            tracing::warn!("too many repetitions: the service seems to be out of order");
            return Some(Fault::unsent(Error::ConnectionLimitReached));
        }
        if seen.buys && !self.meter.may_buy(&self.budget) {
            return Some(Fault::unsent(Error::HttpRequestDenied));
        }
        None
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
        let seen = Seen::of(&request);
        let allowed = match request.method() == http::Method::GET && !seen.signed {
            true => self
                .egress
                .check_link_of(request.uri(), self.meter.is_pippit()),
            false => self.egress.check_api(request.uri()),
        };
        if let Err(denied) = allowed {
            tracing::warn!(host = %denied.host, reason = denied.reason, "request denied");
            return Box::new(async { Err(Fault::unsent(Error::HttpRequestDenied).told()) });
        }
        if let Some(fault) = self.held_back(&request, &seen) {
            return Box::new(async { Err(fault.told()) });
        }
        self.meter.count();
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
            body = Upload::new(body, &parts.headers, meter.gate().clone()).boxed_unsync();
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
            if seen.signed {
                meter.note(failed);
            }
            // A wish to wait is no failure, and no proof of health either.
            if !failed && !status.is_ok_and(|status| status == StatusCode::TOO_MANY_REQUESTS) {
                retries.earned(&seen.account);
            }
            let response = answer.map_err(Fault::told)?;
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
            ("CVCancelTask", false),
        ] {
            let query = format!("Action={action}&Version=2022-08-31");
            assert_eq!(buys(&query), expected, "{action}");
        }
        assert!(buys(""), "what cannot be told may buy");
    }
}
