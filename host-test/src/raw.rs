//! A host without any check of its own: whatever keys it is given reach the
//! component, and every request that the component makes is remembered and
//! answered by a script. Nothing ever leaves it.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use crate::{place, stock};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Frame};
use wasmtime::component::{Component, Instance, Linker, Val};
use wasmtime::{Engine, Store};
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

pub use crate::stock::Keys as RawKeys;

const CATALOG: &str = "volcengine:visual/catalog@0.1.0";
const DOWNLOADS: &str = "volcengine:visual/downloads@0.1.0";

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

/// What a call keeps in its store.
type State = stock::State<Scripted>;

/// The compiled component.
pub struct RawHost {
    engine: Engine,
    component: Component,
}

impl Default for RawHost {
    fn default() -> RawHost {
        RawHost::new()
    }
}

impl RawHost {
    /// Compiles the component.
    pub fn new() -> RawHost {
        let engine = Engine::default();
        let component = Component::new(&engine, place::component()).unwrap();
        RawHost { engine, component }
    }

    /// Calls `check-credentials` with these keys: how many requests the
    /// component made, and all that it answered.
    pub async fn check(&self, keys: RawKeys) -> (usize, String) {
        let mut guest = self.start(keys, |_| Reply::Refused).await;
        let answer = guest.call(CATALOG, "check-credentials", &[]).await;
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
        let mut guest = self.start(keys, script).await;
        let wait = Val::Option(Some(Box::new(Val::U32(WAIT_MS))));
        let options = Val::Record(vec![
            ("output".to_owned(), Val::Option(None)),
            ("wait-ms".to_owned(), wait),
            ("max-inline".to_owned(), Val::Option(None)),
        ]);
        let arguments = [
            Val::String(tool.to_owned()),
            Val::String(json.to_owned()),
            Val::Option(Some(Box::new(options))),
        ];
        let answer = guest.call(CATALOG, "invoke", &arguments).await;
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
        let mut guest = self.start(keys, script).await;
        let hosts = hosts.iter().map(|host| Val::String((*host).to_owned()));
        let options = Val::Record(vec![
            ("origin".to_owned(), Val::Option(None)),
            ("max-bytes".to_owned(), Val::Option(None)),
            ("link-hosts".to_owned(), Val::List(hosts.collect())),
            ("timeout-ms".to_owned(), Val::Option(None)),
        ]);
        let arguments = [
            Val::String(link.to_owned()),
            Val::Option(Some(Box::new(options))),
        ];
        let opened = guest.call(DOWNLOADS, "open", &arguments).await;
        let answer = match &opened {
            Val::Result(Ok(Some(download))) => {
                let arguments = [(**download).clone(), Val::U32(1024)];
                let read = guest.call(DOWNLOADS, "[method]download.read", &arguments);
                format!("{:?}", read.await)
            }
            refused => format!("{refused:?}"),
        };
        (guest.asked(), answer)
    }

    async fn start(&self, keys: RawKeys, script: Script) -> Guest {
        let asked = Arc::default();
        let hooks = Scripted {
            asked: Arc::clone(&asked),
            script,
            keys,
        };
        let mut store = Store::new(&self.engine, State::new(hooks));
        let linker = linker(&self.engine);
        let instance = linker.instantiate_async(&mut store, &self.component);
        let instance = instance.await.unwrap();
        Guest {
            store,
            instance,
            asked,
        }
    }
}

/// An instance, and what it asked for.
struct Guest {
    store: Store<State>,
    instance: Instance,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Guest {
    async fn call(&mut self, interface: &str, function: &str, arguments: &[Val]) -> Val {
        let store = &mut self.store;
        let index = self.instance.get_export_index(&mut *store, None, interface);
        let index = self
            .instance
            .get_export_index(&mut *store, index.as_ref(), function);
        let function = self.instance.get_func(&mut *store, index.unwrap()).unwrap();
        let mut results = [Val::Bool(false)];
        let called = function.call_async(store, arguments, &mut results);
        called.await.unwrap();
        let [result] = results;
        result
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn linker(engine: &Engine) -> Linker<State> {
    let mut linker = State::linker(engine).unwrap();
    stock::link_credentials(&mut linker, |hooks| &hooks.keys).unwrap();
    linker
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
    keys: RawKeys,
}

type Sent = (
    http::Response<WasiBody>,
    Box<dyn Future<Output = Result<(), Error>> + Send>,
);

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
            let response = response.body(body).unwrap();
            let done: Box<dyn Future<Output = _> + Send> = Box::new(async { Ok(()) });
            Ok((response, done))
        })
    }
}
