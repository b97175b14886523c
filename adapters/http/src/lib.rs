//! An HTTP server, made of the catalogue and the tasks. It keeps nothing
//! between requests, so any number of copies can run. With the feature `store` purchases are
//! recorded in a database, which the host reaches.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

pub mod bindings;
pub mod component;
mod exchange;
mod names;
#[cfg(not(feature = "store"))]
mod no_store;
mod order;
mod outcome;
mod output;
mod problem;
#[cfg(feature = "store")]
mod store;
mod tasks;
mod tools;
