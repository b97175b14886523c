//! Blocks that are files, or parts of files.

use std::fs;

use host_test::place;
use host_test::program::Shell;
use serde_json::Value;
use volc_sim::{Config, Keys, Simulator};

use super::blocks::Block;
use super::{cargo, checked, root};

#[test]
fn blocks_of_json_are_json() {
    let blocks = checked("json");
    assert!(!blocks.is_empty());
    for block in blocks {
        let value: Result<Value, _> = serde_json::from_str(&block.text);
        assert!(
            value.is_ok_and(|value| value.is_object()),
            "{}",
            block.place
        );
    }
}

/// Cargo reads them, as the end of a manifest.
#[test]
fn blocks_of_toml_are_manifests() {
    let blocks = checked("toml");
    assert!(blocks.len() >= 3, "{blocks:?}");
    for block in blocks {
        let package = tempfile::tempdir().unwrap();
        let head = "[package]\nname = \"program\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
        fs::create_dir(package.path().join("src")).unwrap();
        fs::write(package.path().join("src/main.rs"), "fn main() {}\n").unwrap();
        fs::write(
            package.path().join("Cargo.toml"),
            format!("{head}{}", block.text),
        )
        .unwrap();
        let output = cargo()
            .args([
                "metadata",
                "--no-deps",
                "--offline",
                "--format-version",
                "1",
            ])
            .current_dir(package.path())
            .output()
            .unwrap();
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {complaints}", block.place);
        let read: Value = serde_json::from_slice(&output.stdout).unwrap();
        let needed = read["packages"][0]["dependencies"].as_array().unwrap();
        let host = needed.iter().find(|needed| needed["name"] == "visual-host");
        let path = host.and_then(|host| host["path"].as_str());
        assert!(
            path.is_some_and(|path| path.ends_with("volcengine-visual/host")),
            "{}: {needed:?}",
            block.place
        );
    }
}

/// Each line stands in one file of the contract, in this order.
#[test]
fn blocks_of_wit_are_excerpts_of_the_contract() {
    let blocks = checked("wit");
    assert!(blocks.len() >= 4, "{blocks:?}");
    let files: Vec<String> = fs::read_dir(place::wit())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "wit"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for block in blocks {
        let excerpt = |file: &String| {
            let mut lines = file.lines();
            block
                .text
                .lines()
                .all(|line| lines.any(|known| known == line))
        };
        assert!(files.iter().any(excerpt), "{}", block.place);
    }
}

/// With real keys in the place of the dots, the program finds them.
#[tokio::test]
async fn files_of_keys_are_read() {
    let keys = Keys::generate();
    let config = Config {
        keys: vec![keys.clone()],
        ..Config::default()
    };
    let simulator = Simulator::start(config).await.unwrap();
    let ini = one(checked("ini"));
    let json = checked("json")
        .into_iter()
        .filter(|block| block.text.contains("AKLT..."));
    for (name, text) in [("credentials", ini), ("config", one(json.collect()))] {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join(".volc")).unwrap();
        let text = text.replace("AKLT...", &keys.access_key_id);
        let text = text.replace("...", &keys.secret_access_key);
        fs::write(home.path().join(".volc").join(name), text).unwrap();
        let shell = Shell::new()
            .set("HOME", &home.path().display().to_string())
            .set("USERPROFILE", &home.path().display().to_string())
            .set("VOLC_ENDPOINT", &simulator.endpoint());
        let ran = shell.run(&["check"]).await;
        assert_eq!(ran.exit, 0, "{name}: {ran:?}");
    }
    simulator.stop().await;
}

fn one(blocks: Vec<Block>) -> String {
    let [block] = blocks.as_slice() else {
        panic!("{blocks:?}");
    };
    block.text.clone()
}

/// The page on the component shows what the component imports.
#[test]
fn the_list_of_imports_is_the_snapshot() {
    let page = fs::read_to_string(root("docs/component.md")).unwrap();
    let snapshot = root("host-test/tests/snapshots/visual.imports.txt");
    let list = fs::read_to_string(snapshot).unwrap();
    assert!(
        page.replace('\r', "")
            .contains(&format!("```text\n{list}```\n")),
        "{list}"
    );
}
