//! MCP: tools for language models, over standard input and output, and over HTTP.

mod arguments;
mod call;
mod catalogue;
mod content;
mod failure;
mod http;
mod job;
mod listing;
mod result;
mod root;
mod schema;
mod selection;
mod server;
mod stage;
mod stdio;

pub use call::LocalAccount;
pub use http::router;
pub use listing::{Shown, list};
pub use root::Root;
pub use selection::Selection;
pub use server::{McpServer, Offer};
pub use stdio::StdioTransport;
