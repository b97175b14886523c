//! An outgoing handler that delivers each request on a connection of its own, by
//! plain HTTP.

use anyhow::Result;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

/// Sends what the component asks for, to a simulator that is there.
pub struct Honest;

/// What becomes of a request: its response, and what is left to do then.
pub type Sent = (
    Response<WasiBody>,
    Box<dyn Future<Output = Result<(), Error>> + Send>,
);

impl WasiHttpHooks for Honest {
    fn send_request(
        &mut self,
        request: Request<WasiBody>,
        _: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Result<Sent, Error>> + Send> {
        Box::new(async move { Ok(sent(whole(request).await.map_err(failed)?)) })
    }
}

/// A response with nothing left to do.
pub fn sent(response: Response<WasiBody>) -> Sent {
    (response, Box::new(async { Ok(()) }))
}

/// The simulator is always there.
pub fn failed(error: anyhow::Error) -> Error {
    panic!("the simulator was not reached: {error:#}")
}

/// Connects to an authority.
pub async fn connect(authority: String) -> Result<TcpStream> {
    let stream = TcpStream::connect(authority).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Host and port, and the path with its query.
pub fn place<B>(request: &Request<B>) -> (String, String) {
    let uri = request.uri();
    let authority = uri.authority().expect("an address");
    let path = uri.path_and_query().expect("a path");
    (authority.to_string(), path.to_string())
}

/// Delivers the whole request, and gives the reply as it comes.
pub async fn whole(request: Request<WasiBody>) -> Result<Response<WasiBody>> {
    let (authority, path) = place(&request);
    let (parts, body) = request.into_parts();
    let body = body.collect().await;
    let body = body.map_err(|error| anyhow::anyhow!("{error}"))?.to_bytes();
    let mut request = Request::from_parts(parts, Full::new(body));
    *request.uri_mut() = path.parse()?;
    let stream = TokioIo::new(connect(authority).await?);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(stream).await?;
    tokio::spawn(connection);
    let response = sender.send_request(request).await?;
    Ok(response.map(|body| body.map_err(Error::from).boxed_unsync()))
}
