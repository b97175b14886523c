//! The facts of a tool that decide how its results are saved.

use serde_json::Value;
use visual_catalog::json_text;
use visual_host::VisualHost;

/// How many products are saved of a tool whose number nobody states.
const MANY: usize = 100;

/// What is known of a tool.
pub struct ToolFacts {
    /// `image`, `video`, `report` (no media) or `any`.
    pub product: String,
    /// How many products it can make at most.
    pub max_media: usize,
    /// Whether it has tasks: otherwise its response is its product.
    pub tasks: bool,
    /// Whether it can deliver links.
    pub link: bool,
    /// How long it is usually waited for, in milliseconds.
    pub usual_wait_ms: u64,
}

impl ToolFacts {
    /// Reads the facts of a tool's description.
    pub fn new(facts: &Value) -> ToolFacts {
        let max_media = facts["max_media"].as_u64();
        ToolFacts {
            product: facts["product"].as_str().unwrap_or("any").to_owned(),
            max_media: max_media.map_or(MANY, |max| max as usize),
            tasks: facts["tasks"] == true,
            link: facts["link"] == true,
            usual_wait_ms: facts["usual_wait_ms"].as_u64().unwrap_or(300_000),
        }
    }

    /// Of a tool that is not in the catalogue.
    pub fn unknown(tasks: bool) -> ToolFacts {
        ToolFacts {
            tasks,
            ..ToolFacts::new(&Value::Null)
        }
    }

    /// The facts of a task's tool.
    pub async fn for_tool(host: &VisualHost, tool: &str) -> ToolFacts {
        let described = host.describe(tool).await.ok();
        let facts = described.and_then(|d| json_text::parse(&d.facts).ok());
        facts.map_or_else(|| ToolFacts::unknown(true), |facts| ToolFacts::new(&facts))
    }
}
