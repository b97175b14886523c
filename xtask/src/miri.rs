//! `cargo xtask miri`: the unsafe code of the component under Miri, which is part of nightly toolchains.

use anyhow::{Context, Result};

use crate::workspace::{self, Workspace};

/// Its addresses have 32 bits, as the component's.
const TARGET: &str = "i686-unknown-linux-gnu";

/// Runs `cargo xtask miri`.
pub fn run() -> Result<()> {
    let workspace = Workspace::load()?;
    let mut command = std::process::Command::new("rustup");
    command.args(["run", "nightly", "cargo", "miri", "test"]);
    command.args([
        "--package",
        "volcengine-visual",
        "--lib",
        "--target",
        TARGET,
    ]);
    command
        .arg("--target-dir")
        .arg(workspace.target.join("miri"));
    // Addresses come as numbers over the ABI.
    command.env("MIRIFLAGS", "-Zmiri-permissive-provenance");
    command.current_dir(&workspace.root).args(["--", "abi"]);
    workspace::run(&mut command).context("it needs a nightly toolchain with the component `miri`")
}
