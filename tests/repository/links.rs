//! Links of the documents, and links into those about the service.

use std::collections::BTreeSet;
use std::fs;

use super::{files, root};

const DOCUMENTS: [&str; 2] = ["service-api.md", "wire-evidence.md"];

/// Everything that people read, with its text.
fn texts() -> impl Iterator<Item = (String, String)> {
    let endings = ["rs", "md", "wit", "toml"].into_iter();
    endings.flat_map(|ending| files(".", ending))
}

/// The anchors of a document's headings, as GitHub makes them.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| -> String {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|c| is_kept(*c) || *c == ' ');
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

/// The same as a set, in which none may be there twice.
fn unique_anchors(text: &str) -> BTreeSet<String> {
    let all = anchors(text);
    let unique: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(
        all.len(),
        unique.len(),
        "two headings have one anchor: {all:?}"
    );
    unique
}

fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// What follows each occurrence of `mark`, as far as it can be an anchor.
fn marked<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = String> + 'a {
    let places = text.match_indices(mark);
    places.map(|(at, _)| {
        text[at + mark.len()..]
            .chars()
            .take_while(|c| is_kept(*c))
            .collect()
    })
}

#[test]
fn every_link_into_the_service_documents_has_its_heading() {
    let texts: Vec<_> = texts().collect();
    let mut links = 0;
    for document in DOCUMENTS {
        let written = fs::read_to_string(root().join("docs").join(document)).unwrap();
        let anchors = unique_anchors(&written);
        for anchor in marked(&written, "](#") {
            assert!(anchors.contains(&anchor), "docs/{document}: #{anchor}");
        }
        for (name, text) in &texts {
            for anchor in marked(text, &format!("{document}#")) {
                assert!(anchors.contains(&anchor), "{name}: {document}#{anchor}");
                links += 1;
            }
        }
    }
    assert!(links > 30, "{links} links");
}

/// A number of a section leads nowhere: a link does.
#[test]
fn no_section_is_named_by_its_number() {
    for (name, text) in texts() {
        let line = text.lines().position(|line| line.contains('\u{a7}'));
        assert_eq!(line, None, "{name} names a section by its number");
    }
}

/// The targets of a document's links, those to other sites aside.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://"))
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let mut links = 0;
    for (name, text) in files(".", "md") {
        // Links of the simulator's pages are its documentation's.
        if name.starts_with("simulator/src/") {
            continue;
        }
        let path = root().join(&name);
        for target in targets(&text) {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = match file {
                "" => path.clone(),
                file => path.with_file_name("").join(file),
            };
            assert!(file.exists(), "{name}: {target}");
            if !anchor.is_empty() {
                let headings = anchors(&fs::read_to_string(&file).unwrap());
                assert!(
                    headings.iter().any(|heading| heading == anchor),
                    "{name}: {target}"
                );
            }
            links += 1;
        }
    }
    assert!(links > 100, "{links} links");
}

/// What the documents name as a path in this repository leads somewhere.
#[test]
fn every_path_that_is_named_exists() {
    let rooms: Vec<String> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "target")
        .collect();
    let mut named = 0;
    for name in ["ARCHITECTURE.md", "CONTRIBUTING.md", "PRIVACY.md"] {
        let text = fs::read_to_string(root().join(name)).unwrap();
        let is_path = |word: &&str| {
            let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
            let room = word.split_once('/').map(|(room, _)| room);
            word.chars().all(plain) && room.is_some_and(|room| rooms.iter().any(|r| r == room))
        };
        for path in text.split('`').filter(is_path) {
            assert!(root().join(path).exists(), "{name}: {path}");
            named += 1;
        }
    }
    assert!(named > 60, "{named} paths are named");
}

/// What the documents name as a test is one.
#[test]
fn every_test_that_is_named_exists() {
    let code: String = files(".", "rs").into_iter().map(|(_, text)| text).collect();
    let mut named = 0;
    for (name, text) in files(".", "md") {
        let is_name = |word: &&str| {
            let plain = word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            plain && word.matches('_').count() >= 3
        };
        let is_document = matches!(
            name.as_str(),
            "PRIVACY.md" | "ARCHITECTURE.md" | "docs/component.md"
        );
        for test in text.split('`').filter(|_| is_document).filter(is_name) {
            assert!(
                code.contains(&format!("fn {test}(")),
                "{name}: no test `{test}`"
            );
            named += 1;
        }
    }
    assert!(named > 40, "{named} tests are named");
}
