//! A host without any check of its own: whatever keys it is given reach the
//! component, and every request that the component makes is remembered and
//! answered by a script. Nothing ever leaves it.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use crate::honest::{Sent, sent};
use crate::stock::Instance;
use crate::values::{option, options, record};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Frame};
use visual_host::types::Options;
use wasmtime::component::Val;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

pub use crate::stock::Keys as RawKeys;

/// How long a tool's caller waits, in milliseconds.
pub const WAIT_MS: u32 = 3_000;

/// The head of a request that the component made.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// The whole address.
    pub uri: String,
    /// The names of its headers, in lower case.
    pub headers: Vec<String>,
}

/// What becomes of a request.
pub enum Reply {
    /// The connection is refused.
    Refused,
    /// It is never answered.
    Silence,
    /// A head, the beginning of a body, and nothing more.
    Stall(&'static [u8]),
    /// The status, a redirect's location, and a body.
    Whole(u16, Option<String>, &'static [u8]),
}

/// What is answered.
pub type Script = fn(&Asked) -> Reply;

/// Such hosts.
#[derive(Default)]
pub struct RawHost;

impl RawHost {
    /// Calls `check-credentials` with these keys: how many requests the
    /// component made, and all that it answered.
    pub async fn check(&self, keys: RawKeys) -> (usize, String) {
        let mut guest = Guest::start(keys, |_| Reply::Refused).await;
        let answer = guest.call("catalog", "check-credentials", &[]).await;
        (guest.asked().len(), format!("{answer:?}"))
    }

    /// Calls a tool of one request with these keys: what the component asked
    /// for, and all that it answered.
    pub async fn invoke(
        &self,
        keys: RawKeys,
        (tool, json): (&str, &str),
        script: Script,
    ) -> (Vec<Asked>, String) {
        let mut guest = Guest::start(keys, script).await;
        let arguments = [
            Val::String(tool.to_owned()),
            Val::String(json.to_owned()),
            options(Some(&Options::default().with_wait_ms(WAIT_MS))),
        ];
        let answer = guest.call("catalog", "invoke", &arguments).await;
        (guest.asked(), format!("{answer:?}"))
    }

    /// Opens a download with these link hosts beside the service's own, and
    /// reads its first piece: what the component asked for, and all that it
    /// answered.
    pub async fn open(
        &self,
        keys: RawKeys,
        (link, hosts): (&str, &[&str]),
        script: Script,
    ) -> (Vec<Asked>, String) {
        let mut guest = Guest::start(keys, script).await;
        let hosts = hosts.iter().map(|host| Val::String((*host).to_owned()));
        let options = record([
            ("origin", Val::Option(None)),
            ("max-bytes", Val::Option(None)),
            ("link-hosts", Val::List(hosts.collect())),
            ("timeout-ms", Val::Option(None)),
        ]);
        let arguments = [Val::String(link.to_owned()), option(Some(options), |o| o)];
        let opened = guest.call("downloads", "open", &arguments).await;
        let answer = match &opened {
            Val::Result(Ok(Some(download))) => {
                let arguments = [(**download).clone(), Val::U32(1024)];
                let read = guest.call("downloads", "[method]download.read", &arguments);
                format!("{:?}", read.await)
            }
            refused => format!("{refused:?}"),
        };
        (guest.asked(), answer)
    }
}

/// An instance, and what it asked for.
struct Guest {
    instance: Instance<Scripted>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Guest {
    async fn start(keys: RawKeys, script: Script) -> Guest {
        let asked = Arc::default();
        let hooks = Scripted {
            asked: Arc::clone(&asked),
            script,
        };
        let instance = Instance::start(hooks, keys).await.unwrap();
        Guest { instance, asked }
    }

    async fn call(&mut self, interface: &str, function: &str, arguments: &[Val]) -> Val {
        let called = self.instance.call(interface, function, arguments);
        called.await.unwrap()
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

/// A body that never ends after its beginning.
struct Stalled(Option<&'static [u8]>);

impl Body for Stalled {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        match self.0.take() {
            Some(bytes) => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(bytes))))),
            None => Poll::Pending,
        }
    }
}

/// Remembers requests, and sends none.
struct Scripted {
    asked: Arc<Mutex<Vec<Asked>>>,
    script: Script,
}

impl WasiHttpHooks for Scripted {
    fn send_request(
        &mut self,
        request: http::Request<WasiBody>,
        _options: Option<RequestOptions>,
        _done: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Result<Sent, Error>> + Send> {
        let asked = Asked {
            method: request.method().to_string(),
            uri: request.uri().to_string(),
            headers: request.headers().keys().map(ToString::to_string).collect(),
        };
        let answer = (self.script)(&asked);
        self.asked.lock().unwrap().push(asked);
        Box::new(async move {
            if let Reply::Refused = answer {
                return Err(Error::ConnectionRefused);
            }
            request.into_body().collect().await?;
            let (status, location, bytes, ends) = match answer {
                Reply::Refused => return Err(Error::ConnectionRefused),
                Reply::Silence => std::future::pending().await,
                Reply::Stall(bytes) => (200, None, bytes, false),
                Reply::Whole(status, location, bytes) => (status, location, bytes, true),
            };
            let mut response = http::Response::builder().status(status);
            if let Some(location) = location {
                response = response.header("location", location);
            }
            let whole = Full::new(Bytes::from_static(bytes)).map_err(|never| match never {});
            let body = match ends {
                true => whole.boxed_unsync(),
                false => Stalled(Some(bytes)).boxed_unsync(),
            };
            Ok(sent(response.body(body).unwrap()))
        })
    }
}
