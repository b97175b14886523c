//! Volcengine's visual AI as a WebAssembly component.
//!
//! A call flows one way: arguments -> [`check`] -> [`body`] -> the `protocol`
//! (string to sign, envelope) -> `flow` -> outcome. Nothing outside
//! `component` knows a clock, a network or wasi.

pub mod arguments;
#[cfg(feature = "component")]
mod bindings;
pub mod body;
pub mod catalog;
pub mod check;
pub mod fault;
pub mod json_arguments;
pub mod json_text;
pub mod layout;
pub mod media;
pub mod schema;
pub mod special_address;

#[cfg(feature = "component")]
pub mod call;
#[cfg(feature = "component")]
pub mod cancel;
#[cfg(all(feature = "component", target_arch = "wasm32"))]
mod component;
#[cfg(feature = "component")]
pub mod download;
#[cfg(feature = "component")]
pub mod failure;
#[cfg(feature = "component")]
pub mod flow;
#[cfg(feature = "component")]
pub mod link;
#[cfg(feature = "component")]
pub mod parcel;
#[cfg(feature = "component")]
pub mod probe;
#[cfg(feature = "component")]
pub mod protocol;
#[cfg(feature = "component")]
pub mod report;
#[cfg(feature = "component")]
pub mod retry;
#[cfg(feature = "component")]
pub mod target;
#[cfg(feature = "component")]
pub mod task_text;
#[cfg(feature = "component")]
pub mod types;
