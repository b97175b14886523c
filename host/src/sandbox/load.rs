//! From the bytes of a component to something that can be instantiated.

use crate::sandbox::bindings::{self, VisualPre};
use crate::sandbox::exports::{Exports, Loaded};
use crate::sandbox::imports;
use crate::sandbox::inspect::{EXCERPT, inspect};
use crate::sandbox::state::State;
use crate::{HostError, Limits};
use std::sync::{Arc, mpsc};
use std::time::Duration;
use visual_catalog::sanitize::excerpt;
use wasmtime::Engine;
use wasmtime::component::{Component, HasData, HasSelf, Linker, ResourceTable};
use wasmtime_wasi::clocks::WasiClocks;
use wasmtime_wasi::p2::bindings::{clocks, io};
use wasmtime_wasi_http::WasiHttp;
use wasmtime_wasi_http::p2::bindings::{LinkOptions, http};

/// Everything that a component can import, without versions.
const OFFERED: [&str; 8] = [
    "wasi:io/error",
    "wasi:io/poll",
    "wasi:io/streams",
    "wasi:clocks/monotonic-clock",
    "wasi:clocks/wall-clock",
    "wasi:http/types",
    "wasi:http/outgoing-handler",
    "volcengine:visual/credentials",
];

/// Compiles and links a component.
pub(crate) fn load(engine: &Engine, bytes: &[u8], limits: &Limits) -> Result<Loaded, HostError> {
    recognise(bytes)?;
    inspect(bytes, limits)?;
    let component = compile(engine, bytes, limits.compile)?;
    for (name, _) in component.component_type().imports(engine) {
        offered(name)?;
    }
    let misfit = |error: wasmtime::Error| HostError::Incompatible(shown(&error));
    let linker = linker(engine).map_err(|error| HostError::Engine(format!("{error:#}")))?;
    let ready = linker.instantiate_pre(&component).map_err(misfit)?;
    // It has every function of the contract.
    let ready = VisualPre::new(ready).map_err(misfit)?;
    Ok(Loaded {
        component: ready.instance_pre().clone(),
        exports: Arc::new(Exports::find(&component).map_err(misfit)?),
    })
}

/// What wasmtime says of a component, which may repeat the component's text.
fn shown(error: &wasmtime::Error) -> String {
    excerpt(&format!("{error:#}"), EXCERPT)
}

/// Compiles on a thread of its own, since nothing stops a compiler.
fn compile(engine: &Engine, bytes: &[u8], limit: Duration) -> Result<Component, HostError> {
    let (send, receive) = mpsc::sync_channel(1);
    let (engine, bytes) = (engine.clone(), bytes.to_vec());
    let work = move || {
        // Nobody receives it when the time is over.
        _ = send.send(Component::new(&engine, bytes));
    };
    let thread = std::thread::Builder::new().name("compile".to_owned());
    let thread = thread.spawn(work);
    thread.map_err(|error| HostError::Engine(error.to_string()))?;
    match receive.recv_timeout(limit) {
        Ok(component) => component.map_err(|error| HostError::NotAComponent(shown(&error))),
        Err(mpsc::RecvTimeoutError::Timeout) => Err(HostError::CompileLimit(limit.as_secs())),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            Err(HostError::Engine("the compiler stopped".to_owned()))
        }
    }
}

fn recognise(bytes: &[u8]) -> Result<(), HostError> {
    let found = match (bytes.get(..4), bytes.get(4..8)) {
        (Some(b"\0asm"), Some([_, _, 1, 0])) => return Ok(()),
        (Some(b"\0asm"), Some([1, 0, 0, 0])) => "it is a core module",
        (Some(b"\0asm"), _) => "it is WebAssembly of an unknown version",
        _ if bytes.is_empty() => "it is empty",
        _ => "it is not WebAssembly",
    };
    Err(HostError::NotAComponent(found.to_owned()))
}

fn offered(import: &str) -> Result<(), HostError> {
    let bare = import.split('@').next().unwrap_or(import);
    if OFFERED.contains(&bare) {
        return Ok(());
    }
    let hint = if bare.ends_with("/signer") {
        ": it is a core without signer, use visual.wasm"
    } else if bare.starts_with("wasi:cli/") {
        ": it takes its keys from the environment, use visual.wasm"
    } else {
        ""
    };
    Err(HostError::UnknownImport {
        name: excerpt(import, EXCERPT),
        hint,
    })
}

struct Table;

impl HasData for Table {
    type Data<'a> = &'a mut ResourceTable;
}

/// The sandbox: these interfaces one by one, and nothing else.
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
    imports::bound(l)?;
    bindings::credentials::add_to_linker::<State, HasSelf<State>>(l, |state| state)?;
    Ok(linker)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_component_is_named() {
        let found = |bytes: &[u8]| recognise(bytes).unwrap_err().to_string();
        assert!(found(b"").contains("empty"));
        assert!(found(b"PK\x03\x04....").contains("not WebAssembly"));
        assert!(found(b"\0asm\x01\0\0\0").contains("core module"));
        assert!(found(b"\0asm\x02\0\0\0").contains("unknown version"));
        assert!(recognise(b"\0asm\x0d\0\x01\0").is_ok());
    }

    #[test]
    fn foreign_imports_are_named() {
        assert!(offered("wasi:io/poll@0.2.9").is_ok());
        for import in ["wasi:filesystem/types@0.2.0", "wasi:cli/environment@0.2.6"] {
            let text = offered(import).unwrap_err().to_string();
            assert!(text.contains(import), "{text}");
        }
    }

    #[test]
    fn the_linker_is_complete() {
        let mut config = wasmtime::Config::new();
        config.epoch_interruption(true);
        linker(&Engine::new(&config).unwrap()).unwrap();
    }
}
