//! A purchase: written down, queued, submitted once, and waited for.

pub(crate) mod budget;
pub(crate) mod canonical;
mod cost;
mod flow;
mod known;
mod lookup;
pub(crate) mod order;
pub(crate) mod plan;
#[cfg_attr(
    not(feature = "postgres"),
    allow(unreachable_code, unused_variables, reason = "there is no database")
)]
mod polling;
mod quote;
mod ready;
pub(crate) mod retry_budget;
mod submission;
mod task;
pub(crate) mod wait;

pub use order::{Order, Progress};
pub use quote::{Quote, QuotedPrice, Range};
pub use task::TaskHandle;
