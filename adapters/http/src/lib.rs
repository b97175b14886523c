//! An HTTP server, made of the catalogue and the tasks. It keeps nothing
//! between requests, so any number of copies can run.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

pub mod bindings;
pub mod component;
mod exchange;
mod json;
mod names;
mod negotiate;
mod openapi;
mod outcome;
mod output;
mod prefer;
mod problem;
mod query;
mod reply;
mod route;
mod tasks;
mod tools;
