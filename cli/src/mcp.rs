//! The Model Context Protocol.

use crate::serve::server::Server;
use axum::Router;
use std::sync::Arc;

/// `/mcp` of `visual serve`.
pub fn router() -> Router<Arc<Server>> {
    Router::new()
}
