//! What the catalogue offers, in few lines.

use std::collections::BTreeMap;

/// A tool in a line.
#[derive(Clone, Debug)]
pub struct Model {
    /// Its alias.
    pub alias: String,
    /// Its family.
    pub family: String,
    /// What it does.
    pub summary: String,
}

/// The models of a family with a line on each; none where there is no such
/// family.
pub fn of_family(models: &[Model], family: &str) -> Option<String> {
    let of_family = models.iter().filter(|model| model.family == family);
    let lines: Vec<String> = of_family
        .map(|model| format!("{}: {}", model.alias, model.summary))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// One line for each family.
pub fn families(models: &[Model]) -> String {
    let mut families: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for model in models {
        families
            .entry(&model.family)
            .or_default()
            .push(&model.alias);
    }
    let line = |(family, models): (&str, Vec<&str>)| format!("{family}: {}", models.join(", "));
    let lines: Vec<String> = families.into_iter().map(line).collect();
    lines.join("\n")
}
