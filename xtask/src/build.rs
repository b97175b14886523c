//! `cargo xtask build`: the components, then the program.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::component::{self, Label};
use crate::guest::{self, Guest};
use crate::workspace::{self, Workspace};
use crate::{compose, surface};

/// Runs `cargo xtask build`.
pub fn run(args: &[String]) -> Result<()> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let workspace = Workspace::load()?;
    match args.as_slice() {
        [] => {
            components(&workspace)?;
            program(&workspace, "visual")
        }
        ["--components-only"] => components(&workspace),
        other => bail!(
            "`cargo xtask build` takes --components-only, not `{}`",
            other.join(" ")
        ),
    }
}

/// Builds every component and shows what came out.
pub fn components(workspace: &Workspace) -> Result<()> {
    guest::install_target()?;
    let whole = guest::CORE.package;
    let part = |guest: &Guest, name: &'static str, world: &str| {
        let module = guest::build(workspace, guest)?;
        let component = component::encode(&module, world, workspace)
            .with_context(|| format!("cannot make a component of {}", guest.package))?;
        Artifact::new(&component, (name, world), guest.package, workspace)
    };
    let composed =
        |(socket, plug, unused): (&Artifact, &Artifact, &[&str]), name: &'static str, package| {
            let (socket, plug) = (
                component::bare(&socket.bytes)?,
                component::bare(&plug.bytes)?,
            );
            let component = compose::compose(&socket, &plug, unused)
                .with_context(|| format!("cannot compose {name}"))?;
            Artifact::new(&component, (name, name), package, workspace)
        };
    let core = part(&guest::CORE, "visual-core", "visual-core")?;
    let base_core = part(&guest::BASE_CORE, "visual-base-core", "visual-base-core")?;
    let signer = part(&guest::SIGNER, "signer", "signer-adapter")?;
    let env = part(&guest::ENV, "env", "env-adapter")?;
    let agent = part(&guest::AGENT, "agent", "agent-adapter")?;
    let token = part(&guest::TOKEN, "token", "token-adapter")?;
    let http = part(&guest::HTTP, "http", "http-adapter")?;
    let http_pg = part(&guest::HTTP_PG, "http-pg", "http-pg-adapter")?;
    let visual = composed((&core, &signer, &[]), "visual", whole)?;
    let base = composed((&base_core, &signer, &[]), "visual-base", whole)?;
    let visual_env = composed((&visual, &env, &[]), "visual-env", whole)?;
    let base_env = composed((&base, &env, &[]), "visual-base-env", whole)?;
    // Hosts of language models cannot pass resources, and a client of the server
    // opens links itself, so nothing of either downloads.
    let unused = ["volcengine:visual/downloads@0.1.0"];
    let visual_agent = composed(
        (&agent, &base_env, &unused),
        "visual-agent",
        guest::AGENT.package,
    )?;
    let package = guest::HTTP.package;
    let guarded = composed((&http, &token, &[]), "http-adapter", package)?;
    let visual_http = composed((&guarded, &base_env, &unused), "visual-http", package)?;
    // It asks the signer too, for whose account it buys: there is one signer for both.
    let world = "http-pg-adapter";
    let guarded = composed((&http_pg, &token, &[]), world, package)?;
    let unsigned = composed((&guarded, &base_core, &unused), world, package)?;
    let signed = composed((&unsigned, &signer, &[]), world, package)?;
    let visual_http_pg = composed((&signed, &env, &[]), "visual-http-pg", package)?;

    let directory = workspace.components();
    fs::create_dir_all(&directory)
        .with_context(|| format!("cannot create {}", directory.display()))?;
    // Standard output is for what a command was asked for.
    eprintln!("{:<40} {:>9} {:>7}", "component", "bytes", "imports");
    let parts = [core, signer, env, agent, token, http, http_pg];
    let whole = [
        visual,
        visual_env,
        base,
        base_env,
        visual_agent,
        visual_http,
        visual_http_pg,
    ];
    for artifact in parts.into_iter().chain(whole) {
        let path = directory.join(format!("{}.wasm", artifact.name));
        write(&path, &artifact.bytes)?;
        let imports = surface::read(&artifact.bytes)?.imports.len();
        let shown = workspace.shown(&path).display().to_string();
        eprintln!("{shown:<40} {:>9} {imports:>7}", artifact.bytes.len());
    }
    Ok(())
}

/// A component that says what it is.
struct Artifact {
    name: &'static str,
    bytes: Vec<u8>,
}

impl Artifact {
    /// Labels a component, by its name and its world, with what `package` says.
    fn new(
        component: &[u8],
        (name, world): (&'static str, &str),
        package: &str,
        workspace: &Workspace,
    ) -> Result<Artifact> {
        let label = Label {
            name,
            world,
            package,
        };
        let bytes = component::label(component, &label, workspace)?;
        Ok(Artifact { name, bytes })
    }
}

/// Builds a program: `visual`, which embeds the default component, or the
/// simulator. It is built as a member of the whole workspace, since alone it
/// would get other features of shared crates than its tests do, and wasmtime
/// would be compiled twice.
pub fn program(workspace: &Workspace, name: &str) -> Result<()> {
    workspace::run(&mut workspace.cargo(["build", "--release", "--workspace", "--bin", name]))?;
    eprintln!("{}", workspace.shown(&workspace.program(name)).display());
    Ok(())
}

/// Leaves an equal file as it is, so that cargo does not build again what
/// embeds it.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
