//! How long files are.

use super::files;

/// The workspace and the fuzz targets.
const PLACES: [&str; 11] = [
    "adapters",
    "catalog",
    "cli",
    "examples",
    "fuzz",
    "host",
    "host-test",
    "simulator",
    "src",
    "tests",
    "xtask",
];
const LONGEST_FILE: usize = 400;
const MEDIAN: usize = 150;

/// Every Rust file, with its number of lines.
fn lengths() -> Vec<(String, usize)> {
    let all = PLACES.into_iter().flat_map(|place| files(place, "rs"));
    // Tables, by hand or derived.
    let is_table = |name: &str, text: &str| {
        name.starts_with("catalog/src/tools/") && text.contains("static TOOLS")
            || text.contains("`cargo xtask wit` writes this")
    };
    let written = all.filter(|(name, text)| !is_table(name, text));
    written
        .map(|(name, text)| (name, text.lines().count()))
        .collect()
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<_> = lengths()
        .into_iter()
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .collect();
    assert!(
        long.is_empty(),
        "longer than {LONGEST_FILE} lines: {long:?}"
    );
}

#[test]
fn half_of_the_files_are_short() {
    let mut lines: Vec<usize> = lengths().into_iter().map(|(_, lines)| lines).collect();
    assert!(lines.len() > 300, "{} files", lines.len());
    lines.sort_unstable();
    let median = lines[lines.len() / 2];
    assert!(median < MEDIAN, "the median file has {median} lines");
}
