//! Purchases in a journal that any number of servers share: each is recorded before it is made.

mod database;
mod ending;
mod journal;
mod output;
mod purchase;
mod refusal;
mod turn;

pub use ending::{note, wait};
pub use purchase::buy;

use visual_http_api::{Keys, openapi as description};

/// What becomes of `Idempotency-Key`.
pub const KEYS: Keys = Keys::Honoured;

/// What the description of the server says of keys.
pub fn openapi(document: String) -> String {
    description::with_keys(&document).to_string()
}
