//! Functions for language models, made of the catalogue and the tasks: strings
//! and numbers in, text out.
//!
//! What they are named, take and order ([`functions`], [`docs`], [`models`],
//! [`words`]) is also what the program's MCP server offers.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

pub mod bindings;
mod call;
pub mod component;
pub mod docs;
pub mod functions;
pub mod models;
mod text;
pub mod words;
