//! One HTTP client for all calls: pooled connections, TLS with the platform's
//! trust, no redirects, and nothing that is ever sent twice.

use super::body::TimedBody;
use super::connect::Connector;
use super::fault::Fault;
use super::resolver::Resolver;
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
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody};

/// A connection that lay idle for longer may be gone already.
const LONGEST_IDLE: Duration = Duration::from_secs(2);

/// How long a connection may take to be made, TLS included.
const LONGEST_CONNECT: Duration = Duration::from_secs(10);
/// How much sooner a connection is given up than the request.
const SHORTEST_MARGIN: Duration = Duration::from_millis(100);

type HttpClient = Client<HttpsConnector<Connector>, WasiBody>;

/// A handle on the shared clients.
#[derive(Clone)]
pub(crate) struct Transport {
    pooled: HttpClient,
    fresh: HttpClient,
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

/// How long each stage of a request may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    pub(crate) first_byte: Duration,
    pub(crate) between_bytes: Duration,
}

impl From<RequestOptions> for Timeouts {
    fn from(options: RequestOptions) -> Timeouts {
        let seconds = Duration::from_secs;
        let first_byte = options.first_byte_timeout.unwrap_or(seconds(60));
        // A little sooner than whoever asks gives up, who is still told then that
        // nothing was sent.
        let margin = (first_byte / 10).max(SHORTEST_MARGIN).min(first_byte / 2);
        let connect = options.connect_timeout.unwrap_or(first_byte);
        Timeouts {
            connect: connect.min(LONGEST_CONNECT).min(first_byte - margin),
            first_byte,
            between_bytes: options.between_bytes_timeout.unwrap_or(seconds(30)),
        }
    }
}

impl Transport {
    /// Clients of its own, which resolve names as the policy says.
    pub(crate) fn new(egress: &Egress, proxy: Option<Arc<Proxy>>) -> Result<Transport, HostError> {
        let tls = tls::config().map_err(|error| HostError::Tls(error.to_string()))?;
        Ok(Transport::with_tls(tls, (egress, proxy)))
    }

    /// The same under another policy or behind another proxy, with connections
    /// of its own.
    pub(crate) fn with(&self, egress: &Egress, proxy: Option<Arc<Proxy>>) -> Transport {
        Transport::with_tls(self.tls.clone(), (egress, proxy))
    }

    fn with_tls(tls: ClientConfig, (egress, proxy): (&Egress, Option<Arc<Proxy>>)) -> Transport {
        let connector = Connector::new(Resolver::new(egress), proxy);
        let client = |idle| {
            Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(LONGEST_IDLE)
                .pool_max_idle_per_host(idle)
                .retry_canceled_requests(false)
                .build(secured(connector.clone(), tls.clone()))
        };
        Transport {
            pooled: client(usize::MAX),
            fresh: client(0),
            tls,
        }
    }

    /// Sends a request once, and returns the head of the reply.
    pub(crate) async fn send(
        &self,
        mut request: Request<WasiBody>,
        (line, timeouts): (Line, Timeouts),
    ) -> Result<Response<WasiBody>, Fault> {
        let mut connected = capture_connection(&mut request);
        let mut reply = pin!(self.client(line).request(request));
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
        let response = answer.map_err(|error| Fault::from_request(&error))?;
        Ok(
            response
                .map(|incoming| TimedBody::new(incoming, timeouts.between_bytes).boxed_unsync()),
        )
    }

    fn client(&self, line: Line) -> &HttpClient {
        match line {
            Line::Any => &self.pooled,
            Line::New => &self.fresh,
        }
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
