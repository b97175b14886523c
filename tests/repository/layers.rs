//! What the parts of the component may name.

use std::fs;

use super::imports::tokens;
use super::{code, files, root, words};

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
                // The service's name for a session is no use of threads.
                let line = line.replace("thread-id", "");
                let word = words(&line).find(|word| forbidden.contains(word));
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

/// A function that the loader calls: Rust has only an unsafe attribute for it. Nothing unsafe is done.
const BEFORE_MAIN: &str = "cli/src/output/closed.rs";

/// Raw memory is read and written in one room. Fuzzing has a counting allocator, and is left out.
#[test]
fn only_the_abi_is_unsafe() {
    const PLACES: [&str; 9] = [
        "adapters",
        "catalog",
        "cli",
        "examples",
        "host",
        "host-test",
        "simulator",
        "src",
        "xtask",
    ];
    let mut found = Vec::new();
    for place in PLACES {
        for (name, text) in files(place, "rs") {
            let uses = tokens::of_file(&text).iter().any(|token| token == "unsafe");
            if uses {
                found.push(name);
            }
        }
    }
    assert!(
        found.iter().any(|name| name.starts_with("src/abi/")),
        "{found:?}"
    );
    found.retain(|name| !name.starts_with("src/abi/"));
    assert_eq!(found, [BEFORE_MAIN]);
}
