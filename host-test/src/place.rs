//! Where the things under test are.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The default component, as `cargo xtask build` leaves it, or the one in the
/// directory that `VISUAL_COMPONENTS` names.
pub fn component() -> Vec<u8> {
    read("visual.wasm")
}

/// A component or part of one, by the name of its file.
pub fn read(name: &str) -> Vec<u8> {
    let path = path(name);
    fs::read(&path).unwrap_or_else(|error| {
        let path = path.display();
        panic!("cannot read {path} ({error}): run `cargo xtask build` first")
    })
}

/// Where a component is, by the name of its file.
pub fn path(name: &str) -> PathBuf {
    let directory = match env::var_os("VISUAL_COMPONENTS") {
        Some(directory) => PathBuf::from(directory),
        None => target().join("components"),
    };
    directory.join(name)
}

/// Where `cargo xtask hosts` installs what other hosts need.
pub fn hosts() -> PathBuf {
    target().join("hosts")
}

/// The program `wasmtime` that `cargo xtask http` installs. Where it is not, a
/// word about it.
pub fn wasmtime() -> Option<PathBuf> {
    let packages = fs::read_dir(hosts().join("serve/lib"))
        .into_iter()
        .flatten();
    let program = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry
            .ok()?
            .path()
            .join("site-packages/wasmtime_cli/wasmtime");
        path.is_file().then_some(path)
    };
    let found = packages.into_iter().find_map(program);
    if found.is_none() {
        eprintln!("SKIPPED: there is no `wasmtime`; `cargo xtask http` installs it");
    }
    found
}

/// The program `visual`: the one that `VISUAL_PROGRAM` names, else the one that
/// `cargo xtask build` leaves.
pub fn program() -> PathBuf {
    let name = format!("visual{}", env::consts::EXE_SUFFIX);
    let path = match env::var_os("VISUAL_PROGRAM") {
        Some(path) => PathBuf::from(path),
        None => target().join("release").join(name),
    };
    let shown = path.display();
    assert!(
        path.is_file(),
        "there is no program {shown}: run `cargo xtask build` first"
    );
    path
}

/// A directory for compiled code that outlives the test, so that the component
/// is compiled once and not once for each program.
pub fn cache() -> PathBuf {
    target().join("tmp").join("compiled")
}

/// The conformance cases.
pub fn cases() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/cases"))
}

/// The captured answers.
pub fn captures() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/captures"))
}

/// The contract.
pub fn wit() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../wit"))
}

/// The target directory, which cargo marks.
fn target() -> PathBuf {
    let exe = env::current_exe().expect("the path of this program");
    let marked = |directory: &&Path| directory.join("CACHEDIR.TAG").is_file();
    let target = exe.ancestors().find(marked).expect("a target directory");
    target.to_owned()
}
