//! Core WebAssembly modules from Rust crates, the same bytes on every machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace::{self, Workspace};

const TARGET: &str = "wasm32-unknown-unknown";

/// The package of the core: everything but the secret key.
pub const CORE: &str = "volcengine-visual";

/// The package of the signer.
pub const SIGNER: &str = "visual-signer";

/// Builds a guest and returns the path of its module. Each is built by a cargo
/// of its own: together, one would get the features that another asks for.
pub fn build(workspace: &Workspace, package: &str) -> Result<PathBuf> {
    // As a type of the crate's own, `cdylib` would give the library a name that
    // builds with other features overwrite.
    let mut command = workspace.cargo(["rustc", "--lib", "--crate-type", "cdylib"]);
    command.args([
        "--profile",
        "component",
        "--target",
        TARGET,
        "--package",
        package,
    ]);
    command.arg("--config").arg(rustflags(workspace)?);
    // These would replace the configured flags, the size of the stack among them.
    command
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    workspace::run(&mut command).with_context(|| format!("cannot build {package}"))?;

    let file = format!("{}.wasm", package.replace('-', "_"));
    Ok(workspace.target.join(TARGET).join("component").join(file))
}

/// Flags that cargo joins to those of `.cargo/config.toml`, as a value of its
/// configuration. Panic messages hold the paths of sources: these are made the
/// same everywhere, and say nothing of the machine. The flags are the same for
/// all guests, since cargo keeps no builds apart that differ in such flags.
fn rustflags(workspace: &Workspace) -> Result<String> {
    let flag = |from: &Path, to: &str| format!("'--remap-path-prefix={}={to}'", from.display());
    let mut flags = vec![flag(&workspace.root, "/visual")];
    flags.extend(registries()?.iter().map(|path| flag(path, "/crates")));
    Ok(format!("target.{TARGET}.rustflags=[{}]", flags.join(",")))
}

/// The directories that hold the sources of dependencies, one per registry.
fn registries() -> Result<Vec<PathBuf>> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    let home = home.context("there is no home directory: set CARGO_HOME")?;
    let Ok(entries) = fs::read_dir(home.join("registry").join("src")) else {
        return Ok(Vec::new()); // the sources are vendored
    };
    let mut paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Installs the target where the toolchain lacks it.
pub fn install_target() -> Result<()> {
    let sysroot = workspace::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let libraries = Path::new(sysroot.trim())
        .join("lib")
        .join("rustlib")
        .join(TARGET);
    if libraries.is_dir() {
        return Ok(());
    }
    let mut command = Command::new("rustup");
    command.args(["target", "add", TARGET]);
    if let Err(error) = workspace::run(&mut command) {
        bail!(
            "the toolchain lacks the target {TARGET}: {error:#}\n\
             With rustup, run `rustup target add {TARGET}`; \
             else install the target's standard library as your toolchain came"
        );
    }
    Ok(())
}
