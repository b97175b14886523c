//! The examples, at work.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use host_test::place;
use volc_sim::{Config, Keys, Simulator};

use super::{cargo, root};

#[tokio::test(flavor = "multi_thread")]
async fn the_example_saves_a_picture_and_a_video() {
    let keys = Keys::generate();
    let config = Config {
        keys: vec![keys.clone()],
        ..Config::default()
    };
    let simulator = Simulator::start(config).await.unwrap();
    let directory = tempfile::tempdir().unwrap();

    let output = program("rust-host", (&simulator.endpoint(), &keys))
        .current_dir(directory.path())
        .env("HOME", directory.path())
        .env_remove("XDG_CACHE_HOME")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}{complaints}");
    assert!(told.contains("task vt1."), "{told}");
    let saved = |name: &str| fs::read(directory.path().join(name)).unwrap();
    assert!(saved("cat.jpg").starts_with(b"\xff\xd8\xff"));
    assert_eq!(saved("cat.mp4").get(4..8), Some(&b"ftyp"[..]));
    assert_eq!(simulator.meter().accepted, 2);
    simulator.stop().await;
}

/// Plain wasmtime, and a typed function.
#[tokio::test(flavor = "multi_thread")]
async fn the_raw_host_prints_the_link_of_a_picture() {
    let keys = Keys::generate();
    let config = Config {
        keys: vec![keys.clone()],
        ..Config::default()
    };
    let simulator = Simulator::start(config).await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    let component = directory.path().join("visual.wasm");
    fs::write(&component, place::component()).unwrap();

    let mut program = program("rust-raw", (&simulator.endpoint(), &keys));
    let output = program.arg(component).arg("a cat").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}{complaints}");
    assert!(told.starts_with(&simulator.endpoint()), "{told}");
    assert_eq!(simulator.meter().accepted, 1);
    simulator.stop().await;
}

/// Without SQLite and without the component.
#[test]
fn the_library_compiles_without_its_features() {
    let complaints = build(&["bare", "alike"]);
    assert!(
        !complaints.contains("warning: `visual-host`"),
        "{complaints}"
    );

    let tree = cargo()
        .args(["tree", "--package", "bare", "--edges", "normal"])
        .current_dir(root("examples"))
        .output()
        .unwrap();
    let tree = String::from_utf8_lossy(&tree.stdout);
    assert!(tree.contains("wasmtime"), "{tree}");
    assert!(!tree.contains("sqlite"), "{tree}");
}

/// An example with an account at a simulator.
fn program(name: &str, (endpoint, keys): (&str, &Keys)) -> Command {
    build(&["rust-host", "rust-raw", "alike"]);
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let mut program = Command::new(target().join("release").join(file));
    program
        .env_remove("VOLC_SESSION_TOKEN")
        .env_remove("VOLC_REGION")
        .env("VOLC_ENDPOINT", endpoint)
        .env("VOLC_ACCESSKEY", &keys.access_key_id)
        .env("VOLC_SECRETKEY", &keys.secret_access_key);
    program
}

/// Builds packages as the examples' own workspace has them, in the target directory
/// of this one: what both use is compiled once. Returns what cargo said.
fn build(packages: &[&str]) -> String {
    let packages = packages.iter().flat_map(|name| ["--package", name]);
    let output = cargo()
        .args(["build", "--release", "--target-dir"])
        .arg(target())
        .args(packages)
        .current_dir(root("examples"))
        .output()
        .unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{complaints}");
    complaints
}

fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap()
}
