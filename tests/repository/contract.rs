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
            let versions = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
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

/// The version of the contract is that of the crates, wherever it is written.
#[test]
fn every_name_of_the_contract_has_the_version_of_the_crates() {
    const NAME: &str = "volcengine:visual";
    let places = ["src", "host", "host-test", "examples", "xtask"];
    let mut texts: Vec<_> = places.iter().flat_map(|place| files(place, "rs")).collect();
    texts.extend(our_wit());
    texts.extend(files("docs", "md"));
    texts.extend(files("host-test/tests/snapshots", "txt"));
    let mut found = 0;
    for (file, text) in texts {
        for rest in text.split(NAME).skip(1) {
            let interface = |c: char| c == '/' || c == '-' || c.is_ascii_lowercase();
            let Some(rest) = rest.trim_start_matches(interface).strip_prefix('@') else {
                continue;
            };
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
            let version = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
            // Where it is filled in, the code has it from Cargo.
            if !version.is_empty() {
                assert_eq!(version, env!("CARGO_PKG_VERSION"), "{file}");
                found += 1;
            }
        }
    }
    assert!(found > 100, "{found} names");
}
