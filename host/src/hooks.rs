//! The one way out of the sandbox: policy first, then the shared client.

use crate::Egress;
use crate::budget::Budget;
use crate::retry_budget::RetryBudget;
use crate::transport::{Line, Timeouts, Transport};
use http::Request;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Instant;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

/// What a call asked of the network.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    requests: AtomicU32,
    submits: AtomicU32,
    /// Whether the budget stopped it.
    stopped: AtomicBool,
    /// Whether its last request of the API failed, so that the next one is a
    /// repetition.
    failed: AtomicBool,
}

impl Meter {
    /// Requests that were handed to the client.
    pub(crate) fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Those among them that may buy something.
    pub(crate) fn submits(&self) -> u32 {
        self.submits.load(Ordering::Relaxed)
    }

    /// Whether the budget stopped it.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    fn count(&self, buys: bool) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.submits.fetch_add(buys.into(), Ordering::Relaxed);
    }
}

pub(crate) struct Hooks {
    pub(crate) transport: Transport,
    pub(crate) egress: Arc<Egress>,
    pub(crate) meter: Arc<Meter>,
    pub(crate) budget: Budget,
    pub(crate) retries: RetryBudget,
}

/// A request of the API, by what can be seen of it.
struct Signed {
    buys: bool,
    access_key_id: String,
}

impl Signed {
    /// Whoever carries a signature goes to the API; whoever carries none can
    /// only want a file.
    fn of(request: &Request<WasiBody>) -> Option<Signed> {
        let authorization = request.headers().get(http::header::AUTHORIZATION)?;
        let authorization = authorization.to_str().unwrap_or_default();
        let credential = authorization.split("Credential=").nth(1);
        let access_key_id = credential.and_then(|rest| rest.split('/').next());
        Some(Signed {
            buys: buys(request.uri().query().unwrap_or_default()),
            access_key_id: access_key_id.unwrap_or_default().to_owned(),
        })
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
    /// Why a request of the API must not go out now, if so.
    fn held_back(&self, signed: &Signed) -> Option<Error> {
        let failed = self.meter.failed.load(Ordering::Relaxed);
        if failed && !self.retries.take(&signed.access_key_id, Instant::now()) {
            tracing::warn!("too many repetitions: the service seems to be out of order");
            return Some(Error::ConnectionLimitReached);
        }
        if signed.buys && !self.budget.take() {
            self.meter.stopped.store(true, Ordering::Relaxed);
            return Some(Error::HttpRequestDenied);
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
        let signed = Signed::of(&request);
        let allowed = match request.method() == http::Method::GET && signed.is_none() {
            true => self.egress.check_link(request.uri()),
            false => self.egress.check_api(request.uri()),
        };
        if let Err(denied) = allowed {
            tracing::warn!(host = %denied.host, reason = denied.reason, "request denied");
            return Box::new(async { Err(Error::HttpRequestDenied) });
        }
        if let Some(error) = signed.as_ref().and_then(|signed| self.held_back(signed)) {
            return Box::new(async { Err(error) });
        }
        let buys = signed.as_ref().is_some_and(|signed| signed.buys);
        self.meter.count(buys);
        let line = if buys { Line::New } else { Line::Any };
        let (meter, retries) = (self.meter.clone(), self.retries.clone());
        let transport = self.transport.clone();
        let timeouts = Timeouts::from(options.unwrap_or_default());
        Box::new(async move {
            let started = Instant::now();
            let answer = transport.send(request, (line, timeouts)).await;
            let ms = started.elapsed().as_millis() as u64;
            match &answer {
                Ok(response) => {
                    tracing::debug!(status = response.status().as_u16(), ms, "answered")
                }
                Err(error) => tracing::debug!(%error, ms, "not answered"),
            }
            if let Some(signed) = signed {
                let failed = answer
                    .as_ref()
                    .map_or(true, |r| r.status().is_server_error());
                meter.failed.store(failed, Ordering::Relaxed);
                if !failed {
                    retries.earned(&signed.access_key_id);
                }
            }
            let response = answer?;
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
