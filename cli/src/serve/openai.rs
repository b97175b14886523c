//! OpenAI's interface.

mod error;

use super::server::Server;
use axum::Router;
use std::sync::Arc;

pub use error::{error_response, is_route};

pub fn router() -> Router<Arc<Server>> {
    Router::new()
}
