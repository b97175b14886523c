//! `cargo xtask dify`: the plugin for Dify. What it declares comes from the catalogue; the code
//! that it runs is written by hand (plugins/dify/visual_dify/).

mod check;
mod declared;
mod field;
mod labels;
mod manifest;
mod names;
mod output;
mod own_tools;
mod pack;
#[cfg(test)]
mod package_tests;
mod parameter;
#[cfg(test)]
mod parameter_tests;
mod provider;
mod rules;
mod shared;
mod sign;
mod skeleton;
#[cfg(test)]
mod tests;
mod texts;
mod tool;
mod yaml;
mod zip;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use visual_catalog::{Tool, tools};

use crate::workspace::Workspace;
use crate::{build, wit};
use declared::Declared;

pub use pack::{file_name, pack};

/// Who publishes the plugin, as Dify names it.
const AUTHOR: &str = "volcengine-visual";
/// The plugin's name, and that of its provider.
const NAME: &str = "volcengine_visual";
/// The first line of every generated file.
const HEAD: &str = "`cargo xtask dify` writes this file from the catalogue.";

/// Runs `cargo xtask dify`.
pub fn run(args: &[String]) -> Result<ExitCode> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => write(&Workspace::load()?, false)?,
        ["--check"] => write(&Workspace::load()?, true)?,
        ["test", ..] => return check::run(&args[1..]),
        ["pack", options @ ..] => {
            let key = match options {
                [] => None,
                ["--key", file] => Some(Path::new(file)),
                _ => bail!("`cargo xtask dify pack` takes `--key FILE` at most"),
            };
            let workspace = Workspace::load()?;
            write(&workspace, true)?;
            build::components(&workspace)?;
            let package = pack(&workspace, key)?;
            println!("{}", workspace.shown(&package).display());
        }
        _ => bail!("`cargo xtask dify` takes `--check`, `pack` or `test`"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes what is out of date, or fails because of it.
fn write(workspace: &Workspace, only_check: bool) -> Result<()> {
    let superfluous = superfluous(workspace)?;
    if only_check && !superfluous.is_empty() {
        bail!("of no tool: {superfluous:?}; run `cargo xtask dify` and commit");
    }
    for path in superfluous {
        fs::remove_file(&path)?;
        println!("removed {}", path.display());
    }
    wit::settle(derived(workspace), only_check)
}

/// Where the plugin is.
fn directory(workspace: &Workspace) -> PathBuf {
    workspace.root.join("plugins/dify")
}

/// Every generated file with the text that it should have.
pub fn derived(workspace: &Workspace) -> Vec<(PathBuf, String)> {
    let plugin = directory(workspace);
    let files = files().into_iter();
    files
        .map(|(name, text)| (plugin.join(name), text))
        .collect()
}

/// The generated files by their paths in the plugin.
fn files() -> Vec<(String, String)> {
    let mut files = vec![
        ("manifest.yaml".to_owned(), manifest::file()),
        (format!("provider/{NAME}.yaml"), provider::file()),
    ];
    for declared in declared() {
        files.push((format!("tools/{}.yaml", declared.name), declared.file()));
    }
    for known in typed() {
        let name = names::tool(known);
        files.push((format!("tools/{name}.py"), tool::python(known)));
    }
    files
}

/// The tools that have a file of their own.
fn typed() -> impl Iterator<Item = &'static Tool> {
    tools().filter(|known| known.typed)
}

/// Every tool of the plugin.
fn declared() -> Vec<Declared> {
    typed()
        .map(tool::declared)
        .chain(own_tools::declared())
        .collect()
}

/// Files among the tools that are neither generated nor of a tool of our own.
fn superfluous(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let directory = directory(workspace).join("tools");
    let mut known: Vec<_> = derived(workspace)
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    known.extend(own_tools::OWN.map(|name| directory.join(format!("{name}.py"))));
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).into_iter().flatten() {
        let path = entry?.path();
        if path.is_file() && !known.contains(&path) {
            found.push(path);
        }
    }
    Ok(found)
}
