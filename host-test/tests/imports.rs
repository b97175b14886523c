//! What the components can reach: their imports are those of the snapshots,
//! and a host that offers nothing else can run them.

use std::path::{Path, PathBuf};
use std::{env, fs};

use wasmtime::component::{Component, HasData, Linker, ResourceTable};
use wasmtime::error::Context;
use wasmtime::{Engine, Result, Store};
use wasmtime_wasi::clocks::{WasiClocks, WasiClocksCtxView};
use wasmtime_wasi::p2::bindings::{clocks, io};
use wasmtime_wasi_http::p2::bindings::http;
use wasmtime_wasi_http::{WasiHttp, WasiHttpCtxView};

const SIGNER: (&str, &[&str]) = ("volcengine:visual/signer@0.1.0", &["identify", "sign"]);
const CREDENTIALS: (&str, &[&str]) = ("volcengine:visual/credentials@0.1.0", &["get"]);

/// What a component that runs in a sandbox never asks for.
const FORBIDDEN: [&str; 4] = [
    "wasi:cli/",
    "wasi:filesystem/",
    "wasi:random/",
    "wasi:sockets/",
];

#[test]
fn the_core_imports_and_exports_what_its_snapshots_say() -> Result<()> {
    check_surface("visual-core")
}

#[test]
fn the_default_component_imports_and_exports_what_its_snapshots_say() -> Result<()> {
    check_surface("visual")
}

#[test]
fn the_core_runs_in_a_host_that_only_signs() -> Result<()> {
    check_instantiation("visual-core", SIGNER)
}

#[test]
fn the_default_component_runs_in_a_host_that_only_hands_over_keys() -> Result<()> {
    check_instantiation("visual", CREDENTIALS)
}

fn check_surface(name: &str) -> Result<()> {
    let engine = Engine::default();
    let component = load(&engine, name)?.component_type();
    let imports: Vec<&str> = component.imports(&engine).map(|(name, _)| name).collect();
    let exports: Vec<&str> = component.exports(&engine).map(|(name, _)| name).collect();

    for import in &imports {
        let forbidden = FORBIDDEN.iter().any(|prefix| import.starts_with(prefix));
        assert!(!forbidden, "{name} imports {import}");
    }
    check_snapshot(&format!("{name}.imports.txt"), imports)?;
    check_snapshot(&format!("{name}.exports.txt"), exports)
}

fn check_snapshot(file: &str, mut names: Vec<&str>) -> Result<()> {
    names.sort_unstable();
    let actual: String = names.iter().map(|name| format!("{name}\n")).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(file);
    let wanted = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace('\r', "");
    assert_eq!(
        actual, wanted,
        "tests/snapshots/{file} differs. If the change is meant, the file becomes:\n{actual}"
    );
    Ok(())
}

/// Instantiation calls nothing, so the host needs no state. Without the one
/// interface that is ours it fails: the linker leaves nothing open.
fn check_instantiation(name: &str, ours: (&str, &[&str])) -> Result<()> {
    let engine = Engine::default();
    let component = load(&engine, name)?;
    let mut linker = wasi(&engine)?;
    assert!(
        linker.instantiate_pre(&component).is_err(),
        "{name} does without {}",
        ours.0
    );

    let mut instance = linker.instance(ours.0)?;
    for function in ours.1 {
        instance.func_new(function, |_, _, _, _| unreachable!("nothing is called"))?;
    }
    let start = linker.instantiate_async(Store::new(&engine, ()), &component);
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime
        .block_on(start)
        .map(drop)
        .with_context(|| format!("{name} does not start"))
}

/// The seven interfaces that design and documents promise, one by one.
fn wasi(engine: &Engine) -> Result<Linker<()>> {
    let mut linker = Linker::new(engine);
    let l = &mut linker;
    io::error::add_to_linker::<(), Io>(l, no_table)?;
    io::poll::add_to_linker::<(), Io>(l, no_table)?;
    io::streams::add_to_linker::<(), Io>(l, no_table)?;
    clocks::monotonic_clock::add_to_linker::<(), WasiClocks>(l, no_clocks)?;
    clocks::wall_clock::add_to_linker::<(), WasiClocks>(l, no_clocks)?;
    http::types::add_to_linker::<(), WasiHttp>(l, &Default::default(), no_http)?;
    http::outgoing_handler::add_to_linker::<(), WasiHttp>(l, no_http)?;
    Ok(linker)
}

struct Io;

impl HasData for Io {
    type Data<'a> = &'a mut ResourceTable;
}

fn no_table(_: &mut ()) -> &mut ResourceTable {
    unreachable!("nothing is called")
}

fn no_clocks(_: &mut ()) -> WasiClocksCtxView<'_> {
    unreachable!("nothing is called")
}

fn no_http(_: &mut ()) -> WasiHttpCtxView<'_> {
    unreachable!("nothing is called")
}

fn load(engine: &Engine, name: &str) -> Result<Component> {
    let path = components().join(format!("{name}.wasm"));
    let bytes = fs::read(&path).with_context(|| {
        let path = path.display();
        format!("cannot read {path}: run `cargo xtask build --components-only` first")
    })?;
    Component::new(engine, bytes)
}

/// The directory of the components: `VISUAL_COMPONENTS`, else the one that
/// `cargo xtask build` fills.
fn components() -> PathBuf {
    let target = || Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("components");
    env::var_os("VISUAL_COMPONENTS").map_or_else(target, PathBuf::from)
}
