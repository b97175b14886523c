//! Writes from the catalogue what depends on it: the WIT of each family, the
//! glue from records to fields, the structs of the library, `docs/tools.md`
//! and the plugin for Dify.

mod glue;
mod interface;
mod rust;
#[cfg(test)]
mod tests;
mod tools_page;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::dify;
use crate::workspace::{self, Workspace};

pub use interface::tools_of;

/// Runs `cargo xtask wit`.
pub fn run(args: &[String]) -> Result<()> {
    let only_check = match args {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => bail!("`cargo xtask wit` takes `--check` at most"),
    };
    let workspace = Workspace::load()?;
    settle(derived(&workspace)?, only_check)?;
    // Only now, since it does not compile while the WIT is broken.
    settle(vec![errors_page(&workspace)?], only_check)
}

/// Writes what is out of date, or fails because of it.
pub fn settle(files: Vec<(PathBuf, String)>, only_check: bool) -> Result<()> {
    let mut stale = Vec::new();
    for (path, text) in files {
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            continue;
        }
        if only_check {
            stale.push(path.display().to_string());
        } else {
            if let Some(directory) = path.parent() {
                fs::create_dir_all(directory)?;
            }
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
            println!("wrote {}", path.display());
        }
    }
    match stale.as_slice() {
        [] => Ok(()),
        _ => bail!(
            "out of date: {}; run `cargo xtask wit` and commit",
            stale.join(", ")
        ),
    }
}

/// The tables of errors. They need the WIT's types, which this program must do
/// without: an example of the core prints them, built with the workspace so
/// that nothing is compiled twice.
fn errors_page(workspace: &Workspace) -> Result<(PathBuf, String)> {
    let build = ["build", "--release", "--workspace", "--example", "errors"];
    workspace::run(&mut workspace.cargo(build))?;
    let program = workspace.program("examples/errors");
    let text = workspace::output(&mut Command::new(program))?;
    Ok((workspace.root.join("docs/errors.md"), text))
}

/// Every derived file with the text that it should have.
fn derived(workspace: &Workspace) -> Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    for (name, text) in interface::files() {
        files.push((workspace.root.join("wit").join(name), text));
    }
    let tools = workspace.root.join("src/abi/tools.rs");
    files.push((tools, glue::file()));
    for (name, text) in rust::files() {
        files.push((workspace.root.join("host/src/tools").join(name), text));
    }
    let page = workspace.root.join("docs/tools.md");
    files.push((page, tools_page::page()));
    files.extend(dify::derived(workspace));
    Ok(files)
}
