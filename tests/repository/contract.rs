//! What the WIT may name.

use super::{code, files};

/// The texts of `wit/` that are ours: not the copies in `wit/deps`.
fn our_wit() -> Vec<(String, String)> {
    let all = files("wit", "wit").into_iter();
    all.filter(|(name, _)| !name.starts_with("wit/deps"))
        .collect()
}

#[test]
fn every_word_of_a_wit_name_begins_with_a_letter() {
    for (name, text) in our_wit() {
        for (number, line) in code(&text).enumerate() {
            let line = line.replace("->", " ").replace("version = ", "@");
            // A version is no name.
            let versions = |c: char| c.is_ascii_digit() || c == '.';
            let plain: Vec<&str> = line
                .split('@')
                .enumerate()
                .map(|(i, part)| match i {
                    0 => part,
                    _ => part.trim_start_matches(versions),
                })
                .collect();
            let plain = plain.join(" ");
            let names = plain.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            for item in names.filter(|item| !item.is_empty()) {
                let sound = item
                    .split('-')
                    .all(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
                assert!(sound, "{name}:{}: {item}", number + 1);
            }
        }
    }
}

#[test]
fn neither_the_wit_nor_the_core_names_a_registry() {
    let registries = [
        "ghcr.io",
        "docker.io",
        "crates.io",
        "wa.dev",
        "pypi.org",
        "npmjs",
        "index.rs",
    ];
    for (name, text) in our_wit().into_iter().chain(files("src", "rs")) {
        for registry in registries {
            assert!(!text.contains(registry), "{name} names {registry}");
        }
    }
}
