//! Functions for language models, made of the catalogue and the tasks: strings
//! and numbers in, text out.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

pub mod bindings;
mod call;
pub mod component;
mod models;
mod text;
