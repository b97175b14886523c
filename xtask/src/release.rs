//! `cargo xtask release`: everything that is published, in one directory.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::build;
use crate::component;
use crate::dify;
use crate::guest;
use crate::workspace::{self, Workspace};

/// The components that are published; the others are parts of these.
const COMPONENTS: [&str; 8] = [
    "visual",
    "visual-core",
    "visual-base",
    "visual-env",
    "visual-base-env",
    "visual-agent",
    "visual-http",
    "visual-http-pg",
];
/// What goes along with them.
const DOCUMENTS: [&str; 3] = ["LICENSE", "PRIVACY.md", "CHANGELOG.md"];
/// The checksums of all the others, as `sha256sum --check` reads them.
const SUMS: &str = "SHA256SUMS";

/// Runs `cargo xtask release`.
pub fn run() -> Result<()> {
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "visual")?;
    let version = workspace.manifest(guest::CORE.package, "version");
    let version = version.context("the workspace has no version")?;
    let name = format!("volcengine-visual-{version}");
    let directory = workspace.target.join("dist").join(&name);
    if directory.exists() {
        fs::remove_dir_all(&directory)?;
    }
    fs::create_dir_all(&directory)?;

    let add = |file: &str, bytes: &[u8]| {
        let path = directory.join(file);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
    };
    for component in COMPONENTS {
        let file = format!("{component}.wasm");
        add(&file, &read(&workspace.components().join(&file))?)?;
    }
    add(
        &format!("{name}.wasm"),
        &component::contract_file(&workspace)?,
    )?;
    for document in DOCUMENTS {
        add(document, &read(&workspace.root.join(document))?)?;
    }
    let plugin = dify::pack(&workspace, None)?;
    add(&dify::file_name(), &read(&plugin)?)?;
    let program = format!("visual-{version}-{}{EXE_SUFFIX}", target()?);
    fs::copy(workspace.program("visual"), directory.join(program))?;
    add(SUMS, sums(&directory)?.as_bytes())?;
    for line in fs::read_to_string(directory.join(SUMS))?.lines() {
        println!("{line}");
    }
    eprintln!("{}", workspace.shown(&directory).display());
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The platform that the program is built for.
fn target() -> Result<String> {
    let known = workspace::output(Command::new("rustc").arg("-vV"))?;
    let host = known.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}

/// The checksums of the files of a directory, sorted by name.
fn sums(directory: &Path) -> Result<String> {
    let files = fs::read_dir(directory)?.map(|entry| Ok(entry?.file_name()));
    let mut files = files.collect::<Result<Vec<_>>>()?;
    files.sort();
    let mut sums = String::new();
    for file in files {
        let digest = Sha256::digest(read(&directory.join(&file))?);
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        sums += &format!("{digest}  {}\n", file.to_string_lossy());
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_files_by_name() {
        let directory = std::env::temp_dir().join(format!("visual-sums-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        fs::write(directory.join("b"), "abc").unwrap();
        fs::write(directory.join("a"), "").unwrap();
        let sums = sums(&directory);
        fs::remove_dir_all(&directory).unwrap();
        // The examples of FIPS 180-2.
        let expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n\
            ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b\n";
        assert_eq!(sums.unwrap(), expected);
    }
}
