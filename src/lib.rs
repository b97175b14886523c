//! Volcengine's visual AI as a WebAssembly component.
//!
//! A call flows one way: arguments -> [`input`] -> [`call`] -> [`protocol`]
//! -> outcome. Nothing outside `component` knows a clock, a network or wasi.

mod abi;
mod bindings;
pub mod call;
#[cfg(target_arch = "wasm32")]
mod component;
pub mod download;
pub mod errors;
pub mod input;
pub mod protocol;
pub mod types;
