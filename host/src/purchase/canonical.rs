//! One form for equal arguments, however they were given: as JSON in whatever
//! spelling, or as the struct of a tool.

mod record;

pub(crate) use visual_shared_journal::canonical::{Hash, of_json, of_order, tagged};

use visual_catalog as catalog;
use volcengine_visual::input::json;

/// Hashes the arguments of a tool, given as JSON. Where they are not the
/// tool's, or it is not known here, the JSON itself counts.
pub(crate) fn of_arguments(tool: &str, text: &str) -> Hash {
    let known = catalog::find(tool).and_then(|tool| json::read(tool, text).ok());
    match known {
        Some(arguments) => record::of_arguments(arguments).hash(),
        None => of_json(text),
    }
}

#[cfg(test)]
mod tests;
