//! The sandbox that a component runs in: its engine, limits and imports.

pub(crate) mod allowance;
pub(crate) mod bindings;
pub(crate) mod call;
pub(crate) mod engine;
pub(crate) mod exports;
pub(crate) mod hooks;
mod imports;
pub(crate) mod inspect;
mod kept;
pub(crate) mod limits;
pub(crate) mod load;
pub(crate) mod meter;
pub(crate) mod resting;
pub(crate) mod session;
mod shelf;
pub(crate) mod state;
pub(crate) mod usage;
pub(crate) mod vet;

pub use limits::Limits;
pub use usage::Usage;
