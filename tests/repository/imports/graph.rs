//! Which file needs which: by the items that it imports or names by a path.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::tree::{Module, Tree};

/// From file to file, with one name that the first takes from the second.
#[derive(Default)]
pub struct Graph(BTreeMap<String, BTreeMap<String, String>>);

enum Meaning {
    Module(usize),
    /// An item of this module.
    Item(usize),
}

impl Graph {
    pub fn add(&mut self, tree: &Tree) {
        for (number, module) in tree.modules.iter().enumerate() {
            let imports = module.imports.values().flatten();
            let imports = imports.filter(|import| !import.reexport);
            let imports = imports.map(|import| &import.path);
            let named = module
                .paths
                .iter()
                .filter(|path| is_reference(module, path));
            for path in imports.chain(named) {
                if let Some(Meaning::Item(owner)) = meaning(tree, number, path, 0) {
                    let to = &tree.modules[owner].file;
                    self.insert(&module.file, to, &path.join("::"));
                }
            }
        }
    }

    fn insert(&mut self, from: &str, to: &str, name: &str) {
        if from != to {
            let needs = self.0.entry(from.to_owned()).or_default();
            needs
                .entry(to.to_owned())
                .or_insert_with(|| name.to_owned());
        }
    }

    /// From, to, and the name that is taken.
    pub fn edges(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.iter().flat_map(|(from, needs)| {
            let needs = needs.iter();
            needs.map(move |(to, name)| (from.as_str(), to.as_str(), name.as_str()))
        })
    }

    /// The shortest way from one file to another.
    pub fn way(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let mut before: BTreeMap<&str, &str> = BTreeMap::new();
        let mut open = VecDeque::from([from]);
        while let Some(here) = open.pop_front() {
            if here == to {
                let mut way = vec![to.to_owned()];
                let mut at = to;
                while at != from {
                    at = before[at];
                    way.push(at.to_owned());
                }
                way.reverse();
                return Some(way);
            }
            for next in self.0.get(here).into_iter().flat_map(BTreeMap::keys) {
                if next != from && !before.contains_key(next.as_str()) {
                    before.insert(next, here);
                    open.push_back(next);
                }
            }
        }
        None
    }

    /// Every circle that is the shortest through one of its edges, written out.
    pub fn circles(&self) -> BTreeSet<Vec<String>> {
        let ways = self.edges().filter_map(|(from, to, _)| self.way(to, from));
        ways.map(|mut circle| {
            let min = (0..circle.len()).min_by_key(|i| &circle[*i]).unwrap();
            circle.rotate_left(min);
            circle
        })
        .collect()
    }

    /// `a.rs -> b.rs (crate::b::Item)` for each step of a circle.
    pub fn show(&self, circle: &[String]) -> String {
        let next = circle.iter().cycle().skip(1);
        let steps = circle.iter().zip(next);
        let steps = steps.map(|(from, to)| format!("{from} -> {to} ({})", self.0[from][to]));
        steps.collect::<Vec<_>>().join("\n    ")
    }
}

/// Whether a path in the code can lead to another file: a single word only
/// where a re-export or `*` brought it.
fn is_reference(module: &Module, path: &[String]) -> bool {
    let word = &path[0];
    let imported = module.imports.get(word);
    path.len() > 1
        || imported.is_some_and(|imports| imports.iter().any(|import| import.reexport))
        || imported.is_none() && !module.globs.is_empty() && !module.defined.contains(word)
}

fn meaning(tree: &Tree, module: usize, path: &[String], depth: usize) -> Option<Meaning> {
    let mut at = module;
    let mut rest = path;
    let mut bare = true;
    while let Some((word, others)) = rest.split_first() {
        match word.as_str() {
            "crate" => at = 0,
            "self" => {}
            "super" => at = tree.modules[at].parent?,
            _ => break,
        }
        (rest, bare) = (others, false);
    }
    // Imports in a circle.
    if depth > 30 {
        return None;
    }
    walk(tree, at, rest, bare, depth)
}

fn walk(tree: &Tree, at: usize, path: &[String], bare: bool, depth: usize) -> Option<Meaning> {
    let Some((word, rest)) = path.split_first() else {
        return Some(Meaning::Module(at));
    };
    let module = &tree.modules[at];
    if let Some(child) = module.children.get(word) {
        return walk(tree, *child, rest, false, depth);
    }
    for import in module.imports.get(word).into_iter().flatten() {
        match meaning(tree, at, &import.path, depth + 1) {
            Some(Meaning::Module(there)) => return walk(tree, there, rest, false, depth),
            Some(item) => return Some(item),
            None => {}
        }
    }
    if module.imports.contains_key(word) {
        return None;
    }
    if module.defined.contains(word) {
        return Some(Meaning::Item(at));
    }
    for glob in &module.globs {
        let there = meaning(tree, at, &glob.path, depth + 1);
        if let Some(Meaning::Module(there)) = there
            && there != at
            && has(&tree.modules[there], word)
        {
            return walk(tree, there, path, false, depth + 1);
        }
    }
    // What a macro makes.
    (!bare).then_some(Meaning::Item(at))
}

fn has(module: &Module, word: &str) -> bool {
    module.children.contains_key(word)
        || module.imports.contains_key(word)
        || module.defined.contains(word)
}
