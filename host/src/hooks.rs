//! The one way out of the sandbox: policy first, then the shared client.

use crate::Egress;
use crate::transport::{Timeouts, Transport};
use http::Request;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

/// What a call asked of the network.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    requests: AtomicU32,
    submits: AtomicU32,
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

    fn count(&self, query: &str) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        if query.contains("Submit") || query.contains("CVProcess") {
            self.submits.fetch_add(1, Ordering::Relaxed);
        }
    }
}

pub(crate) struct Hooks {
    pub(crate) transport: Transport,
    pub(crate) egress: Arc<Egress>,
    pub(crate) meter: Arc<Meter>,
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
        // Whoever carries a signature goes to the API; whoever carries none can
        // only want a file.
        let signed = request.headers().contains_key(http::header::AUTHORIZATION);
        let allowed = match request.method() == http::Method::GET && !signed {
            true => self.egress.check_link(request.uri()),
            false => self.egress.check_api(request.uri()),
        };
        if let Err(denied) = allowed {
            tracing::warn!(host = %denied.host, reason = denied.reason, "request denied");
            return Box::new(async { Err(Error::HttpRequestDenied) });
        }
        let query = request.uri().query().filter(|_| signed);
        self.meter.count(query.unwrap_or_default());
        let transport = self.transport.clone();
        let timeouts = Timeouts::from(options.unwrap_or_default());
        Box::new(async move {
            let started = Instant::now();
            let answer = transport.send(request, timeouts).await;
            let ms = started.elapsed().as_millis() as u64;
            match &answer {
                Ok(response) => {
                    tracing::debug!(status = response.status().as_u16(), ms, "answered")
                }
                Err(error) => tracing::debug!(%error, ms, "not answered"),
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
    fn submits_are_told_from_queries() {
        let meter = Meter::default();
        for action in ["CVSync2AsyncSubmitTask", "CVProcess", "CVGetResult"] {
            meter.count(&format!("Action={action}&Version=2022-08-31"));
        }
        assert_eq!((meter.requests(), meter.submits()), (3, 2));
    }
}
