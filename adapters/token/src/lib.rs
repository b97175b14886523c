//! Checks the token of an HTTP server, which the environment holds.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

mod component;
pub mod decision;
