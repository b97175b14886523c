//! No file needs another that needs it, at once or by way of others. A file needs those whose items it imports or names
//! by a path; an item that a parent re-exports is the file's that holds it. Methods are not seen, tests do not count.

mod graph;
pub mod tokens;
mod tree;

use graph::Graph;
use tree::Tree;

use super::root;

/// The root modules of the crates that are looked through.
const CRATES: [&str; 12] = [
    "catalog/src/lib.rs",
    "src/lib.rs",
    "adapters/agent/src/lib.rs",
    "adapters/env/src/lib.rs",
    "adapters/http/src/lib.rs",
    "adapters/signer/src/lib.rs",
    "adapters/token/src/lib.rs",
    "http-api/src/lib.rs",
    "shared-journal/src/lib.rs",
    "host/src/lib.rs",
    "cli/src/main.rs",
    "simulator/src/lib.rs",
];

fn graph() -> Graph {
    let mut graph = Graph::default();
    for file in CRATES {
        graph.add(&Tree::read(&root(), file));
    }
    graph
}

#[test]
fn there_is_no_circle() {
    let graph = graph();
    let circles: Vec<String> = graph
        .circles()
        .iter()
        .map(|circle| graph.show(circle))
        .collect();
    assert!(
        circles.is_empty(),
        "files that need each other:\n\n    {}\n",
        circles.join("\n\n    ")
    );
}

#[test]
fn the_protocol_needs_nothing_above_it() {
    let graph = graph();
    let inside = |file: &str| file.starts_with("src/protocol");
    let edges = graph.edges();
    let upwards: Vec<_> = edges
        .filter(|(from, to, _)| inside(from) && !inside(to))
        .collect();
    assert!(upwards.is_empty(), "{upwards:#?}");
}

/// The test above would pass if nothing were read.
#[test]
fn imports_are_seen() {
    let graph = graph();
    let edges: Vec<_> = graph.edges().collect();
    assert!(edges.len() > 500, "{} imports", edges.len());
    let sees = |from: &str, to: &str| edges.iter().any(|(a, b, _)| (*a, *b) == (from, to));
    assert!(sees("src/call/flow.rs", "src/call/retry.rs"));
    assert!(sees(
        "src/protocol/request.rs",
        "src/protocol/canonical_request.rs"
    ));
}
