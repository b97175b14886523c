//! A host that is not ours: the component with the stock `wasi:http` of
//! wasmtime, and an outgoing handler that may lie about what it sent.

mod codes;
mod wire;

use std::sync::OnceLock;

use visual_host::bindings::{Visual, VisualPre};
use visual_host::types::{Error, Options, Outcome};
use wasmtime::component::{Component, HasData, Linker, ResourceTable, Val};
use wasmtime::{Cache, CacheConfig, Config, Engine, Store};
use wasmtime_wasi::clocks::{WasiClocks, WasiClocksCtx, WasiClocksCtxView};
use wasmtime_wasi::p2::bindings::{clocks, io};
use wasmtime_wasi_http::p2::bindings::{LinkOptions, http};
use wasmtime_wasi_http::{WasiHttp, WasiHttpCtx, WasiHttpCtxView};

pub use codes::{CODES, TRUSTED};
use wire::Handler;

use crate::{Rig, place};

/// What the host does with every request that may buy something, and what it
/// says then.
#[derive(Clone, Copy, Debug)]
pub struct Lie {
    /// The code that it reports, by its name in `wasi:http`.
    pub code: &'static str,
    /// When it does.
    pub at: At,
    /// How many bytes of a request's body it takes at once.
    pub chunk: usize,
}

/// How much of an exchange takes place before the error is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Nothing.
    Start,
    /// So many bytes of the request's body are delivered.
    Body(usize),
    /// The whole request is; the reply is read and thrown away.
    Whole,
    /// The head of the reply came.
    Head,
    /// So many bytes of the reply's body are passed on.
    Reply(usize),
}

/// Calls a tool in a host that lies so; the outer error is a trap.
pub async fn invoke(
    rig: &Rig,
    lie: Lie,
    (tool, arguments, options): (&str, &str, &Options),
) -> wasmtime::Result<Result<Outcome, Error>> {
    let (engine, component) = compiled();
    let state = State {
        table: ResourceTable::new(),
        clocks: WasiClocksCtx::default(),
        http: WasiHttpCtx::new(),
        handler: Handler::new(lie),
        keys: rig.keys.clone(),
        endpoint: rig.simulator.endpoint(),
    };
    let mut store = Store::new(engine, state);
    let instance = component.instance_pre();
    let instance = instance.instantiate_async(&mut store).await?;
    let visual = Visual::new(&mut store, &instance)?;
    let catalog = visual.volcengine_visual_catalog();
    let answer = catalog.call_invoke(&mut store, tool, arguments, Some(options));
    answer.await
}

/// What a call keeps in its store.
struct State {
    table: ResourceTable,
    clocks: WasiClocksCtx,
    http: WasiHttpCtx,
    handler: Handler,
    keys: volc_sim::Keys,
    endpoint: String,
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
            hooks: &mut self.handler,
        }
    }

    /// The record that the component's import `credentials` asks for.
    fn credentials(&self) -> Val {
        let text = |text: &str| Val::String(text.to_owned());
        let option = |value: Option<&str>| Val::Option(value.map(|value| Box::new(text(value))));
        let token = self.keys.session_token.as_deref();
        let fields = [
            ("access-key-id", text(&self.keys.access_key_id)),
            ("secret-access-key", text(&self.keys.secret_access_key)),
            ("session-token", option(token)),
            ("endpoint", option(Some(&self.endpoint))),
            ("region", option(None)),
        ];
        Val::Record(
            fields
                .map(|(name, value)| (name.to_owned(), value))
                .to_vec(),
        )
    }
}

/// The component, compiled once for all calls of a program.
fn compiled() -> &'static (Engine, VisualPre<State>) {
    static COMPILED: OnceLock<(Engine, VisualPre<State>)> = OnceLock::new();
    COMPILED.get_or_init(|| {
        let mut config = Config::new();
        let mut cache = CacheConfig::new();
        cache.with_directory(place::cache());
        config.cache(Cache::new(cache).ok());
        let engine = Engine::new(&config).expect("an engine");
        let component = Component::new(&engine, place::component()).expect("a component");
        let linker = linker(&engine).expect("a linker");
        let ready = linker.instantiate_pre(&component).expect("it fits");
        (engine, VisualPre::new(ready).expect("it fits"))
    })
}

struct Table;

impl HasData for Table {
    type Data<'a> = &'a mut ResourceTable;
}

fn linker(engine: &Engine) -> wasmtime::Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    let l = &mut linker;
    io::error::add_to_linker::<State, Table>(l, State::table)?;
    io::poll::add_to_linker::<State, Table>(l, State::table)?;
    io::streams::add_to_linker::<State, Table>(l, State::table)?;
    clocks::monotonic_clock::add_to_linker::<State, WasiClocks>(l, State::clocks)?;
    clocks::wall_clock::add_to_linker::<State, WasiClocks>(l, State::clocks)?;
    let options = LinkOptions::default();
    http::types::add_to_linker::<State, WasiHttp>(l, &(&options).into(), State::http)?;
    http::outgoing_handler::add_to_linker::<State, WasiHttp>(l, State::http)?;
    let mut credentials = l.instance("volcengine:visual/credentials@0.1.0")?;
    credentials.func_new("get", |store, _, _, results| {
        let keys = store.data().credentials();
        if let Some(result) = results.first_mut() {
            *result = Val::Result(Ok(Some(Box::new(keys))));
        }
        Ok(())
    })?;
    Ok(linker)
}
