//! Finds the component that the program embeds.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-env-changed=VISUAL_COMPONENT");
    let directory = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let component = component();
    println!("cargo:rerun-if-changed={}", component.display());
    let bytes = fs::read(&component).unwrap_or_else(|_| {
        println!(
            "cargo:warning=`visual` is built without a component, and will ask for --component: \
             run `cargo xtask build` first"
        );
        Vec::new()
    });
    if let Err(error) = fs::write(directory.join("visual.wasm"), bytes) {
        println!("cargo:error=the component cannot be embedded: {error}");
    }
}

/// In a package it lies beside the manifest, in the repository where `cargo
/// xtask build` puts it.
fn component() -> PathBuf {
    if let Some(path) = env::var_os("VISUAL_COMPONENT") {
        return PathBuf::from(path);
    }
    let home = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let packed = home.join("visual.wasm");
    match packed.is_file() {
        true => packed,
        false => home.join("../target/components/visual.wasm"),
    }
}
