//! A connection for one request: an idle one may be gone, and nobody could tell
//! whether a purchase on it was made.

use super::connect::Connector;
use super::fault::{self, Fault};
use super::timeouts::Timeouts;
use bytes::Bytes;
use http::header::{Entry, HOST, HeaderValue, InvalidHeaderValue};
use http::uri::{PathAndQuery, Scheme};
use http::{Request, Response, Uri};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::client::conn::http1::{self, Connection};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::rt::TokioIo;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tower_service::Service;
use wasmtime_wasi_http::{Error, WasiBody};

type Line = Connection<MaybeHttpsStream<TokioIo<TcpStream>>, WasiBody>;

/// Connects, sends the request, and returns the head of the reply. The
/// connection is closed when the body of the reply is dropped.
pub(super) async fn send(
    connector: &HttpsConnector<Connector>,
    mut request: Request<WasiBody>,
    timeouts: Timeouts,
) -> Result<Response<SingleBody>, Fault> {
    let connecting = connector.clone().call(request.uri().clone());
    let stream = timeout(timeouts.connect, connecting)
        .await
        .map_err(|_| Fault::unsent(Error::ConnectionTimeout))?
        .map_err(|error| Fault::from_connect(&*error))?;
    to_origin_form(&mut request);
    let handshake = http1::handshake(stream).await;
    let (mut sender, connection) = handshake.map_err(|error| Fault::from_request(&error))?;
    let mut line = Driven(Some(connection));
    let mut reply = pin!(sender.send_request(request));
    let reply = poll_fn(|context| {
        line.drive(context);
        reply.as_mut().poll(context)
    });
    let response = timeout(timeouts.first_byte, reply)
        .await
        .map_err(|_| Fault::sent(Error::ConnectionReadTimeout))?
        .map_err(|error| Fault::from_request(&error))?;
    Ok(response.map(|incoming| SingleBody { incoming, line }))
}

/// The form of a request to the server itself: a path, and the `Host` header.
fn to_origin_form(request: &mut Request<WasiBody>) {
    let path = request.uri().path_and_query().cloned();
    let path = path.unwrap_or_else(|| PathAndQuery::from_static("/"));
    let uri = std::mem::replace(request.uri_mut(), Uri::from(path));
    if let Entry::Vacant(entry) = request.headers_mut().entry(HOST)
        && let Some(Ok(host)) = uri.host().map(|host| host_header(host, &uri))
    {
        entry.insert(host);
    }
}

fn host_header(host: &str, uri: &Uri) -> Result<HeaderValue, InvalidHeaderValue> {
    let usual = match uri.scheme() == Some(&Scheme::HTTPS) {
        true => 443,
        false => 80,
    };
    match uri.port_u16().filter(|port| *port != usual) {
        Some(port) => HeaderValue::from_str(&format!("{host}:{port}")),
        None => HeaderValue::from_str(host),
    }
}

/// A connection that works only while it is polled.
struct Driven(Option<Line>);

impl Driven {
    /// Works until there is nothing to do. Errors go to the waiting
    /// request or body.
    fn drive(&mut self, context: &mut Context<'_>) {
        if let Some(line) = &mut self.0
            && Pin::new(line).poll(context).is_ready()
        {
            self.0 = None;
        }
    }
}

/// The body of a reply, with its connection.
pub(super) struct SingleBody {
    incoming: Incoming,
    line: Driven,
}

impl Body for SingleBody {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let mut frame = Pin::new(&mut self.incoming).poll_frame(context);
        if frame.is_pending() {
            // It reads only what somebody waits for.
            self.line.drive(context);
            frame = Pin::new(&mut self.incoming).poll_frame(context);
        }
        frame.map_err(|error| fault::from_body(&error))
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::{BodyExt, Empty};

    #[test]
    fn a_request_names_its_host_and_its_port_where_that_is_not_the_usual_one() {
        for (url, path, host) in [
            ("https://a.example/?b=c", "/?b=c", "a.example"),
            ("https://a.example:443/x", "/x", "a.example"),
            ("http://127.0.0.1:80", "/", "127.0.0.1"),
            ("http://127.0.0.1:8080/", "/", "127.0.0.1:8080"),
        ] {
            let body = Empty::new().map_err(|never| match never {});
            let mut request = Request::get(url).body(body.boxed_unsync()).unwrap();
            to_origin_form(&mut request);
            assert_eq!(request.uri(), path);
            assert_eq!(request.headers()[HOST], host);
            request
                .headers_mut()
                .insert(HOST, HeaderValue::from_static("own"));
            to_origin_form(&mut request);
            assert_eq!(request.headers()[HOST], "own");
        }
    }
}
