//! The component on plain wasmtime: a host of about 100 lines that calls a
//! typed export. It has what the component needs and nothing around it: no
//! journal, no queue, no limits, no policy of addresses.
//!
//! Usage: VOLC_ACCESSKEY=... VOLC_SECRETKEY=... rust-raw visual.wasm PROMPT

use std::env;
use std::future::Future;

use ::http::{Request, Response};
use anyhow::{Result, bail};
use exports::volcengine::visual::text_to_image::HighAesGeneralV30lZt2iParams;
use exports::volcengine::visual::types::{MediaContent, Outcome};
use http_body_util::BodyExt;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use volcengine::visual::credentials::{self, CredentialsError, Keys};
use wasmtime::component::{Component, HasSelf, Linker, ResourceTable};
use wasmtime::{Engine, Store};
use wasmtime_wasi::clocks::{WasiClocks, WasiClocksCtx, WasiClocksCtxView};
use wasmtime_wasi::p2::bindings::{clocks, io};
use wasmtime_wasi_http::p2::bindings::http;
use wasmtime_wasi_http::{
    Error, RequestOptions, WasiBody, WasiHttp, WasiHttpCtx, WasiHttpCtxView, WasiHttpHooks,
};

wasmtime::component::bindgen!({
    path: "../../wit",
    // One family of tools; `include volcengine:visual/families@0.1.0` has them all.
    inline: "
        package example:raw;
        world visual {
            import volcengine:visual/credentials@0.1.0;
            export volcengine:visual/types@0.1.0;
            export volcengine:visual/text-to-image@0.1.0;
        }
    ",
    world: "example:raw/visual",
    exports: { default: async },
});

#[tokio::main]
async fn main() -> Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [file, prompt] = args.as_slice() else {
        bail!("usage: rust-raw visual.wasm PROMPT");
    };
    let engine = Engine::default();
    let component = Component::from_file(&engine, file)?;
    let mut store = Store::new(&engine, State::new()?);
    // `types`, `text-to-image` and the rest are exports of the component.
    let visual = Visual::instantiate_async(&mut store, &component, &linker(&engine)?).await?;

    let params = HighAesGeneralV30lZt2iParams {
        prompt: prompt.clone(),
        width: Some(1024),
        height: Some(1024),
        seed: None,
        scale: None,
        use_pre_llm: None,
        extra: None,
    };
    let tools = visual.volcengine_visual_text_to_image();
    // The outer error is a trap, the inner one a failed call.
    let answer = tools.call_high_aes_general_v30l_zt2i(&mut store, &params, None);
    match answer.await? {
        Ok(Outcome::Done(done)) => {
            for media in done.media {
                if let MediaContent::Url(url) = media.content {
                    println!("{url}");
                }
            }
        }
        Ok(Outcome::Pending(pending)) => println!("still running: {}", pending.task.id),
        Err(error) => bail!("{} (purchase: {:?})", error.message, error.purchase),
    }
    Ok(())
}

/// The seven interfaces of WASI that the component imports, and credentials.
fn linker(engine: &Engine) -> Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    let l = &mut linker;
    io::error::add_to_linker::<State, Table>(l, |state| &mut state.table)?;
    io::poll::add_to_linker::<State, Table>(l, |state| &mut state.table)?;
    io::streams::add_to_linker::<State, Table>(l, |state| &mut state.table)?;
    clocks::monotonic_clock::add_to_linker::<State, WasiClocks>(l, State::clocks)?;
    clocks::wall_clock::add_to_linker::<State, WasiClocks>(l, State::clocks)?;
    http::types::add_to_linker::<State, WasiHttp>(l, &Default::default(), State::http)?;
    http::outgoing_handler::add_to_linker::<State, WasiHttp>(l, State::http)?;
    credentials::add_to_linker::<State, HasSelf<State>>(l, |state| state)?;
    Ok(linker)
}

struct Table;

impl wasmtime::component::HasData for Table {
    type Data<'a> = &'a mut ResourceTable;
}

/// What one instance has.
struct State {
    table: ResourceTable,
    clocks: WasiClocksCtx,
    http: WasiHttpCtx,
    sender: Sender,
}

impl State {
    fn new() -> Result<State> {
        let connector = HttpsConnectorBuilder::new().try_with_platform_verifier()?;
        let connector = connector.https_or_http().enable_http1().build();
        let mut client = Client::builder(TokioExecutor::new());
        // A request that may have left is not sent again: it may buy.
        client.retry_canceled_requests(false);
        Ok(State {
            table: ResourceTable::new(),
            clocks: WasiClocksCtx::default(),
            http: WasiHttpCtx::new(),
            sender: Sender(client.build(connector)),
        })
    }

    fn clocks(&mut self) -> WasiClocksCtxView<'_> {
        WasiClocksCtxView {
            ctx: &mut self.clocks,
            table: &mut self.table,
        }
    }

    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView {
            ctx: &mut self.http,
            table: &mut self.table,
            hooks: &mut self.sender,
        }
    }
}

/// Sends what the component asks for.
struct Sender(Client<HttpsConnector<HttpConnector>, WasiBody>);

type Sent = (
    Response<WasiBody>,
    Box<dyn Future<Output = Result<(), Error>> + Send>,
);

impl WasiHttpHooks for Sender {
    fn send_request(
        &mut self,
        request: Request<WasiBody>,
        _: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Result<Sent, Error>> + Send> {
        let sent = self.0.request(request);
        Box::new(async move {
            let response = sent.await.map_err(|error| match error.is_connect() {
                // The component knows then that nothing was sent.
                true => Error::ConnectionRefused,
                false => Error::InternalError(Some(error.to_string())),
            })?;
            let response = response.map(|body| body.map_err(Error::from).boxed_unsync());
            let done: Sent = (response, Box::new(async { Ok(()) }));
            Ok(done)
        })
    }
}

/// Called once for each request that is signed. Never print `Keys`.
impl credentials::Host for State {
    fn get(&mut self) -> Result<Keys, CredentialsError> {
        let read = |name| env::var(name).ok().filter(|value| !value.is_empty());
        let missing = |name: &str| CredentialsError::Missing(format!("{name} is not set"));
        Ok(Keys {
            access_key_id: read("VOLC_ACCESSKEY").ok_or_else(|| missing("VOLC_ACCESSKEY"))?,
            secret_access_key: read("VOLC_SECRETKEY").ok_or_else(|| missing("VOLC_SECRETKEY"))?,
            session_token: read("VOLC_SESSION_TOKEN"),
            endpoint: read("VOLC_ENDPOINT"),
            region: read("VOLC_REGION"),
        })
    }
}
