//! `cargo xtask package`: packs the crates that people depend on, and builds
//! them from the packed form alone.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::build;
use crate::workspace::{self, Workspace};

/// What is packed: the name of each crate and its directory.
const CRATES: [(&str, &str); 6] = [
    ("visual-catalog", "catalog"),
    ("volcengine-visual", "."),
    ("visual-signer", "adapters/signer"),
    ("visual-host", "host"),
    ("volc-sim", "simulator"),
    ("visual-cli", "cli"),
];
/// Where bindings are made of the contract outside of the root package.
const BINDINGS: [(&str, &str, &str); 2] = [
    ("host", "src/sandbox/bindings.rs", "\"../wit\""),
    ("adapters/signer", "src/component.rs", "\"../../wit\""),
];
/// What the root package has beside its manifest.
const ROOT: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE",
    "README.md",
    "src",
    "wit",
];

/// Runs `cargo xtask package`.
pub fn run() -> Result<()> {
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    let home = workspace.target.join("package");
    let (stage, unpacked) = (home.join("stage"), home.join("unpacked"));
    for directory in [&stage, &unpacked] {
        if directory.exists() {
            fs::remove_dir_all(directory)?;
        }
        fs::create_dir_all(directory)?;
    }
    arrange(&workspace, &stage)?;
    pack(&workspace, &stage)?;
    let version = workspace.manifest("visual-host", "version");
    let version = version.context("visual-host has a version")?;
    for (name, _) in CRATES {
        let archive = stage.join(format!("target/package/{name}-{version}.crate"));
        unpack(&archive, &unpacked)?;
        fs::rename(
            unpacked.join(format!("{name}-{version}")),
            unpacked.join(name),
        )?;
        let size = fs::metadata(&archive)?.len();
        println!("{:<56} {size:>10}", workspace.shown(&archive).display());
    }
    check(&unpacked)?;
    compile(&workspace, &unpacked)
}

/// Copies what is packed to a workspace of its own, in which each crate has all
/// that it needs inside of its own directory.
fn arrange(workspace: &Workspace, stage: &Path) -> Result<()> {
    for name in ROOT {
        copy(&workspace.root.join(name), &stage.join(name))?;
    }
    for (_, directory) in CRATES.iter().filter(|(_, directory)| *directory != ".") {
        copy(&workspace.root.join(directory), &stage.join(directory))?;
        fs::copy(
            workspace.root.join("LICENSE"),
            stage.join(directory).join("LICENSE"),
        )?;
    }
    let component = workspace.components().join("visual.wasm");
    fs::copy(component, stage.join("host/visual.wasm"))?;
    let members: Vec<String> = CRATES.map(|(_, directory)| format!("{directory:?}")).into();
    rewrite(&stage.join("Cargo.toml"), |line| {
        line.starts_with("members = ")
            .then(|| format!("members = [{}]", members.join(", ")))
            .or_else(|| line.starts_with("default-members = ").then(String::new))
            .or_else(|| line.starts_with("publish = false").then(String::new))
    })?;
    for (_, directory) in CRATES {
        let manifest = stage.join(directory).join("Cargo.toml");
        rewrite(&manifest, |line| {
            line.starts_with("publish.workspace").then(String::new)
        })?;
    }
    for (directory, file, path) in BINDINGS {
        copy(
            &workspace.root.join("wit"),
            &stage.join(directory).join("wit"),
        )?;
        rewrite(&stage.join(directory).join(file), |line| {
            line.contains(path).then(|| line.replace(path, "\"wit\""))
        })?;
    }
    Ok(())
}

/// Rewrites lines of a file, at least one.
fn rewrite(path: &Path, change: impl Fn(&str) -> Option<String>) -> Result<()> {
    let text = fs::read_to_string(path)?;
    let mut changed = false;
    let lines = text.lines().map(|line| match change(line) {
        Some(other) => {
            changed = true;
            other
        }
        None => line.to_owned(),
    });
    let lines: Vec<String> = lines.collect();
    ensure!(changed, "{} has nothing to rewrite", path.display());
    Ok(fs::write(path, lines.join("\n") + "\n")?)
}

/// Copies a file, or a directory without what was built in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let shown = from.display();
    if from.is_file() {
        fs::copy(from, to).with_context(|| format!("cannot copy {shown}"))?;
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {shown}"))? {
        let name = entry?.file_name();
        if name != "target" {
            copy(&from.join(&name), &to.join(&name))?;
        }
    }
    Ok(())
}

/// Packs every crate in one step, so that each finds the others.
fn pack(workspace: &Workspace, stage: &Path) -> Result<()> {
    let mut command = workspace.cargo(["package", "--no-verify", "--allow-dirty", "--quiet"]);
    for (name, _) in CRATES {
        command.args(["--package", name]);
    }
    command.arg("--target-dir").arg(stage.join("target"));
    workspace::run(command.current_dir(stage))
}

/// Unpacks an archive, which is a compressed tar file. Times are those of now: cargo
/// would take what it compiled of an older package for this one.
fn unpack(archive: &Path, to: &Path) -> Result<()> {
    let mut command = std::process::Command::new("tar");
    command.arg("-xzmf").arg(archive).arg("-C").arg(to);
    workspace::run(&mut command)
}

/// Looks for what a package must hold beside its code.
fn check(unpacked: &Path) -> Result<()> {
    let mut missing: Vec<PathBuf> = Vec::new();
    for (name, _) in CRATES {
        let wanted: &[&str] = match name {
            "visual-host" => &["LICENSE", "Cargo.toml", "visual.wasm", "wit/types.wit"],
            "volcengine-visual" | "visual-signer" => &["LICENSE", "Cargo.toml", "wit/types.wit"],
            _ => &["LICENSE", "Cargo.toml"],
        };
        let wanted = wanted.iter().map(|file| unpacked.join(name).join(file));
        missing.extend(wanted.filter(|file| !file.is_file()));
    }
    match missing.as_slice() {
        [] => Ok(()),
        _ => bail!("not in the packages: {missing:?}"),
    }
}

/// Builds the packed crates, with nothing else of this repository in reach.
fn compile(workspace: &Workspace, unpacked: &Path) -> Result<()> {
    let root = fs::read_to_string(workspace.root.join("Cargo.toml"))?;
    let profiles = root.find("[profile.release]").map(|at| &root[at..]);
    let profiles = profiles.context("the workspace has a release profile")?;
    let names = CRATES.map(|(name, _)| name);
    let members: Vec<String> = names.map(|name| format!("{name:?}")).into();
    let patches: Vec<String> = names
        .map(|name| format!("{name} = {{ path = {name:?} }}\n"))
        .into();
    let manifest = format!(
        "[workspace]\nmembers = [{}]\nresolver = \"3\"\n\n[patch.crates-io]\n{}\n{}",
        members.join(", "),
        patches.concat(),
        // Profiles of crates that are not here would be warned of.
        profiles
            .split("\n[")
            .filter(|part| !part.contains("host-test") && !part.contains("xtask"))
            .collect::<Vec<_>>()
            .join("\n[")
    );
    fs::write(unpacked.join("Cargo.toml"), manifest)?;
    fs::copy(
        workspace.root.join("Cargo.lock"),
        unpacked.join("Cargo.lock"),
    )?;
    let mut command = workspace.cargo(["build", "--release", "--workspace", "--quiet"]);
    command.env_remove("VISUAL_COMPONENT");
    command.arg("--target-dir").arg(&workspace.target);
    workspace::run(command.current_dir(unpacked))?;
    println!("built from the packages alone: {}", names.join(", "));
    Ok(())
}
