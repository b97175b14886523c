//! The tools as clients list them.

use crate::mcp::schema;
use crate::mcp::selection::{Kind, Selection};
use rmcp::model::{Tool, ToolAnnotations};
use std::sync::Arc;
use visual_catalog::{Status, successor};

/// How a server shows its tools.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Whether tools may read and write files.
    pub has_root: bool,
    /// Whether titles and texts of the catalogue are in Chinese.
    pub is_chinese: bool,
}

/// All tools of a server, on one page.
pub fn list(selection: &Selection, shown: Shown) -> Vec<Tool> {
    selection
        .kinds()
        .iter()
        .map(|kind| tool(*kind, shown))
        .collect()
}

fn tool(kind: Kind, shown: Shown) -> Tool {
    let (title, description) = match kind {
        Kind::Catalogue(tool) => {
            let title = match shown.is_chinese {
                true => tool.title.zh,
                false => tool.title.en,
            };
            (Some(title), of_catalogue(tool, shown))
        }
        _ => (None, schema::documented(kind.name()).doc),
    };
    let input = schema::input(kind, shown.has_root);
    let mut listed = Tool::new(kind.name(), description, Arc::new(input));
    if let Some(title) = title {
        listed = listed.with_title(title);
    }
    if let Some(output) = schema::output(kind) {
        listed = listed.with_raw_output_schema(Arc::new(output));
    }
    listed.with_annotations(annotations(kind, shown.has_root))
}

fn of_catalogue(tool: &visual_catalog::Tool, shown: Shown) -> String {
    let billed = match shown.is_chinese {
        true => "按服务的价格计费。",
        false => "Billed by the service.",
    };
    let summary = match shown.is_chinese {
        true => format!("{}{billed}", tool.summary.zh),
        false => format!("{} {billed}", tool.summary.en),
    };
    let newer = successor(tool.name).filter(|_| tool.status != Status::Current);
    match newer {
        Some(newer) if shown.is_chinese => {
            format!("{summary}旧版工具，替代工具为 {}。", newer.name)
        }
        Some(newer) => format!("{summary} Legacy: {} does it better.", newer.name),
        None => summary,
    }
}

/// What a client may assume. What buys adds something, and does so again each time, unless the
/// call has an idempotency key.
fn annotations(kind: Kind, has_root: bool) -> ToolAnnotations {
    let annotations = ToolAnnotations::new();
    match kind {
        Kind::Function(_) | Kind::Catalogue(_) | Kind::RunModel => annotations
            .read_only(false)
            .destructive(false)
            .idempotent(false)
            .open_world(true),
        // With a root it may save a file.
        Kind::TaskStatus => annotations
            .read_only(!has_root)
            .destructive(false)
            .idempotent(!has_root)
            .open_world(true),
        Kind::TaskCancel => annotations
            .read_only(false)
            .destructive(true)
            .idempotent(true)
            .open_world(true),
        Kind::ListModels => annotations
            .read_only(true)
            .destructive(false)
            .idempotent(true)
            .open_world(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_are_honest() {
        let all = Selection::parse("curated,video").unwrap();
        let shown = Shown {
            has_root: false,
            is_chinese: false,
        };
        for (kind, tool) in all.kinds().iter().zip(list(&all, shown)) {
            let annotations = tool.annotations.unwrap();
            let is_read_only = annotations.read_only_hint == Some(true);
            assert_eq!(
                annotations.open_world_hint,
                Some(!matches!(kind, Kind::ListModels))
            );
            if kind.buys() {
                assert!(
                    !is_read_only && annotations.idempotent_hint == Some(false),
                    "{kind:?}"
                );
                let text = tool.description.unwrap();
                assert!(text.contains("Billed"), "{kind:?}: {text}");
            } else {
                assert_eq!(is_read_only, !matches!(kind, Kind::TaskCancel), "{kind:?}");
            }
        }
    }

    #[test]
    fn the_curated_list_is_small() {
        let shown = Shown {
            has_root: true,
            is_chinese: false,
        };
        let tools = list(&Selection::curated(), shown);
        let size = serde_json::to_string(&tools).unwrap().len();
        assert!(size < 20 * 1024, "{size} bytes");
    }
}
