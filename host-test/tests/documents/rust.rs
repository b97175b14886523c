//! Blocks of Rust: each compiles as a documentation test of the library, or is
//! the example, which runs.

use std::collections::BTreeSet;
use std::fs;

use super::{checked, root};

const EXAMPLE: &str = include_str!("../../../examples/rust-host/src/main.rs");
const LIBRARY: &str = "host/src/lib.rs";

#[test]
fn blocks_of_rust_compile() {
    let library = fs::read_to_string(root(LIBRARY)).unwrap();
    let mut documents = BTreeSet::new();
    for block in checked("rust") {
        let tested = format!("include_str!(\"../../{}\")", block.document);
        assert!(
            library.contains(&tested),
            "{}: {LIBRARY} has no documentation test of this document",
            block.place
        );
        documents.insert(block.document);
    }
    assert!(documents.contains("README.md"), "{documents:?}");
}

#[test]
fn the_page_on_embedding_shows_the_example_as_it_is() {
    let example = EXAMPLE.replace('\r', "");
    let shown = checked("rust")
        .into_iter()
        .any(|block| block.document == "docs/embedding.md" && block.text == example);
    assert!(
        shown,
        "docs/embedding.md does not hold examples/rust-host/src/main.rs as it is now"
    );
}
