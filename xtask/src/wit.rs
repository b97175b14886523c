//! Writes from the catalogue what depends on it.

use anyhow::{Result, bail};

/// Runs `cargo xtask wit`.
pub fn run(_args: &[String]) -> Result<()> {
    bail!("not yet")
}
