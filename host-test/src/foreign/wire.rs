//! The outgoing handler: it delivers as much of a purchase as its lie allows.

use std::pin::Pin;
use std::task::{Context, Poll};

use anyhow::Result;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, SizeHint};
use tokio::io::AsyncWriteExt;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

use super::codes::error;
use super::{At, Lie};
use crate::honest::{Sent, connect, failed, place, sent, whole};

/// Sends what the component asks for.
pub struct Handler {
    lie: Lie,
}

impl Handler {
    /// One that lies of every purchase.
    pub fn new(lie: Lie) -> Handler {
        Handler { lie }
    }
}

impl WasiHttpHooks for Handler {
    fn p2_outgoing_body_chunk_size(&mut self) -> usize {
        self.lie.chunk
    }

    fn send_request(
        &mut self,
        request: Request<WasiBody>,
        _: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Result<Sent, Error>> + Send> {
        let lie = self.lie;
        let query = request.uri().query().unwrap_or_default();
        let buys = !query.contains("GetResult") && !query.contains("CVCancelTask");
        Box::new(async move {
            let response = match buys {
                true => lie.tell(request).await?,
                false => whole(request).await.map_err(failed)?,
            };
            Ok(sent(response))
        })
    }
}

impl Lie {
    async fn tell(self, request: Request<WasiBody>) -> Result<Response<WasiBody>, Error> {
        match self.at {
            At::Start => {}
            At::Body(length) => part(request, length).await.map_err(failed)?,
            At::Whole => {
                let response = whole(request).await.map_err(failed)?;
                let body = response.into_body().collect().await;
                body.expect("the reply comes whole");
            }
            At::Head => _ = whole(request).await.map_err(failed)?,
            At::Reply(length) => {
                let response = whole(request).await.map_err(failed)?;
                let cut = |body: WasiBody| Cut {
                    body,
                    left: length,
                    code: self.code,
                };
                return Ok(response.map(|body| cut(body).boxed_unsync()));
            }
        }
        Err(error(self.code))
    }
}

/// Delivers so many bytes of the body, fewer than it has, and no more.
async fn part(request: Request<WasiBody>, length: usize) -> Result<()> {
    let (authority, path) = place(&request);
    let mut head = format!("{} {path} HTTP/1.1\r\n", request.method());
    for (name, value) in request.headers() {
        head += &format!("{name}: {}\r\n", value.to_str()?);
    }
    head += "\r\n";
    let mut body = request.into_body();
    let mut stream = connect(authority).await?;
    stream.write_all(head.as_bytes()).await?;
    let mut left = length;
    while left > 0 {
        let Some(Ok(frame)) = body.frame().await else {
            break;
        };
        let data = frame.into_data().unwrap_or_default();
        let piece = data.slice(..left.min(data.len()));
        stream.write_all(&piece).await?;
        left -= piece.len();
    }
    Ok(stream.flush().await?)
}

/// A reply that fails after so many bytes.
struct Cut {
    body: WasiBody,
    left: usize,
    code: &'static str,
}

impl Body for Cut {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        if self.left == 0 {
            return Poll::Ready(Some(Err(error(self.code))));
        }
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) else {
            return Poll::Pending;
        };
        let Some(Ok(frame)) = frame else {
            return Poll::Ready(Some(Err(error(self.code))));
        };
        let data = frame.into_data().unwrap_or_default();
        let piece = data.slice(..self.left.min(data.len()));
        self.left -= piece.len();
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}
