//! Finding a tool, or the name that was probably meant.

use crate::action::{Actions, CANCEL};
use crate::tool::Tool;
use crate::tools::{TABLES, tools};
use std::sync::LazyLock;

/// The tool with this name, alias or `req_key`.
pub fn find(name: &str) -> Option<&'static Tool> {
    let is_meant = |tool: &&Tool| [tool.name, tool.alias, tool.req_key].contains(&name);
    let in_table = |table: &&'static [Tool]| table.iter().find(is_meant);
    TABLES.iter().find_map(in_table)
}

/// Whether an action queries or cancels a task, which is not billed. One that is
/// not known here may be.
pub fn is_query(action: &str) -> bool {
    action.ends_with("GetResult")
        || action.ends_with("QueryTask")
        || action == CANCEL
        || OWN_QUERIES.contains(&action)
}

/// Collected once: each request is checked against them.
static OWN_QUERIES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let own = tools().filter(|tool| matches!(tool.actions, Actions::OwnTasks(..)));
    own.filter_map(|tool| tool.actions.query()).collect()
});

/// The short name of a tool, which people type; the name itself where the catalogue has none.
pub fn alias(name: &str) -> &str {
    find(name).map_or(name, |tool| tool.alias)
}

/// The candidate that differs least from `name`, if any is near.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, candidate)| distance * 3 <= candidate.chars().count().max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters must be changed, added or left out (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b.chars()) {
            let changed = diagonal + usize::from(x != y);
            diagonal = *cell;
            *cell = changed.min(left + 1).min(diagonal + 1);
            left = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{distance, find, is_query, nearest};
    use crate::tools;

    #[test]
    fn distances() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("prompt", "promt", 1),
            ("kitten", "sitting", 3),
            ("宽", "宽度", 1),
        ] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn queries_are_told_from_submissions() {
        for tool in tools() {
            assert!(!is_query(tool.actions.submit()), "{}", tool.name);
            assert!(tool.actions.query().is_none_or(is_query), "{}", tool.name);
        }
        assert!(is_query("CVCancelTask") && !is_query(""));
    }

    #[test]
    fn finds_by_each_name() {
        for name in ["seededit-v30", "seededit-3.0", "seededit_v3.0"] {
            assert_eq!(find(name).map(|tool| tool.name), Some("seededit-v30"));
        }
        assert!(find("seededit").is_none());
    }

    #[test]
    fn guesses_only_what_is_near() {
        let names = ["prompt", "seed"];
        assert_eq!(nearest("promt", names.into_iter()), Some("prompt"));
        assert_eq!(nearest("callback", names.into_iter()), None);
    }
}
