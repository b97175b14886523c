//! A host without any check of its own: whatever keys it is given reach the
//! component, and every request that the component makes is counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use host_test::place;
use wasmtime::component::{Component, HasData, Linker, ResourceTable, Val};
use wasmtime::{Engine, Store};
use wasmtime_wasi::clocks::{WasiClocks, WasiClocksCtx, WasiClocksCtxView};
use wasmtime_wasi::p2::bindings::{clocks, io};
use wasmtime_wasi_http::p2::bindings::http as wasi_http;
use wasmtime_wasi_http::{
    Error, RequestOptions, WasiBody, WasiHttp, WasiHttpCtx, WasiHttpCtxView, WasiHttpHooks,
};

const CREDENTIALS: &str = "volcengine:visual/credentials@0.1.0";
const CATALOG: &str = "volcengine:visual/catalog@0.1.0";

/// Keys as the component gets them.
#[derive(Clone)]
pub struct RawKeys {
    pub id: String,
    pub secret: String,
    pub token: Option<String>,
    pub endpoint: Option<String>,
    pub region: Option<String>,
}

impl RawKeys {
    pub fn new(id: &str, secret: &str) -> RawKeys {
        RawKeys {
            id: id.to_owned(),
            secret: secret.to_owned(),
            token: None,
            endpoint: None,
            region: None,
        }
    }

    fn value(&self) -> Val {
        let text = |text: &String| Val::String(text.clone());
        let option = |value: &Option<String>| Val::Option(value.as_ref().map(text).map(Box::new));
        let fields = [
            ("access-key-id", text(&self.id)),
            ("secret-access-key", text(&self.secret)),
            ("session-token", option(&self.token)),
            ("endpoint", option(&self.endpoint)),
            ("region", option(&self.region)),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        Val::Record(fields.to_vec())
    }
}

/// The compiled component.
pub struct RawHost {
    engine: Engine,
    component: Component,
}

impl RawHost {
    pub fn new() -> RawHost {
        let engine = Engine::default();
        let component = Component::new(&engine, place::component()).unwrap();
        RawHost { engine, component }
    }

    /// Calls `check-credentials` with these keys: how many requests the
    /// component made, and all that it answered.
    pub async fn check(&self, keys: RawKeys) -> (usize, String) {
        let sent = Arc::new(AtomicUsize::new(0));
        let state = State {
            table: ResourceTable::new(),
            clocks: WasiClocksCtx::default(),
            http: WasiHttpCtx::new(),
            hooks: Counting(sent.clone()),
        };
        let mut store = Store::new(&self.engine, state);
        let linker = linker(&self.engine, keys);
        let instance = linker.instantiate_async(&mut store, &self.component);
        let instance = instance.await.unwrap();
        let catalog = instance.get_export_index(&mut store, None, CATALOG);
        let name = "check-credentials";
        let check = instance.get_export_index(&mut store, catalog.as_ref(), name);
        let check = instance.get_func(&mut store, check.unwrap()).unwrap();
        let mut results = [Val::Bool(false)];
        check
            .call_async(&mut store, &[], &mut results)
            .await
            .unwrap();
        (sent.load(Ordering::SeqCst), format!("{results:?}"))
    }
}

fn linker(engine: &Engine, keys: RawKeys) -> Linker<State> {
    let mut linker = Linker::new(engine);
    let l = &mut linker;
    io::error::add_to_linker::<State, Table>(l, State::table).unwrap();
    io::poll::add_to_linker::<State, Table>(l, State::table).unwrap();
    io::streams::add_to_linker::<State, Table>(l, State::table).unwrap();
    clocks::monotonic_clock::add_to_linker::<State, WasiClocks>(l, State::clocks).unwrap();
    clocks::wall_clock::add_to_linker::<State, WasiClocks>(l, State::clocks).unwrap();
    wasi_http::types::add_to_linker::<State, WasiHttp>(l, &Default::default(), State::http)
        .unwrap();
    wasi_http::outgoing_handler::add_to_linker::<State, WasiHttp>(l, State::http).unwrap();
    let mut ours = l.instance(CREDENTIALS).unwrap();
    ours.func_new("get", move |_, _, _, results| {
        results[0] = Val::Result(Ok(Some(Box::new(keys.value()))));
        Ok(())
    })
    .unwrap();
    linker
}

struct State {
    table: ResourceTable,
    clocks: WasiClocksCtx,
    http: WasiHttpCtx,
    hooks: Counting,
}

impl State {
    fn table(&mut self) -> &mut ResourceTable {
        &mut self.table
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
            hooks: &mut self.hooks,
        }
    }
}

struct Table;

impl HasData for Table {
    type Data<'a> = &'a mut ResourceTable;
}

/// Counts requests, and sends none.
struct Counting(Arc<AtomicUsize>);

type Sent = (
    http::Response<WasiBody>,
    Box<dyn Future<Output = Result<(), Error>> + Send>,
);

impl WasiHttpHooks for Counting {
    fn send_request(
        &mut self,
        _request: http::Request<WasiBody>,
        _options: Option<RequestOptions>,
        _done: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Result<Sent, Error>> + Send> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::new(async { Err(Error::ConnectionRefused) })
    }
}
