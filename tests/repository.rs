//! Rules of this repository, as tests.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

#[path = "common/ask.rs"]
mod ask;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ask::least;
use visual_catalog::{Family, Field, Kind, Product, Rule, Text, tools};
use volcengine_visual::call;

const LONGEST_FILE: usize = 400;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `place` with this ending, with its text.
fn files(place: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(place)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name == "target") {
                continue;
            }
            open.extend(fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == ending) {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(!found.is_empty(), "{place} holds no *.{ending}");
    found.sort();
    found
}

/// The code of a file: its lines without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
}

/// The words of a line, as Rust and TOML have them.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
}

#[test]
fn the_core_knows_neither_wasi_nor_a_clock() {
    let forbidden = [
        "wasi",
        "Instant",
        "SystemTime",
        "UNIX_EPOCH",
        "monotonic_clock",
        "wall_clock",
        "TcpStream",
        "thread",
        "env",
        "fs",
    ];
    for place in "src/protocol src/errors src/input src/call src/download catalog".split(" ") {
        for (name, text) in files(place, "rs") {
            for (number, line) in code(&text).enumerate() {
                let word = words(line).find(|word| forbidden.contains(word));
                assert_eq!(word, None, "{name}:{}", number + 1);
            }
        }
    }
}

#[test]
fn only_the_transport_and_the_driver_know_wasi() {
    for (name, text) in files("src", "rs") {
        let inside = name.starts_with("src/component/");
        let known = code(&text).any(|line| words(line).any(|word| word == "wasi"));
        assert!(inside || !known, "{name} names wasi");
    }
}

#[test]
fn only_the_signer_knows_hmac() {
    for (name, text) in files("src", "rs") {
        for (number, line) in code(&text).enumerate() {
            // The name of the algorithm on the wire is no use of it.
            let line = line.replace("HMAC-SHA256", "");
            let named = line.to_ascii_lowercase().contains("hmac");
            assert!(!named, "{name}:{}", number + 1);
        }
    }
    let depends = |manifest: &str| {
        let text = fs::read_to_string(root().join(manifest)).unwrap();
        let section = text.split("\n[dependencies]\n").nth(1).unwrap();
        let section = section.split("\n[").next().unwrap().to_string();
        section.lines().any(|line| line.starts_with("hmac"))
    };
    assert!(!depends("Cargo.toml"), "the core depends on hmac");
    assert!(depends("adapters/signer/Cargo.toml"));
}

#[test]
fn no_file_is_too_long() {
    const PLACES: &str = "src adapters catalog host cli simulator host-test tests";
    let mut long = Vec::new();
    for place in PLACES.split(' ') {
        for (name, text) in files(place, "rs") {
            let lines = text.lines().count();
            // Tables, by hand or derived.
            let is_table = name.starts_with("catalog/src/tools/") && text.contains("static TOOLS")
                || name == "src/abi/tools.rs";
            if lines > LONGEST_FILE && !is_table {
                long.push(format!("{name}: {lines}"));
            }
        }
    }
    assert!(
        long.is_empty(),
        "longer than {LONGEST_FILE} lines: {long:?}"
    );
}

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
            let line = line.replace("->", " ");
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

/// Where a word of the key begins with a digit, the name says it otherwise,
/// and begins like the key.
#[test]
fn a_tools_name_is_its_key_in_kebab_case() {
    for tool in tools() {
        let key = tool
            .req_key
            .to_lowercase()
            .replace('_', "-")
            .replace('.', "");
        let words = || key.split('-');
        match words().any(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
            false => assert_eq!(tool.name, key),
            true => assert!(tool.name.starts_with(words().next().unwrap()), "{key}"),
        }
        for word in tool.name.split('-') {
            assert!(
                word.starts_with(|c: char| c.is_ascii_lowercase()),
                "{}",
                tool.name
            );
        }
    }
}

#[test]
fn no_two_tools_share_a_name() {
    let mut seen = BTreeSet::new();
    for tool in tools() {
        for name in BTreeSet::from([tool.name, tool.alias, tool.req_key]) {
            assert!(seen.insert(name), "{name} is used twice");
        }
    }
    for tool in tools() {
        let mut seen = BTreeSet::from(["extra".to_string()]);
        for field in tool.fields {
            assert!(seen.insert(field.name.to_string()), "{}", field.name);
        }
    }
}

