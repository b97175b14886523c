//! Spellings of names.

/// A name in kebab case as JSON has it, in snake case.
pub fn snake(name: &str) -> String {
    name.replace('-', "_")
}
