//! A host that is not ours: the component with the stock `wasi:http` of
//! wasmtime, and an outgoing handler that may lie about what it sent.

mod codes;
mod wire;

use std::sync::OnceLock;

use visual_host::internals::bindings::{Visual, VisualPre};
use visual_host::types::{Error, Options, Outcome};
use wasmtime::component::{Component, Linker};
use wasmtime::{Cache, CacheConfig, Config, Engine, Store};

pub use codes::{CODES, TRUSTED};
use wire::Handler;

use crate::stock::{self, Keys};
use crate::{Rig, place};

/// What a call keeps in its store.
type State = stock::State<Handler>;

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
    let keys = Keys {
        token: rig.keys.session_token.clone(),
        endpoint: Some(rig.simulator.endpoint()),
        ..Keys::new(&rig.keys.access_key_id, &rig.keys.secret_access_key)
    };
    let mut store = Store::new(engine, State::new(Handler::new(lie, keys)));
    let instance = component.instance_pre();
    let instance = instance.instantiate_async(&mut store).await?;
    let visual = Visual::new(&mut store, &instance)?;
    let catalog = visual.volcengine_visual_catalog();
    let options = options.into();
    let answer = catalog.call_invoke(&mut store, tool, arguments, Some(&options));
    let answer = answer.await?;
    Ok(answer.map(Into::into).map_err(Into::into))
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

fn linker(engine: &Engine) -> wasmtime::Result<Linker<State>> {
    let mut linker = State::linker(engine)?;
    stock::link_credentials(&mut linker, Handler::keys)?;
    Ok(linker)
}
