//! What the components can reach: their imports are those of the snapshots,
//! and a host that offers nothing else can run them.

use std::fs;
use std::path::Path;

use host_test::honest::Sent;
use host_test::place;
use host_test::stock::{CREDENTIALS, ENVIRONMENT, Keys, State};
use wasmtime::component::Component;
use wasmtime::error::Context;
use wasmtime::{Engine, Store};
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

const SIGNER: (&str, &[&str]) = ("volcengine:visual/signer@0.1.0", &["identify", "sign"]);
const ENVIRONS: (&str, &[&str]) = (ENVIRONMENT, &["get-environment"]);

/// What a component that runs in a sandbox never asks for.
const FORBIDDEN: [&str; 4] = [
    "wasi:cli/",
    "wasi:filesystem/",
    "wasi:random/",
    "wasi:sockets/",
];

/// Every component for hosts, and the one interface that it asks of them beside
/// clocks and HTTP.
const COMPONENTS: [(&str, (&str, &[&str])); 7] = [
    ("visual-core", SIGNER),
    ("visual", (CREDENTIALS, &["get"])),
    ("visual-base", (CREDENTIALS, &["get"])),
    ("visual-env", ENVIRONS),
    ("visual-base-env", ENVIRONS),
    ("visual-agent", ENVIRONS),
    ("visual-http", ENVIRONS),
];

#[test]
fn components_import_and_export_what_their_snapshots_say() -> wasmtime::Result<()> {
    COMPONENTS
        .into_iter()
        .try_for_each(|(name, ours)| check_surface(name, ours.0))
}

#[test]
fn components_run_in_a_host_that_offers_one_interface_of_its_own() -> wasmtime::Result<()> {
    COMPONENTS
        .into_iter()
        .try_for_each(|(name, ours)| check_instantiation(name, ours))
}

/// What a browser or a function in the cloud loads first.
#[test]
fn the_component_for_most_hosts_is_small() {
    const MOST_BYTES: usize = 700_000;
    let bytes = place::read("visual.wasm").len();
    assert!(bytes <= MOST_BYTES, "visual.wasm has {bytes} bytes");
}

fn check_surface(name: &str, ours: &str) -> wasmtime::Result<()> {
    let engine = Engine::default();
    let component = load(&engine, name)?.component_type();
    let imports: Vec<&str> = component.imports(&engine).map(|(name, _)| name).collect();
    let exports: Vec<&str> = component.exports(&engine).map(|(name, _)| name).collect();

    for import in &imports {
        let is_forbidden = FORBIDDEN.iter().any(|prefix| import.starts_with(prefix));
        assert!(!is_forbidden || *import == ours, "{name} imports {import}");
    }
    check_snapshot(&format!("{name}.imports.txt"), imports)?;
    check_snapshot(&format!("{name}.exports.txt"), exports)
}

fn check_snapshot(file: &str, mut names: Vec<&str>) -> wasmtime::Result<()> {
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
fn check_instantiation(name: &str, ours: (&str, &[&str])) -> wasmtime::Result<()> {
    let engine = Engine::default();
    let component = load(&engine, name)?;
    let mut linker = State::<NoNetwork>::linker(&engine)?;
    assert!(
        linker.instantiate_pre(&component).is_err(),
        "{name} does without {}",
        ours.0
    );

    let mut instance = linker.instance(ours.0)?;
    for function in ours.1 {
        instance.func_new(function, |_, _, _, _| unreachable!("nothing is called"))?;
    }
    let start = linker.instantiate_async(
        Store::new(&engine, State::new(NoNetwork, Keys::new("", ""))),
        &component,
    );
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime
        .block_on(start)
        .map(drop)
        .with_context(|| format!("{name} does not start"))
}

/// Instantiation sends nothing.
struct NoNetwork;

impl WasiHttpHooks for NoNetwork {
    fn send_request(
        &mut self,
        _: http::Request<WasiBody>,
        _: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Result<Sent, Error>> + Send> {
        unreachable!("nothing is called")
    }
}

fn load(engine: &Engine, name: &str) -> wasmtime::Result<Component> {
    Component::new(engine, place::read(&format!("{name}.wasm")))
}
