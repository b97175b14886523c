//! Typed functions by table: the canonical ABI, and all unsafe code of the core.

#[cfg(target_arch = "wasm32")]
mod exports;
#[cfg(target_arch = "wasm32")]
pub mod handover;
#[cfg(any(target_arch = "wasm32", all(test, miri)))]
mod linear;
#[cfg(any(target_arch = "wasm32", test))]
mod memory;
#[cfg(target_arch = "wasm32")]
#[rustfmt::skip]
mod tools;
