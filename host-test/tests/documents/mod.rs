//! The documents show what works: every block of code in them runs, compiles or
//! is parsed here. A block that cannot be is marked, with a reason:
//! `<!-- not run: REASON -->` on the line before it.

mod blocks;
mod demo;
mod example;
mod files;
mod flags;
mod rust;
mod session;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use blocks::Block;

/// A file of the repository.
fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

/// Cargo, without the variables that it sets for this test: some build scripts
/// (ring's) watch them, and all that depends on those would be built again.
fn cargo() -> Command {
    let mut command = Command::new(env!("CARGO"));
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
}

/// Every document: those beside the manifest and those in `docs`.
fn documents() -> Vec<String> {
    let mut names: Vec<String> = ["", "docs/"]
        .into_iter()
        .flat_map(|place| {
            let entries = fs::read_dir(root(place)).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            names.map(move |name| format!("{place}{name}"))
        })
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.sort();
    names
}

/// Every block of every document.
fn blocks() -> Vec<Block> {
    let blocks = documents().into_iter().flat_map(|document| {
        let text = fs::read_to_string(root(&document)).unwrap();
        Block::all(&document, &text.replace('\r', ""))
    });
    blocks.collect()
}

/// The blocks of a language that nothing excuses.
fn checked(language: &str) -> Vec<Block> {
    let mut blocks = blocks();
    blocks.retain(|block| block.language == language && block.not_run.is_none());
    blocks
}

/// The languages that the tests here know.
const LANGUAGES: [&str; 6] = ["sh", "rust", "toml", "json", "ini", "wit"];

/// The blocks that nothing runs, and how many of them each document has.
const NOT_RUN: [(&str, usize); 14] = [
    ("ARCHITECTURE.md", 1),
    ("CONTRIBUTING.md", 1),
    ("README.md", 1),
    ("README.zh-CN.md", 1),
    ("docs/cli.md", 1),
    ("docs/component.md", 2),
    ("docs/dify.md", 4),
    ("docs/fleet.md", 3),
    ("docs/hosts.md", 7),
    ("docs/mcp.md", 1),
    ("docs/openai.md", 1),
    ("docs/page.md", 1),
    ("docs/serve.md", 1),
    ("docs/simulator.md", 1),
];

#[test]
fn what_is_not_run_is_marked_and_counted() {
    let blocks = blocks();
    assert!(blocks.len() > 50, "{} blocks", blocks.len());
    for block in &blocks {
        let known = LANGUAGES.contains(&block.language.as_str());
        let place = &block.place;
        assert!(
            known || block.not_run.is_some(),
            "{place}: nothing checks a block of {:?}; say why with `<!-- not run: REASON -->`",
            block.language
        );
    }
    let count = |document: &String| {
        let marked = blocks.iter().filter(|block| block.not_run.is_some());
        marked.filter(|block| block.document == *document).count()
    };
    let counts: Vec<(String, usize)> = documents()
        .into_iter()
        .map(|document| (document.clone(), count(&document)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let expected = NOT_RUN.map(|(document, count)| (document.to_owned(), count));
    assert_eq!(counts, expected);
}
