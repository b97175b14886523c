//! What hosts that are not ours link: the stock WASI of wasmtime, with an
//! outgoing handler of their own, and the keys that the component asks for.

use wasmtime::component::{HasData, Linker, ResourceTable, Val};
use wasmtime::{Engine, Result};
use wasmtime_wasi::clocks::{WasiClocks, WasiClocksCtx, WasiClocksCtxView};
use wasmtime_wasi::p2::bindings::{clocks, io};
use wasmtime_wasi_http::p2::bindings::{LinkOptions, http};
use wasmtime_wasi_http::{WasiHttp, WasiHttpCtx, WasiHttpCtxView, WasiHttpHooks};

/// The interface that the default component imports from its host.
pub const CREDENTIALS: &str = "volcengine:visual/credentials@0.1.0";

/// Keys as the component gets them.
#[derive(Clone)]
pub struct Keys {
    pub id: String,
    pub secret: String,
    pub token: Option<String>,
    pub endpoint: Option<String>,
    pub region: Option<String>,
}

impl Keys {
    /// Keys without a token, for the service's own endpoint.
    pub fn new(id: &str, secret: &str) -> Keys {
        Keys {
            id: id.to_owned(),
            secret: secret.to_owned(),
            token: None,
            endpoint: None,
            region: None,
        }
    }

    /// The record that `credentials` returns.
    pub fn value(&self) -> Val {
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

/// What a store keeps for the stock WASI.
pub struct State<H> {
    table: ResourceTable,
    clocks: WasiClocksCtx,
    http: WasiHttpCtx,
    hooks: H,
}

impl<H: WasiHttpHooks + 'static> State<H> {
    /// The state of one instance, whose requests go to these hooks.
    pub fn new(hooks: H) -> State<H> {
        State {
            table: ResourceTable::new(),
            clocks: WasiClocksCtx::default(),
            http: WasiHttpCtx::new(),
            hooks,
        }
    }

    /// Links the seven interfaces of WASI that the components import, one by one, and nothing else.
    pub fn linker(engine: &Engine) -> Result<Linker<State<H>>> {
        let mut linker = Linker::new(engine);
        let l = &mut linker;
        io::error::add_to_linker::<Self, Table>(l, Self::table)?;
        io::poll::add_to_linker::<Self, Table>(l, Self::table)?;
        io::streams::add_to_linker::<Self, Table>(l, Self::table)?;
        clocks::monotonic_clock::add_to_linker::<Self, WasiClocks>(l, Self::clocks)?;
        clocks::wall_clock::add_to_linker::<Self, WasiClocks>(l, Self::clocks)?;
        let options = LinkOptions::default();
        http::types::add_to_linker::<Self, WasiHttp>(l, &(&options).into(), Self::http)?;
        http::outgoing_handler::add_to_linker::<Self, WasiHttp>(l, Self::http)?;
        Ok(linker)
    }

    /// The hooks of this instance.
    pub fn hooks(&self) -> &H {
        &self.hooks
    }

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

/// Links `credentials`, which returns the keys that the hooks of the instance hold.
pub fn link_credentials<H: WasiHttpHooks + 'static>(
    linker: &mut Linker<State<H>>,
    keys: impl Fn(&H) -> &Keys + Send + Sync + 'static,
) -> Result<()> {
    let mut credentials = linker.instance(CREDENTIALS)?;
    credentials.func_new("get", move |store, _, _, results| {
        let keys = keys(store.data().hooks()).value();
        if let Some(result) = results.first_mut() {
            *result = Val::Result(Ok(Some(Box::new(keys))));
        }
        Ok(())
    })
}

struct Table;

impl HasData for Table {
    type Data<'a> = &'a mut ResourceTable;
}
