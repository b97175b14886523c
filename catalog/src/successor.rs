//! What to use in place of an older tool, where the documents name a newer version of
//! the same tool.

use crate::find;
use crate::tool::{Status, Tool};

/// Older versions of a tool, and the newest: general text to image 1.2, 1.3 and 1.4 have
/// become 3.0 (`docs/service-api.md#text-to-image`). No document names a successor of
/// the other legacy and retiring tools.
const SUCCESSORS: &[(&str, &str)] = &[
    ("high-aes-t2i", "high-aes-general-v30l-zt2i"),
    ("high-aes", "high-aes-general-v30l-zt2i"),
    ("high-aes-general-v14", "high-aes-general-v30l-zt2i"),
];

/// The tool that follows a legacy or retiring one, if the documents name it.
pub fn successor(tool: &str) -> Option<&'static Tool> {
    let (_, newer) = SUCCESSORS.iter().find(|(older, _)| *older == tool)?;
    find(newer)
}

/// Whether a tool is one that has, or may have, a successor.
pub fn is_outdated(tool: &Tool) -> bool {
    matches!(tool.status, Status::Legacy | Status::Retiring)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outdated_tools_are_followed_by_current_ones() {
        for (older, newer) in SUCCESSORS {
            assert!(find(older).is_some_and(is_outdated), "{older}");
            let newer = find(newer).unwrap();
            assert_eq!(newer.status, Status::Current);
            assert!(successor(newer.name).is_none());
        }
    }
}
