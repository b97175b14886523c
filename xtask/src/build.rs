//! `cargo xtask build`: the components, then the program.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::component::{self, Label};
use crate::workspace::{self, Workspace};
use crate::{compose, guest, surface};

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
    let core = read(&guest::build(workspace, guest::CORE)?)?;
    let signer = read(&guest::build(workspace, guest::SIGNER)?)?;

    let label =
        |bytes: &[u8], name, package| component::label(bytes, &Label { name, package }, workspace);
    let core =
        component::encode(&core, "visual-core", workspace).context("cannot encode the core")?;
    let core = label(&core, "visual-core", guest::CORE)?;
    let signer = component::encode(&signer, "signer-adapter", workspace)
        .context("cannot encode the signer")?;
    let signer = label(&signer, "signer", guest::SIGNER)?;
    let visual = compose::compose(&core, &signer).context("cannot compose core and signer")?;
    let visual = label(&visual, "visual", guest::CORE)?;

    let directory = workspace.components();
    fs::create_dir_all(&directory)
        .with_context(|| format!("cannot create {}", directory.display()))?;
    // Standard output is for what a command was asked for.
    eprintln!("{:<36} {:>9} {:>7}", "component", "bytes", "imports");
    for (name, bytes) in [
        ("visual-core", core),
        ("signer", signer),
        ("visual", visual),
    ] {
        let path = directory.join(format!("{name}.wasm"));
        write(&path, &bytes)?;
        let imports = surface::read(&bytes)?.imports.len();
        let shown = workspace.shown(&path).display().to_string();
        eprintln!("{shown:<36} {:>9} {imports:>7}", bytes.len());
    }
    Ok(())
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

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Leaves an equal file as it is, so that cargo does not build again what
/// embeds it.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
