//! One HTTP client for all calls: pooled connections, TLS with the platform's
//! trust, no redirects, and nothing that is ever sent twice.

use super::body::TimedBody;
use super::connect::Connector;
use super::fault::{self, Fault};
use super::resolver::Resolver;
use super::single;
use super::timeouts::Timeouts;
use super::tls;
use crate::{Egress, HostError, Proxy};
use http::{Request, Response};
use http_body_util::BodyExt;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::capture_connection;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;
use wasmtime_wasi_http::{Error, WasiBody};

/// A connection that lay idle for longer may be gone already.
const LONGEST_IDLE: Duration = Duration::from_secs(2);

type HttpClient = Client<HttpsConnector<Connector>, WasiBody>;

/// A handle on the shared client.
#[derive(Clone)]
pub(crate) struct Transport(Arc<Clients>);

struct Clients {
    pooled: HttpClient,
    connector: HttpsConnector<Connector>,
    tls: ClientConfig,
}

/// Which connection a request goes out on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// One that lies idle, if there is one.
    Any,
    /// One of its own: an idle one may be gone, and nobody could tell whether
    /// a purchase on it was made.
    New,
}

impl Transport {
    /// A client of its own, which resolves names as the policy says.
    pub(crate) fn new(egress: &Egress, proxy: Option<Arc<Proxy>>) -> Result<Transport, HostError> {
        let tls = tls::config().map_err(|error| HostError::Tls(error.to_string()))?;
        Ok(Transport::with_tls(tls, (egress, proxy)))
    }

    /// The same under another policy or behind another proxy, with connections
    /// of its own.
    pub(crate) fn with(&self, egress: &Egress, proxy: Option<Arc<Proxy>>) -> Transport {
        Transport::with_tls(self.0.tls.clone(), (egress, proxy))
    }

    fn with_tls(tls: ClientConfig, (egress, proxy): (&Egress, Option<Arc<Proxy>>)) -> Transport {
        let connector = Connector::new(Resolver::new(egress), proxy);
        let connector = secured(connector, tls.clone());
        let pooled = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(LONGEST_IDLE)
            .retry_canceled_requests(false)
            .build(connector.clone());
        Transport(Arc::new(Clients {
            pooled,
            connector,
            tls,
        }))
    }

    /// Sends a request once, and returns the head of the reply.
    pub(crate) async fn send(
        &self,
        mut request: Request<WasiBody>,
        (line, timeouts): (Line, Timeouts),
    ) -> Result<Response<WasiBody>, Fault> {
        let silence = timeouts.between_bytes;
        if line == Line::New {
            let response = single::send(&self.0.connector, request, timeouts).await?;
            return Ok(response.map(|body| TimedBody::new(body, silence).boxed_unsync()));
        }
        let mut connected = capture_connection(&mut request);
        let mut reply = pin!(self.0.pooled.request(request));
        let connecting = async {
            tokio::select! {
                biased;
                early = reply.as_mut() => Some(early),
                _ = connected.wait_for_connection_metadata() => None,
            }
        };
        let early = timeout(timeouts.connect, connecting)
            .await
            .map_err(|_| Fault::unsent(Error::ConnectionTimeout))?;
        let answer = match early {
            Some(answer) => answer,
            None => timeout(timeouts.first_byte, reply)
                .await
                .map_err(|_| Fault::sent(Error::ConnectionReadTimeout))?,
        };
        let response = answer.map_err(|error| Fault::from_client(&error))?;
        Ok(response.map(|incoming| {
            let body = incoming.map_err(|error| fault::from_body(&error));
            TimedBody::new(body, silence).boxed_unsync()
        }))
    }
}

fn secured(connector: Connector, tls: ClientConfig) -> HttpsConnector<Connector> {
    HttpsConnectorBuilder::new()
        .with_tls_config(tls)
        .https_or_http()
        .enable_http1()
        .wrap_connector(connector)
}

#[cfg(test)]
#[path = "transport_tests.rs"]
mod tests;
