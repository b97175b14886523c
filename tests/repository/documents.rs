//! What the documents and manifests say.

use std::fs;

use super::root;

#[test]
fn the_changelog_begins_with_this_version() {
    let text = fs::read_to_string(root().join("CHANGELOG.md")).expect("a changelog");
    let heading = text.lines().find(|line| line.starts_with("## "));
    let version = env!("CARGO_PKG_VERSION");
    let heading = heading.expect("a heading for each version");
    let found = words_of_version(heading);
    assert_eq!(found, Some(version), "{heading}");
    let headings = text.lines().filter(|line| line.starts_with("## "));
    let count = headings
        .filter(|line| words_of_version(line) == found)
        .count();
    assert_eq!(count, 1, "{version} has one heading");
}

/// The version in a heading, such as `## [1.2.3] - 2025-01-02`.
fn words_of_version(heading: &str) -> Option<&str> {
    heading
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .find(|word| word.split('.').count() == 3)
}

#[test]
fn every_member_keeps_the_lints() {
    for manifest in [
        "Cargo.toml",
        "adapters/agent/Cargo.toml",
        "adapters/env/Cargo.toml",
        "adapters/http/Cargo.toml",
        "adapters/signer/Cargo.toml",
        "adapters/token/Cargo.toml",
        "http-api/Cargo.toml",
        "shared-journal/Cargo.toml",
    ] {
        let text = fs::read_to_string(root().join(manifest)).unwrap();
        assert!(text.contains("[lints]\nworkspace = true"), "{manifest}");
    }
    let text = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for lint in [
        "unwrap_used",
        "expect_used",
        "panic",
        "indexing_slicing",
        "string_slice",
    ] {
        assert!(text.contains(&format!("\n{lint} = \"deny\"\n")), "{lint}");
    }
}
