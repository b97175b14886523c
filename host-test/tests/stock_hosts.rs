//! The examples in Python and Node, where `cargo xtask hosts` has installed what
//! they need. Elsewhere these tests say that they were skipped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use host_test::{Rig, place};
use tokio::process::Command;

/// A command that is installed, or none, with a word about it.
fn installed(path: &str) -> Option<PathBuf> {
    let path = place::hosts().join(path);
    if !path.exists() {
        eprintln!(
            "SKIPPED: there is no {}; `cargo xtask hosts` installs it",
            path.display()
        );
    }
    path.exists().then_some(path)
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../examples")
        .join(name)
}

/// Runs an example with the keys of an account.
async fn run(rig: &Rig, mut command: Command, secret: &str, prompt: &str) -> Output {
    command.arg(prompt);
    command.env("VOLC_ACCESSKEY", &rig.keys.access_key_id);
    command.env("VOLC_SECRETKEY", secret);
    command.env("VOLC_ENDPOINT", rig.simulator.endpoint());
    match &rig.keys.session_token {
        Some(token) => command.env("VOLC_SESSION_TOKEN", token),
        None => command.env_remove("VOLC_SESSION_TOKEN"),
    };
    command.kill_on_drop(true).output().await.expect("it runs")
}

/// What an example shows: a picture, a refusal that is not billed, and keys that are not accepted.
async fn check(command: impl Fn() -> Command) {
    let rig = Rig::start().await;
    let secret = &rig.keys.secret_access_key;
    let made = run(&rig, command(), secret, "a cat").await;
    let [link, told] = [&made.stdout, &made.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(made.status.success(), "{told}");
    assert!(link.starts_with(&rig.simulator.endpoint()), "{link}");
    assert!(told.starts_with("vt1."), "{told}");
    assert_eq!(rig.meter().accepted, 1);

    for (secret, prompt, word) in [
        (secret.as_str(), "[moderate-text]", "50412"),
        ("d3Jvbmc=", "a cat", "error: "),
    ] {
        let refused = run(&rig, command(), secret, prompt).await;
        let told = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1), "{told}");
        assert!(
            told.contains(word) && told.contains("billed: not-made"),
            "{told}"
        );
        assert!(!told.contains(secret), "a secret is shown");
    }
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn the_python_example_makes_a_picture() {
    let Some(python) = installed("python/bin/python") else {
        return;
    };
    let component = place::path("visual-base-env.wasm");
    check(|| {
        let mut command = Command::new(&python);
        command.arg(example("python/picture.py")).arg(&component);
        command
    })
    .await;
}

#[tokio::test]
async fn the_node_example_makes_a_picture() {
    let Some(jco) = installed("node/node_modules/.bin/jco") else {
        return;
    };
    // Modules are looked for in the directories above.
    let directory = place::hosts().join("node").join("test");
    fs::create_dir_all(&directory).expect("a directory");
    for name in ["package.json", "picture.mjs"] {
        fs::copy(example("node").join(name), directory.join(name)).expect("a copy");
    }
    let mut transpile = Command::new(jco);
    transpile
        .arg("transpile")
        .arg(place::path("visual-base-env.wasm"));
    transpile.args([
        "-o",
        "visual",
        "--name",
        "visual",
        "--instantiation",
        "async",
    ]);
    let transpiled = transpile
        .current_dir(&directory)
        .output()
        .await
        .expect("it runs");
    let told = String::from_utf8_lossy(&transpiled.stderr);
    assert!(transpiled.status.success(), "{told}");
    check(|| {
        let mut command = Command::new("node");
        command.arg(directory.join("picture.mjs"));
        command
    })
    .await;
}
