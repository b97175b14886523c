//! The body of a reply on its way into the sandbox. It holds the place of its
//! connection, and tells whether a request that may buy was refused.

use crate::sandbox::allowance::Connection;
use crate::sandbox::meter::Meter;
use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use volcengine_visual::call::retry::Cause;
use volcengine_visual::errors::decode;
use volcengine_visual::protocol::reply::envelope::{self, Decoded};
use wasmtime_wasi_http::{Error, WasiBody};

/// Refusals are far smaller.
const MAX_REFUSAL: usize = 64 << 10;

/// A body that is passed on as it is.
pub(super) struct Reply {
    body: WasiBody,
    _connection: Connection,
    refusal: Option<Refusal>,
}

/// What may become the proof that nothing was bought.
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) meter: Arc<Meter>,
    read: Vec<u8>,
}

impl Refusal {
    pub(super) fn new(status: u16, meter: Arc<Meter>) -> Refusal {
        Refusal {
            status,
            meter,
            read: Vec::new(),
        }
    }

    /// The component repeats a purchase after these refusals, and no others.
    fn judge(self) {
        if envelope::begins_as_success(&self.read) {
            return;
        }
        let reply = envelope::Reply {
            status: self.status,
            body: self.read,
            ..envelope::Reply::default()
        };
        if let Decoded::Failure(failure) = decode(&reply)
            && Cause::Code(&failure.code).is_retryable(true)
        {
            self.meter.allowance.bought_nothing();
        }
    }
}

impl Reply {
    pub(super) fn new(body: WasiBody, connection: Connection, refusal: Option<Refusal>) -> Reply {
        Reply {
            body,
            _connection: connection,
            refusal,
        }
    }

    fn read(&mut self, data: &Bytes) {
        if let Some(refusal) = &mut self.refusal {
            match refusal.read.len() + data.len() <= MAX_REFUSAL {
                true => refusal.read.extend_from_slice(data),
                false => self.refusal = None,
            }
        }
    }
}

impl Body for Reply {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let frame = std::task::ready!(Pin::new(&mut self.body).poll_frame(context));
        match &frame {
            Some(Ok(frame)) => {
                if let Some(data) = frame.data_ref() {
                    self.read(data);
                }
            }
            Some(Err(_)) => self.refusal = None,
            None => {}
        }
        if (frame.is_none() || self.body.is_end_stream())
            && let Some(refusal) = self.refusal.take()
        {
            refusal.judge();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::{BodyExt, Full};

    async fn unproven_after(status: u16, reply: &str) -> u32 {
        let meter = Arc::new(Meter::default());
        meter.allowance.begin(1);
        let connection = meter.allowance.connect().unwrap();
        meter.allowance.buys();
        let body = Full::from(reply.to_owned()).map_err(|never| match never {});
        let refusal = Refusal::new(status, meter.clone());
        let reply = Reply::new(body.boxed_unsync(), connection, Some(refusal));
        reply.collect().await.unwrap();
        meter.allowance.unproven()
    }

    #[tokio::test]
    async fn only_documented_refusals_prove_that_nothing_was_bought() {
        let long = format!(
            r#"{{"code":50429,"message":"{}"}}"#,
            "x".repeat(MAX_REFUSAL)
        );
        for (status, reply, expected) in [
            (429, r#"{"code":50429,"message":"slow"}"#, 0),
            (400, r#"{"code":50430,"message":"slow"}"#, 0),
            (429, "", 1),
            (429, "<html>", 1),
            (500, r#"{"code":50500,"message":"failed"}"#, 1),
            (200, r#"{"code":10000,"data":{"task_id":"1"}}"#, 1),
            (429, long.as_str(), 1),
        ] {
            assert_eq!(unproven_after(status, reply).await, expected, "{reply:.40}");
        }
    }
}
