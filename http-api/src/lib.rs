//! What `visual-http.wasm` and `visual serve` say, and cannot say differently: routes, headers,
//! problem details and the description of the interface. No I/O: a server reads requests and
//! writes responses by its own means.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

pub mod json;
mod negotiate;
pub mod openapi;
pub mod output;
mod prefer;
pub mod problem;
mod query;
pub mod refusal;
pub mod reply;
pub mod request;
mod route;

pub use prefer::Prefer;
pub use reply::Reply;
pub use request::{Asked, Head, Keys};
pub use route::{HEALTH, Route};
