//! What the server takes from the catalogue.

use visual_agent::functions;
use visual_agent::models::Model;
use visual_catalog::{Product, Status, Tool, tools};

/// How long an image is waited for where the caller does not say, in seconds: the curated tools
/// wait as long.
const IMAGE_SECONDS: u32 = 30;

/// How long a call waits where it does not say, in seconds; none where a tool has no tasks.
pub fn wait_seconds(tool: &Tool) -> Option<u32> {
    tool.actions.query()?;
    Some(match tool.product {
        Product::Images => IMAGE_SECONDS,
        Product::Report(_) if tool.product.word() == "report" => IMAGE_SECONDS,
        _ => 0,
    })
}

/// The tools that are offered and described by their vendor, in a line each.
pub fn models(is_chinese: bool) -> Vec<Model> {
    let current = tools().filter(|tool| tool.status == Status::Current);
    let model = |tool: &Tool| Model {
        alias: tool.alias.to_owned(),
        family: tool.family.name().to_owned(),
        summary: match is_chinese {
            true => tool.summary.zh,
            false => tool.summary.en,
        }
        .to_owned(),
    };
    current.map(model).collect()
}

/// The names of the styles that `restyle-image` knows.
pub fn styles() -> Vec<String> {
    let current = tools().filter(|tool| tool.status == Status::Current);
    functions::styles(current.map(|tool| (tool.family.name(), tool.alias)))
}