#[test]
fn a_fields_name_is_its_wire_name_in_kebab_case() {
    let excepted = [
        ("size", "width"),
        // The area, beside `size` with width and height.
        ("area", "size"),
        // What chooses the key.
        ("style", "req_key"),
    ];
    for (owner, field) in all_fields() {
        let named = field
            .wires()
            .any(|wire| field.name == wire.replace('_', "-"));
        let sound = match field.kind {
            Kind::Image(_) => ["image_urls", "image_url"].contains(&field.wire),
            Kind::Images(..) => field.wire == "image_urls",
            _ => named || excepted.contains(&(field.name, field.wire)),
        };
        assert!(sound, "{owner}.{}: {}", field.name, field.wire);
    }
}

/// Every argument, those of nested records included, with its owner.
fn all_fields() -> Vec<(&'static str, &'static Field)> {
    let mut open: Vec<(&str, &Field)> = tools()
        .flat_map(|tool| tool.fields.iter().map(|field| (tool.name, field)))
        .collect();
    let mut all = Vec::new();
    while let Some((owner, field)) = open.pop() {
        if let Some(record) = field.kind.record() {
            open.extend(record.fields.iter().map(|field| (owner, field)));
        }
        all.push((owner, field));
    }
    all
}

fn speaks(what: &str, text: Text) {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    assert!(!text.en.trim().is_empty(), "{what}: no English");
    assert!(!text.en.chars().any(is_chinese), "{what}: English");
    assert!(!text.zh.trim().is_empty(), "{what}: no Chinese");
}

#[test]
fn everything_is_documented_in_both_languages() {
    for family in Family::ALL {
        speaks(family.name(), family.doc());
    }
    for tool in tools() {
        speaks(tool.name, tool.title);
        speaks(tool.name, tool.summary);
        assert!(!tool.source.is_empty(), "{} has no source", tool.name);
        if let Product::Report(report) = tool.product {
            speaks(report.name, report.doc);
            for field in report.fields {
                speaks(field.name, field.doc);
                // `component/memory.rs` writes these kinds.
                let written = matches!(
                    field.kind,
                    Kind::Int32(..) | Kind::Float(_) | Kind::Bool | Kind::Text(_) | Kind::Links(..)
                );
                assert!(written && !field.required, "{}.{}", report.name, field.name);
            }
        }
    }
    for (owner, field) in all_fields() {
        let what = format!("{owner}.{}", field.name);
        speaks(&what, field.doc);
        assert!(
            field.doc.en.ends_with('.') && field.doc.zh.ends_with('。'),
            "{what}"
        );
        if let Some(record) = field.kind.record() {
            speaks(record.name, record.doc);
        }
        if let Kind::Choice(choices) = field.kind {
            speaks(choices.name, choices.doc);
            for (name, wire, doc) in choices.cases {
                speaks(name, *doc);
                assert!(!wire.is_empty(), "{what}: {name}");
            }
        }
    }
}

#[test]
fn defaults_are_json_and_within_the_limits() {
    for (owner, field) in all_fields() {
        let Some(text) = field.default else { continue };
        let json: Result<serde_json::Value, _> = serde_json::from_str(text);
        assert!(json.is_ok(), "{owner}.{}: {text}", field.name);
        assert!(!field.required, "{owner}.{}: required", field.name);
    }
    for tool in tools() {
        for field in tool.fields {
            let Some(text) = field.default else { continue };
            let mut given = least(tool);
            for rule in tool.rules {
                if let Rule::Excludes(name, other) = rule
                    && *name == field.name
                {
                    given.remove(*other);
                }
            }
            let name = field.name.replace('-', "_");
            given.insert(name, serde_json::from_str(text).unwrap());
            let json = serde_json::Value::Object(given).to_string();
            let answer = call::invoke(tool.name, &json, None);
            assert!(answer.is_ok(), "{} {json}: {answer:?}", tool.name);
        }
    }
}

#[test]
fn rules_name_fields() {
    for tool in tools() {
        let known = |name: &str| tool.fields.iter().any(|field| field.name == name);
        for rule in tool.rules {
            let names = match rule {
                Rule::AnyOf(names) => names.to_vec(),
                Rule::Excludes(name, other) => vec![*name, *other],
                Rule::RatioBetween((least, _), (most, _)) => vec!["size", *least, *most],
            };
            assert!(
                names.iter().all(|name| known(name)),
                "{}: {names:?}",
                tool.name
            );
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
    for manifest in ["Cargo.toml", "adapters/signer/Cargo.toml"] {
        let text = fs::read_to_string(Path::new(&root()).join(manifest)).unwrap();
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
