//! The example of the library, at work.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

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

    let output = run(&simulator.endpoint(), &keys, directory.path());
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

fn run(endpoint: &str, keys: &Keys, directory: &Path) -> Output {
    Command::new(built("rust-host"))
        .current_dir(directory)
        .env("HOME", directory)
        .env_remove("XDG_CACHE_HOME")
        .env_remove("VOLC_SESSION_TOKEN")
        .env_remove("VOLC_REGION")
        .env("VOLC_ENDPOINT", endpoint)
        .env("VOLC_ACCESSKEY", &keys.access_key_id)
        .env("VOLC_SECRETKEY", &keys.secret_access_key)
        .output()
        .unwrap()
}

/// Builds an example as its own workspace has it, in the target directory of
/// this one: what both use is compiled once.
fn built(name: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let status = cargo()
        .args(["build", "--release", "--package", name])
        .args(["--package", "alike", "--target-dir"])
        .arg(target)
        .current_dir(root("examples"))
        .status()
        .unwrap();
    assert!(status.success(), "{name} does not compile");
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    target.join("release").join(file)
}
