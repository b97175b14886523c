//! The README shows the example as it is, and the example works.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};
use volc_sim::{Config, Keys, Simulator};

const EXAMPLE: &str = include_str!("../../host/examples/embed.rs");
const README: &str = include_str!("../../README.md");

#[test]
fn the_readme_shows_the_example_as_it_is() {
    let block = format!("```rust\n{}```\n", EXAMPLE.replace('\r', ""));
    assert!(
        README.replace('\r', "").contains(&block),
        "README.md does not hold host/examples/embed.rs as it is now"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_saves_a_picture_and_a_video() {
    let keys = Keys::generate();
    let config = Config {
        keys: vec![keys.clone()],
        ..Config::default()
    };
    let simulator = Simulator::start(config).await.unwrap();
    let directory = tempfile::tempdir().unwrap();

    let output = run(&simulator.endpoint(), &keys, directory.path());
    let told = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}{complaints}");
    assert!(told.contains("task vt1."), "{told}");
    let saved = |name: &str| fs::read(directory.path().join(name)).unwrap();
    assert!(saved("0-cat.jpg").starts_with(b"\xff\xd8\xff"));
    assert_eq!(saved("0-cat.mp4").get(4..8), Some(&b"ftyp"[..]));
    assert_eq!(simulator.meter().accepted, 2);
    simulator.stop().await;
}

fn run(endpoint: &str, keys: &Keys, directory: &Path) -> Output {
    let example = example();
    Command::new(&example)
        .arg(component())
        .current_dir(directory)
        .env("HOME", directory)
        .env_remove("XDG_CACHE_HOME")
        .env_remove("VOLC_SESSION_TOKEN")
        .env_remove("VOLC_REGION")
        .env("VOLC_ENDPOINT", endpoint)
        .env("VOLC_ACCESSKEY", &keys.access_key_id)
        .env("VOLC_SECRETKEY", &keys.secret_access_key)
        .output()
        .unwrap_or_else(|error| {
            panic!(
                "{}: {error}; `cargo build --release --workspace --examples` builds it",
                example.display()
            )
        })
}

/// The example lies beside the directory of this test.
fn example() -> PathBuf {
    let test = env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).unwrap();
    let file = format!("embed{}", env::consts::EXE_SUFFIX);
    profile.join("examples").join(file)
}

/// The default component: in `VISUAL_COMPONENTS`, else where `cargo xtask
/// build` puts it.
fn component() -> PathBuf {
    let target = || Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("components");
    let directory = env::var_os("VISUAL_COMPONENTS").map_or_else(target, PathBuf::from);
    directory.join("visual.wasm")
}
