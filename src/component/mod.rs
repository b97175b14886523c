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

#[allow(
    unsafe_code,
    reason = "the exported symbols of the component's interface"
)]
mod export {
    use super::Component;
    crate::bindings::export!(Component with_types_in crate::bindings);
}
