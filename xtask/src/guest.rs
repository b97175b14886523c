//! Core WebAssembly modules from Rust crates, the same bytes on every machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace::{self, Workspace};

const TARGET: &str = "wasm32-unknown-unknown";

/// A crate that becomes a core module.
pub struct Guest {
    /// Its package.
    pub package: &'static str,
    /// Whether it has the package's default features.
    pub is_whole: bool,
}

/// The core: everything but the secret key.
pub const CORE: Guest = whole("volcengine-visual");

/// The core without typed functions.
pub const BASE_CORE: Guest = Guest {
    is_whole: false,
    ..CORE
};

/// The signer.
pub const SIGNER: Guest = whole("visual-signer");

/// Functions for language models.
pub const AGENT: Guest = whole("visual-agent");

/// An HTTP server that records purchases.
pub const HTTP_PG: Guest = whole("visual-http");

/// The same without a store.
pub const HTTP: Guest = Guest {
    is_whole: false,
    ..HTTP_PG
};

/// The token of an HTTP server, from the environment.
pub const TOKEN: Guest = whole("visual-token");

/// Credentials from the environment.
pub const ENV: Guest = whole("visual-env");

const fn whole(package: &'static str) -> Guest {
    let is_whole = true;
    Guest { package, is_whole }
}

/// Builds a guest and returns its module. Each is built by a cargo of its own:
/// together, one would get the features that another asks for.
pub fn build(workspace: &Workspace, guest: &Guest) -> Result<Vec<u8>> {
    let package = guest.package;
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
    if !guest.is_whole {
        command.arg("--no-default-features");
    }
    command.arg("--config").arg(rustflags(workspace)?);
    // These would replace the configured flags, the size of the stack among them.
    command
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    workspace::run(&mut command).with_context(|| format!("cannot build {package}"))?;

    let file = format!("{}.wasm", package.replace('-', "_"));
    let path = workspace.target.join(TARGET).join("component").join(file);
    fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
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
