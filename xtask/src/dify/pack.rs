//! `cargo xtask dify pack`: the package that Dify installs, which is a plain zip.
//!
//! It is reproducible: files in the order of their names, without times, owners or compression.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::sign::{self, Key};
use super::{NAME, directory, zip};
use crate::workspace::Workspace;

/// What Dify takes at most, unpacked.
const MAX_SIZE: usize = 50 * 1024 * 1024;

/// What is packed of the plugin's directory.
const FILES: [&str; 5] = [
    "PRIVACY.md",
    "README.md",
    "main.py",
    "manifest.yaml",
    "requirements.txt",
];
const DIRECTORIES: [&str; 5] = ["_assets", "provider", "readme", "tools", "visual_dify"];

/// A file of the package: its path there, and its content.
pub type Packed = (String, Vec<u8>);

/// The name of the package.
pub fn file_name() -> String {
    format!("{NAME}-{}.difypkg", env!("CARGO_PKG_VERSION"))
}

/// Packs the plugin with the component that was built, into `target/dist/`.
pub fn pack(workspace: &Workspace, key: Option<&Path>) -> Result<PathBuf> {
    let key = key.map(Key::read).transpose()?;
    let bytes = archive(files(workspace)?, key.as_ref())?;
    let dist = workspace.target.join("dist");
    fs::create_dir_all(&dist)?;
    let path = dist.join(file_name());
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

/// The component of the plugin, which calls tools by name.
pub fn component(workspace: &Workspace) -> PathBuf {
    workspace.components().join("visual-base.wasm")
}

/// The files of the package.
fn files(workspace: &Workspace) -> Result<Vec<Packed>> {
    let plugin = directory(workspace);
    let mut files = Vec::new();
    for name in FILES {
        files.push((name.to_owned(), read(&plugin.join(name))?));
    }
    for name in DIRECTORIES {
        collect(&plugin.join(name), name, &mut files)?;
    }
    let more = [
        ("LICENSE", workspace.root.join("LICENSE")),
        ("visual.wasm", component(workspace)),
    ];
    for (name, path) in more {
        files.push((name.to_owned(), read(&path)?));
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The files below a directory, but for what Python and editors leave there.
fn collect(directory: &Path, prefix: &str, files: &mut Vec<Packed>) -> Result<()> {
    let entries =
        fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "__pycache__" || name.ends_with(".pyc") {
            continue;
        }
        let path = format!("{prefix}/{name}");
        match entry.file_type()?.is_dir() {
            true => collect(&entry.path(), &path, files)?,
            false => files.push((path, read(&entry.path())?)),
        }
    }
    Ok(())
}

/// The zip of the files, signed if there is a key.
pub fn archive(mut files: Vec<Packed>, key: Option<&Key>) -> Result<Vec<u8>> {
    let comment = match key {
        Some(key) => {
            files.push(sign::category());
            sign::comment(&files, key)?
        }
        None => String::new(),
    };
    let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    if size > MAX_SIZE {
        bail!("the package has {size} bytes unpacked; Dify takes {MAX_SIZE} at most");
    }
    zip::archive(&files, &comment)
}
