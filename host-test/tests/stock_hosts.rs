//! The examples in stock hosts, where `cargo xtask hosts` has installed what they
//! need. Elsewhere these tests say that they were skipped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use host_test::{Rig, place};
use serde_json::Value;
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
    check_words(command, ["error: ", "billed: not-made"]).await;
}

/// The same, with the words that begin an error, and that say that it is not billed.
async fn check_words(command: impl Fn() -> Command, [error, unbilled]: [&str; 2]) {
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
        ("d3Jvbmc=", "a cat", error),
    ] {
        let refused = run(&rig, command(), secret, prompt).await;
        let told = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1), "{told}");
        assert!(told.contains(word) && told.contains(unbilled), "{told}");
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

/// A copy of the example in Node with a component as JavaScript.
async fn transpiled(jco: &Path, component: &str, options: &[&str]) -> PathBuf {
    // Modules are looked for in the directories above.
    let directory = place::hosts().join("node").join(component);
    fs::create_dir_all(&directory).expect("a directory");
    for name in ["package.json", "picture.mjs", "keys.mjs"] {
        fs::copy(example("node").join(name), directory.join(name)).expect("a copy");
    }
    let mut command = Command::new(jco);
    command.arg("transpile").arg(place::path(component));
    command.args(["--name", "visual"]).args(options);
    let output = command.current_dir(&directory).output();
    let output = output.await.expect("it runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    directory
}

#[tokio::test]
async fn the_keys_of_the_node_example_are_asked_for() {
    let Some(jco) = installed("node/node_modules/.bin/jco") else {
        return;
    };
    let map = "volcengine:visual/credentials=../keys.mjs";
    let directory = transpiled(&jco, "visual-base.wasm", &["-o", "mapped", "--map", map]).await;
    let page = fs::read_to_string(example("../docs/hosts.md")).expect("a page");
    let (_, script) = page.split_once("```js\n").expect("a script");
    let (script, _) = script.split_once("```").expect("its end");
    fs::write(directory.join("script.mjs"), script).expect("a file");

    let rig = Rig::start().await;
    let mut command = Command::new("node");
    command.arg(directory.join("script.mjs"));
    let made = run(&rig, command, &rig.keys.secret_access_key, "").await;
    let [link, told] = [&made.stdout, &made.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(link.starts_with(&rig.simulator.endpoint()), "{told}");
}

#[tokio::test]
async fn the_node_example_makes_a_picture() {
    let Some(jco) = installed("node/node_modules/.bin/jco") else {
        return;
    };
    let options = ["-o", "visual", "--instantiation", "async"];
    let directory = transpiled(&jco, "visual-base-env.wasm", &options).await;
    check(|| {
        let mut command = Command::new("node");
        command.arg(directory.join("picture.mjs"));
        command
    })
    .await;
}

#[tokio::test]
async fn the_example_of_the_command_line_makes_a_picture() {
    let Some(program) = installed("python/bin/wasmtime") else {
        return;
    };
    let component = place::path("visual-agent.wasm");
    let mut path = program
        .parent()
        .expect("a directory")
        .as_os_str()
        .to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").expect("a path"));
    let command = || {
        let mut command = Command::new("sh");
        command.arg(example("wasmtime-cli/picture.sh"));
        command.arg(&component).env("PATH", &path);
        command
    };
    check_words(command, ["FAILED: ", "Billed: no"]).await;
}

#[tokio::test]
async fn the_page_makes_a_picture_in_a_browser() {
    let Some(page) = installed("browser/visual/visual.js") else {
        return;
    };
    let page = page.ancestors().nth(2).expect("a directory").to_owned();
    let rig = Rig::start().await;
    let mut said = Vec::new();
    for prompt in ["a cat", "[moderate-text]"] {
        let mut command = Command::new("node");
        command.arg(place::hosts().join("chromium/browser.mjs"));
        command.arg(&page).arg("--example");
        let output = run(&rig, command, &rig.keys.secret_access_key, prompt).await;
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
        said.push(serde_json::from_slice::<Value>(&output.stdout).expect("JSON"));
    }
    let [made, refused] = said.try_into().expect("two answers");
    assert!(made["width"].as_u64() > Some(100), "{made}");
    let text = |said: &Value| said["text"].as_str().unwrap_or_default().to_owned();
    assert!(text(&made).starts_with("vt1."), "{made}");
    let refused = text(&refused);
    assert!(refused.contains("50412"), "{refused}");
    assert!(refused.ends_with("billed: not-made"), "{refused}");
    assert_eq!(rig.meter().accepted, 1);
}

/// Keys of an account do not belong into a page.
#[tokio::test]
async fn the_server_of_the_page_serves_a_simulator_alone() {
    let Some(server) = installed("browser/server.mjs") else {
        return;
    };
    for endpoint in [
        None,
        Some("https://visual.volcengineapi.com"),
        Some("http://example.com"),
    ] {
        let mut command = Command::new("node");
        command.arg(&server).env_remove("VOLC_ENDPOINT");
        if let Some(endpoint) = endpoint {
            command.env("VOLC_ENDPOINT", endpoint);
        }
        let output = command.kill_on_drop(true).output().await.expect("it runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "it serves {endpoint:?}");
        assert!(told.contains("VOLC_ENDPOINT must be a simulator"), "{told}");
    }
}
