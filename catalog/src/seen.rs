//! How old the facts are: when each tool was last seen, and how.

mod date;
mod table;

pub use date::{How, Seen, days};

/// When the facts of a tool were last seen.
pub fn seen(tool: &str) -> Option<Seen> {
    let entry = table::SEEN.iter().find(|(name, _)| *name == tool);
    entry.map(|(_, seen)| *seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools;

    #[test]
    fn every_tool_was_seen_once_with_a_source() {
        for tool in tools() {
            let entries = table::SEEN.iter().filter(|(name, _)| *name == tool.name);
            assert_eq!(
                entries.count(),
                1,
                "seen/table.rs lacks or repeats {}",
                tool.name
            );
            assert!(
                !tool.source.trim().is_empty(),
                "{} has no source",
                tool.name
            );
        }
        for (name, seen) in table::SEEN {
            assert!(tools().any(|tool| tool.name == *name), "{name} is no tool");
            assert!(days(seen.date).is_some(), "{name}: {}", seen.date);
        }
    }
}
