//! A connection to where a request goes: straight, or through a proxy.

use super::resolver::Resolver;
use crate::Proxy;
use crate::net::egress::is_loopback;
use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use std::error::Error as StdError;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tower_service::Service;

/// The longest answer of a proxy to `CONNECT`, in bytes.
const MAX_HEAD: usize = 8 << 10;

type BoxError = Box<dyn StdError + Send + Sync>;

/// Connects straight, or through a proxy.
#[derive(Clone)]
pub(crate) struct Connector {
    direct: HttpConnector<Resolver>,
    /// To the proxy itself, which may well have a private address.
    to_proxy: HttpConnector<Resolver>,
    proxy: Option<Arc<Proxy>>,
    resolver: Resolver,
}

/// Why a proxy made no connection. Nothing of the request was sent then.
#[derive(Debug, thiserror::Error)]
pub(super) enum ProxyFault {
    #[error("the proxy cannot be reached")]
    Unreachable,
    #[error("the proxy wants another user name or password")]
    Unauthorized,
    #[error("the proxy refused the connection")]
    Refused,
}

impl Connector {
    pub(super) fn new(resolver: Resolver, proxy: Option<Arc<Proxy>>) -> Connector {
        let connector = |resolver| {
            let mut http = HttpConnector::new_with_resolver(resolver);
            http.enforce_http(false);
            http.set_nodelay(true);
            http
        };
        Connector {
            direct: connector(resolver.clone()),
            resolver,
            to_proxy: connector(Resolver::anywhere()),
            proxy,
        }
    }

    /// The proxy that a request goes through. Plain `http` goes to loopback only,
    /// and an address that was set for a name is used as it is.
    fn proxy_for(&self, uri: &Uri) -> Option<Arc<Proxy>> {
        let host = uri.host().unwrap_or_default();
        let port = uri.port_u16().unwrap_or(443);
        let secure = uri.scheme_str() == Some("https");
        let proxy = self
            .proxy
            .as_ref()
            .filter(|proxy| proxy.takes(host, port))?;
        let near = is_loopback(host) || self.resolver.fixed(host).is_some();
        (secure && !near).then(|| proxy.clone())
    }
}

impl Service<Uri> for Connector {
    type Response = TokioIo<TcpStream>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let Some(proxy) = self.proxy_for(&uri) else {
            let connecting = self.direct.call(uri);
            return Box::pin(async move { connecting.await.map_err(Into::into) });
        };
        let address = format!("http://{}:{}/", proxy.host, proxy.port);
        let address = address.parse::<Uri>().map(|uri| self.to_proxy.call(uri));
        Box::pin(async move {
            let stream = address.map_err(|_| ProxyFault::Unreachable)?;
            let stream = stream.await.map_err(|_| ProxyFault::Unreachable)?;
            let mut stream = stream.into_inner();
            let status = ask(&mut stream, &uri, &proxy).await;
            match status.map_err(|_| ProxyFault::Refused)? {
                200..=299 => Ok(TokioIo::new(stream)),
                407 => Err(ProxyFault::Unauthorized.into()),
                _ => Err(ProxyFault::Refused.into()),
            }
        })
    }
}

/// Asks for a connection, and reads the status of the answer. Not a byte after
/// its head is read: it would be the other side's.
async fn ask(stream: &mut TcpStream, uri: &Uri, proxy: &Proxy) -> io::Result<u16> {
    let host = uri.host().unwrap_or_default();
    let target = format!("{host}:{}", uri.port_u16().unwrap_or(443));
    let mut request = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n");
    if let Some(authorization) = &proxy.authorization {
        request += &format!("Proxy-Authorization: {authorization}\r\n");
    }
    request += "\r\n";
    stream.write_all(request.as_bytes()).await?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() > MAX_HEAD {
            return Err(io::ErrorKind::InvalidData.into());
        }
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head);
    let mut words = head.split_ascii_whitespace();
    let status = words
        .next()
        .filter(|version| version.starts_with("HTTP/1."))
        .and_then(|_| words.next()?.parse().ok());
    status.ok_or_else(|| io::ErrorKind::InvalidData.into())
}
