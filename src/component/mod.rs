//! The component itself: exports, transport, clock. Compiled for wasm only.

mod catalog;
mod clock;
mod downloads;
mod drive;
mod error_code;
mod fetch;
mod http;
mod media;
mod signing;
mod tasks;
mod transport;

pub struct Component;
