//! Hosts that are not ours: the stock WASI of wasmtime with an outgoing handler
//! of their own, the keys that the component asks for, and calls by dynamic
//! values.

use std::sync::OnceLock;

use wasmtime::component::{
    self, Component, ComponentExportIndex, HasData, Linker, ResourceTable, Val,
};
use wasmtime::{Cache, CacheConfig, Config, Engine, Result, Store};
use wasmtime_wasi::clocks::{WasiClocks, WasiClocksCtx, WasiClocksCtxView};
use wasmtime_wasi::p2::bindings::{clocks, io};
use wasmtime_wasi_http::p2::bindings::{LinkOptions, http};
use wasmtime_wasi_http::{WasiHttp, WasiHttpCtx, WasiHttpCtxView, WasiHttpHooks};

use crate::statements::Statements;
use crate::{Rig, place};

/// The interface that the default component imports from its host.
pub const CREDENTIALS: &str = "volcengine:visual/credentials@0.1.0";

/// The interface that components import which take the keys from the
/// environment.
pub const ENVIRONMENT: &str = "wasi:cli/environment@0.2.0";

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

    /// The keys of a simulated account, at its simulator.
    pub fn for_rig(rig: &Rig) -> Keys {
        Keys {
            token: rig.keys.session_token.clone(),
            endpoint: Some(rig.simulator.endpoint()),
            ..Keys::new(&rig.keys.access_key_id, &rig.keys.secret_access_key)
        }
    }

    /// The record that `credentials` returns.
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

/// An instance of the component, whose requests go to these hooks.
pub struct Instance<H: 'static> {
    pub(crate) store: Store<State<H>>,
    pub(crate) instance: component::Instance,
}

impl<H: WasiHttpHooks + 'static> Instance<H> {
    /// Instantiates the component.
    pub async fn start(hooks: H, keys: Keys) -> Result<Instance<H>> {
        let (engine, component) = compiled();
        let mut linker = State::linker(engine)?;
        link_credentials(&mut linker)?;
        let mut store = Store::new(engine, State::new(hooks, keys));
        let instance = linker.instantiate_async(&mut store, component).await?;
        Ok(Instance { store, instance })
    }

    /// Instantiates a component that takes its keys from the environment, in
    /// which these variables are all that there is.
    pub async fn with_environment(
        file: &str,
        hooks: H,
        variables: &[(&str, &str)],
    ) -> Result<Instance<H>> {
        Self::with_database(file, hooks, (variables, None)).await
    }

    /// The same for one that asks for a database.
    pub(crate) async fn with_database(
        file: &str,
        hooks: H,
        (variables, database): (&[(&str, &str)], Option<&Statements>),
    ) -> Result<Instance<H>> {
        let (engine, _) = compiled();
        let component = Component::new(engine, place::read(file))?;
        let mut linker = State::linker(engine)?;
        link_environment(&mut linker, variables)?;
        if let Some(database) = database {
            database.link(&mut linker)?;
        }
        let mut store = Store::new(engine, State::new(hooks, Keys::new("", "")));
        let instance = linker.instantiate_async(&mut store, &component).await?;
        Ok(Instance { store, instance })
    }

    /// Calls a function of an interface by its name; an error is a trap.
    pub async fn call(&mut self, interface: &str, name: &str, arguments: &[Val]) -> Result<Val> {
        let interface = format!("volcengine:visual/{interface}@0.1.0");
        let index = self
            .instance
            .get_export_index(&mut self.store, None, &interface);
        let index = index.expect("the interface is exported");
        self.call_in(Some(&index), name, arguments).await
    }

    /// Calls a function of the world by its name; an error is a trap.
    pub async fn call_root(&mut self, name: &str, arguments: &[Val]) -> Result<Val> {
        self.call_in(None, name, arguments).await
    }

    async fn call_in(
        &mut self,
        interface: Option<&ComponentExportIndex>,
        name: &str,
        arguments: &[Val],
    ) -> Result<Val> {
        let (store, instance) = (&mut self.store, &self.instance);
        let index = instance.get_export_index(&mut *store, interface, name);
        let index = index.expect("the function is exported");
        let function = instance.get_func(&mut *store, index).expect("a function");
        let mut results = [Val::Bool(false)];
        function.call_async(store, arguments, &mut results).await?;
        let [result] = results;
        Ok(result)
    }
}

/// The component, compiled once for all calls of a program.
fn compiled() -> &'static (Engine, Component) {
    static COMPILED: OnceLock<(Engine, Component)> = OnceLock::new();
    COMPILED.get_or_init(|| {
        let mut config = Config::new();
        let mut cache = CacheConfig::new();
        cache.with_directory(place::cache());
        config.cache(Cache::new(cache).ok());
        let engine = Engine::new(&config).expect("an engine");
        let component = Component::new(&engine, place::component()).expect("a component");
        (engine, component)
    })
}

/// What a store keeps for the stock WASI.
pub struct State<H> {
    table: ResourceTable,
    clocks: WasiClocksCtx,
    http: WasiHttpCtx,
    hooks: H,
    keys: Keys,
}

impl<H: WasiHttpHooks + 'static> State<H> {
    /// The state of one instance, whose requests go to these hooks.
    pub fn new(hooks: H, keys: Keys) -> State<H> {
        State {
            table: ResourceTable::new(),
            clocks: WasiClocksCtx::default(),
            http: WasiHttpCtx::new(),
            hooks,
            keys,
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

    fn table(&mut self) -> &mut ResourceTable {
        &mut self.table
    }

    fn clocks(&mut self) -> WasiClocksCtxView<'_> {
        WasiClocksCtxView {
            ctx: &mut self.clocks,
            table: &mut self.table,
        }
    }

    pub(crate) fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView {
            ctx: &mut self.http,
            table: &mut self.table,
            hooks: &mut self.hooks,
        }
    }
}

/// Links `credentials`, which returns the keys of the instance.
fn link_credentials<H: WasiHttpHooks + 'static>(linker: &mut Linker<State<H>>) -> Result<()> {
    let mut credentials = linker.instance(CREDENTIALS)?;
    credentials.func_new("get", |store, _, _, results| {
        let keys = store.data().keys.value();
        if let Some(result) = results.first_mut() {
            *result = Val::Result(Ok(Some(Box::new(keys))));
        }
        Ok(())
    })
}

/// Links the environment, which holds these variables.
fn link_environment<H: WasiHttpHooks + 'static>(
    linker: &mut Linker<State<H>>,
    variables: &[(&str, &str)],
) -> Result<()> {
    let text = |text: &str| Val::String(text.to_owned());
    let pairs = variables
        .iter()
        .map(|(name, value)| Val::Tuple(vec![text(name), text(value)]));
    let variables = Val::List(pairs.collect());
    let mut environment = linker.instance(ENVIRONMENT)?;
    environment.func_new("get-environment", move |_, _, _, results| {
        if let Some(result) = results.first_mut() {
            *result = variables.clone();
        }
        Ok(())
    })
}

struct Table;

impl HasData for Table {
    type Data<'a> = &'a mut ResourceTable;
}
