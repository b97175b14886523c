//! The HTTP server: what it answers, and what it refuses.

mod bad_input;
mod fleet;
mod journal;
mod openapi;
mod purchases;
mod requests;
#[cfg(unix)]
mod serve;

use bytes::Bytes;
use host_test::honest::{Sent, sent, whole};
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

/// A tool with tasks.
const PATH: &str = "/v1/tools/general-3.0";

/// Delivers requests as they are. A connection that breaks is an error of the
/// host's.
struct Breaking;

impl WasiHttpHooks for Breaking {
    fn send_request(
        &mut self,
        request: http::Request<WasiBody>,
        _: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Result<Sent, Error>> + Send> {
        Box::new(async move {
            let response = whole(request).await;
            response.map(sent).map_err(|_| Error::ConnectionTerminated)
        })
    }
}

/// Connects to nothing.
struct Refusing;

impl WasiHttpHooks for Refusing {
    fn send_request(
        &mut self,
        _: http::Request<WasiBody>,
        _: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Result<Sent, Error>> + Send> {
        Box::new(async { Err(Error::ConnectionRefused) })
    }
}

/// A body that is there as a whole, for hosts that may break.
fn full(
    request: http::Request<http_body_util::Full<Bytes>>,
) -> http::Request<impl hyper::body::Body<Data = Bytes, Error = Error> + Send + 'static> {
    use http_body_util::BodyExt;
    request.map(|body| body.map_err(|never| match never {}))
}
