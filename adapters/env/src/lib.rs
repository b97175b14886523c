//! Credentials from the environment, for hosts that cannot implement an
//! interface: `wasmtime run`, `wasmtime serve`, Spin, wasmCloud.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

mod component;
pub mod variables;
