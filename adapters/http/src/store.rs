//! Purchases in a journal that any number of servers share: each is recorded before it is made.

mod database;
mod ending;
mod journal;
mod output;
mod purchase;
mod refusal;

pub use ending::{note, wait};
pub use purchase::buy;

use visual_http_api::Keys;

/// What becomes of `Idempotency-Key`.
pub const KEYS: Keys = Keys::Honoured;
