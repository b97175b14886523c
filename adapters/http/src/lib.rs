//! An HTTP server, made of the catalogue and the tasks. It keeps nothing
//! between requests, so any number of copies can run.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

pub mod bindings;
pub mod component;
mod exchange;
mod names;
mod outcome;
mod output;
mod problem;
mod tasks;
mod tools;
