//! The modules of a crate: their files, what they declare, and what names mean in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::tokens;

/// A name that a `use` brings into a module.
pub struct Import {
    pub path: Vec<String>,
    /// `pub use`, `pub(crate) use`: users of the name need what stands behind it.
    pub reexport: bool,
}

#[derive(Default)]
pub struct Module {
    /// From the root of the repository.
    pub file: String,
    pub parent: Option<usize>,
    pub children: BTreeMap<String, usize>,
    pub defined: BTreeSet<String>,
    pub imports: BTreeMap<String, Vec<Import>>,
    /// `use a::*`.
    pub globs: Vec<Import>,
    /// What the code names besides its `use` items: one word, or a path.
    pub paths: Vec<Vec<String>>,
}

/// All modules of one crate; the first is its root.
pub struct Tree {
    pub modules: Vec<Module>,
}

/// Where the files of the children of a module are.
struct Place {
    file: PathBuf,
    children: PathBuf,
}

impl Tree {
    /// Reads the crate whose root module is this file, below `root`.
    pub fn read(root: &Path, file: &str) -> Self {
        let mut tree = Self {
            modules: Vec::new(),
        };
        let file = root.join(file);
        let children = file.parent().unwrap().to_path_buf();
        tree.add_file(root, &Place { file, children }, None);
        tree
    }

    fn add_file(&mut self, root: &Path, place: &Place, parent: Option<usize>) -> usize {
        let text = fs::read_to_string(&place.file)
            .unwrap_or_else(|error| panic!("{}: {error}", place.file.display()));
        let file = place.file.strip_prefix(root).unwrap();
        let file = file.display().to_string();
        let this = self.add(file, parent);
        self.fill(root, this, place, &tokens::of_program(&text));
        this
    }

    fn add(&mut self, file: String, parent: Option<usize>) -> usize {
        self.modules.push(Module {
            file,
            parent,
            ..Module::default()
        });
        self.modules.len() - 1
    }

    fn fill(&mut self, root: &Path, this: usize, place: &Place, tokens: &[String]) {
        let word = |i: usize| tokens.get(i).map_or("", String::as_str);
        let mut path_attribute = None;
        let mut i = 0;
        while i < tokens.len() {
            match word(i) {
                "#" => {
                    let end = tokens::end_of_group(tokens, i + 1);
                    if word(i + 2) == "path" {
                        path_attribute = Some(word(i + 4)[1..].to_owned());
                    } else if word(i + 2) != "derive" {
                        self.add_paths(this, &tokens[i..end]);
                    }
                    i = end;
                    continue;
                }
                "mod" if word(i + 2) == ";" => {
                    let name = word(i + 1);
                    let child = child_place(place, name, path_attribute.take());
                    let child = self.add_file(root, &child, Some(this));
                    self.modules[this].children.insert(name.to_owned(), child);
                    i += 3;
                    continue;
                }
                "mod" if word(i + 2) == "{" => {
                    let name = word(i + 1);
                    let child = self.add(self.modules[this].file.clone(), Some(this));
                    let end = tokens::end_of_group(tokens, i + 2);
                    let inside = Place {
                        file: place.file.clone(),
                        children: place.children.join(name),
                    };
                    self.fill(root, child, &inside, &tokens[i + 3..end - 1]);
                    self.modules[this].children.insert(name.to_owned(), child);
                    i = end;
                    continue;
                }
                "use" => {
                    let end = (i..tokens.len()).find(|at| word(*at) == ";");
                    let end = end.unwrap_or(tokens.len());
                    let reexport = i > 0 && matches!(word(i - 1), "pub" | ")");
                    self.add_use(this, &tokens[i + 1..end], &[], reexport);
                    i = end + 1;
                    continue;
                }
                "struct" | "enum" | "fn" | "trait" | "type" | "const" | "static" | "union" => {
                    self.modules[this].defined.insert(word(i + 1).to_owned());
                }
                _ => {}
            }
            let end = end_of_path(tokens, i);
            self.add_paths(this, &tokens[i..end]);
            i = end;
        }
    }

    /// Every path among these tokens.
    fn add_paths(&mut self, this: usize, tokens: &[String]) {
        let mut i = 0;
        while i < tokens.len() {
            let end = end_of_path(tokens, i);
            let path: Vec<String> = tokens[i..end].iter().step_by(2).cloned().collect();
            let field = i > 0 && tokens[i - 1] == ".";
            if is_word(&path[0]) && !field {
                self.modules[this].paths.push(path);
            }
            i = end;
        }
    }

    /// A tree of a `use` item: `a::{b, c as d, e::*}`.
    fn add_use(&mut self, this: usize, tokens: &[String], before: &[String], reexport: bool) {
        let mut path = before.to_vec();
        let mut i = 0;
        while i < tokens.len() {
            match tokens[i].as_str() {
                "{" => {
                    let end = tokens::end_of_group(tokens, i);
                    for branch in branches(&tokens[i + 1..end - 1]) {
                        self.add_use(this, branch, &path, reexport);
                    }
                    return;
                }
                "*" => {
                    self.modules[this].globs.push(Import { path, reexport });
                    return;
                }
                "as" => break,
                "::" => {}
                word => path.push(word.to_owned()),
            }
            i += 1;
        }
        if path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let renamed = tokens.get(i + 1).filter(|_| i < tokens.len());
        let Some(name) = renamed.or(path.last()).cloned() else {
            return;
        };
        let imports = &mut self.modules[this].imports;
        imports
            .entry(name)
            .or_default()
            .push(Import { path, reexport });
    }
}

/// The parts of a list that commas at its own level separate.
fn branches(tokens: &[String]) -> Vec<&[String]> {
    let (mut found, mut start, mut i) = (Vec::new(), 0, 0);
    while i < tokens.len() {
        match tokens[i].as_str() {
            "{" => i = tokens::end_of_group(tokens, i),
            "," => {
                found.push(&tokens[start..i]);
                i += 1;
                start = i;
            }
            _ => i += 1,
        }
    }
    found.push(&tokens[start..]);
    found.retain(|branch| !branch.is_empty());
    found
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Past the path that begins at `i`, or past the one token there.
fn end_of_path(tokens: &[String], i: usize) -> usize {
    let is = |at: usize, what: &dyn Fn(&str) -> bool| tokens.get(at).is_some_and(|t| what(t));
    let mut end = i + 1;
    while is(i, &is_word) && is(end, &|t| t == "::") && is(end + 1, &is_word) {
        end += 2;
    }
    end
}

fn child_place(parent: &Place, name: &str, path: Option<String>) -> Place {
    if let Some(path) = path {
        let file = parent.file.parent().unwrap().join(path);
        let children = file.parent().unwrap().to_path_buf();
        return Place { file, children };
    }
    let children = parent.children.join(name);
    let file = parent.children.join(format!("{name}.rs"));
    let file = match file.exists() {
        true => file,
        false => children.join("mod.rs"),
    };
    Place { file, children }
}
