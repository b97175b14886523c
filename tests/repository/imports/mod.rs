//! No file needs one that needs it, by way of others or at once.

mod graph;
mod tokens;
mod tree;

use graph::Graph;
use tree::Tree;

use crate::root;

/// The root modules of the crates that are looked through.
const CRATES: [&str; 5] = [
    "src/lib.rs",
    "host/src/lib.rs",
    "host/src/bin/visual/main.rs",
    "host-test/simulator/src/lib.rs",
    "adapters/signer/src/lib.rs",
];

/// Imports that close a circle and stay: from, to, and why.
const ALLOWED: [(&str, &str, &str); 0] = [];

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
    let allowed: Vec<_> = ALLOWED.iter().map(|(from, to, _)| (*from, *to)).collect();
    let rest = graph.without(&allowed);
    let circles: Vec<String> = rest.circles().iter().map(|c| rest.show(c)).collect();
    assert!(
        circles.is_empty(),
        "files that need each other:\n\n    {}\n",
        circles.join("\n\n    ")
    );
    for (from, to, why) in ALLOWED {
        let needed = graph.edges().any(|(a, b, _)| (a, b) == (from, to));
        assert!(
            needed && rest.way(to, from).is_some(),
            "{from} -> {to} ({why}) closes no circle: take it off the list"
        );
    }
}

#[test]
fn the_protocol_needs_nothing_above_it() {
    let graph = graph();
    let upwards = graph
        .edges()
        .filter(|(from, _, _)| from.starts_with("src/protocol"))
        .filter(|(_, to, _)| !to.starts_with("src/protocol"));
    let upwards: Vec<_> = upwards.collect();
    assert!(upwards.is_empty(), "{upwards:#?}");
}
