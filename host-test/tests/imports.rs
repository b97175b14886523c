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
/// What wasmCloud offers of PostgreSQL.
const TYPES: &str = "wasmcloud:postgres/types@0.1.1-draft";
const QUERY: &str = "wasmcloud:postgres/query@0.1.1-draft";
const ENVIRONS: (&str, &[&str]) = (ENVIRONMENT, &["get-environment"]);

/// What a component that runs in a sandbox never asks for.
const FORBIDDEN: [&str; 4] = [
    "wasi:cli/",
    "wasi:filesystem/",
    "wasi:random/",
    "wasi:sockets/",
];

/// An interface, and its functions.
type Interface = (&'static str, &'static [&'static str]);

/// Every component for hosts, and the interfaces that it asks of them beside
/// clocks and HTTP.
const COMPONENTS: [(&str, &[Interface]); 8] = [
    ("visual-core", &[SIGNER]),
    ("visual", &[(CREDENTIALS, &["get"])]),
    ("visual-base", &[(CREDENTIALS, &["get"])]),
    ("visual-env", &[ENVIRONS]),
    ("visual-base-env", &[ENVIRONS]),
    ("visual-agent", &[ENVIRONS]),
    ("visual-http", &[ENVIRONS]),
    (
        "visual-http-pg",
        &[ENVIRONS, (TYPES, &[]), (QUERY, &["query"])],
    ),
];

#[test]
fn components_import_and_export_what_their_snapshots_say() -> wasmtime::Result<()> {
    COMPONENTS
        .into_iter()
        .try_for_each(|(name, ours)| check_surface(name, ours))
}

#[test]
fn components_run_in_a_host_that_offers_what_they_ask_for() -> wasmtime::Result<()> {
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

fn check_surface(name: &str, ours: &[Interface]) -> wasmtime::Result<()> {
    let engine = Engine::default();
    let component = load(&engine, name)?.component_type();
    let imports: Vec<&str> = component.imports(&engine).map(|(name, _)| name).collect();
    let exports: Vec<&str> = component.exports(&engine).map(|(name, _)| name).collect();

    for import in &imports {
        let is_forbidden = FORBIDDEN.iter().any(|prefix| import.starts_with(prefix));
        let is_ours = ours.iter().any(|(known, _)| known == import);
        assert!(!is_forbidden || is_ours, "{name} imports {import}");
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

/// Instantiation calls nothing, so the host needs no state. Without each of these
/// interfaces that has functions it fails: the linker leaves nothing open.
fn check_instantiation(name: &str, ours: &[Interface]) -> wasmtime::Result<()> {
    let engine = Engine::default();
    let component = load(&engine, name)?;
    let mut linker = State::<NoNetwork>::linker(&engine)?;
    for (interface, functions) in ours {
        assert!(
            functions.is_empty() || linker.instantiate_pre(&component).is_err(),
            "{name} does without {interface}"
        );
        let mut instance = linker.instance(interface)?;
        for function in *functions {
            instance.func_new(function, |_, _, _, _| unreachable!("nothing is called"))?;
        }
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
