//! What the component says of its tools, asked once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use visual_host::types::{ToolDescription, ToolInfo};
use visual_host::{Error, VisualHost};

/// The most names that are remembered: a tool has three or four.
const MAX_NAMES: usize = 2048;

/// The tools of a component.
pub struct Catalogue {
    host: VisualHost,
    tools: tokio::sync::OnceCell<Vec<ToolInfo>>,
    described: Mutex<HashMap<String, Arc<Described>>>,
}

/// A tool in full.
pub struct Described {
    pub tool: ToolDescription,
    /// The same as JSON.
    pub json: String,
}

impl Catalogue {
    pub fn new(host: VisualHost) -> Catalogue {
        Catalogue {
            host,
            tools: tokio::sync::OnceCell::new(),
            described: Mutex::default(),
        }
    }

    /// Every tool in a line.
    pub async fn tools(&self) -> Result<&[ToolInfo], Error> {
        let tools = self.tools.get_or_try_init(|| self.host.list_tools());
        Ok(tools.await?)
    }

    /// A tool in full, by its name, an alias, or the service's key.
    pub async fn describe(&self, name: &str) -> Result<Arc<Described>, Error> {
        let described = || {
            self.described
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(known) = described().get(name) {
            return Ok(known.clone());
        }
        let tool = self.host.describe(name).await?;
        let json = serde_json::to_string(&tool).unwrap_or_default();
        let known = Arc::new(Described { tool, json });
        let mut described = described();
        if described.len() < MAX_NAMES {
            described.insert(name.to_owned(), known.clone());
        }
        Ok(known)
    }
}
