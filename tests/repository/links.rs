//! Links into the documents about the service.

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
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| -> String {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|c| is_kept(*c) || *c == ' ');
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    let all: Vec<String> = headings.map(anchor).collect();
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
        let anchors = anchors(&written);
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
