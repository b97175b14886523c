//! The exported symbols: those of the generated bindings, and typed functions by
//! table. All unsafe code of the core is here.

#[cfg(all(target_arch = "wasm32", feature = "families"))]
mod exports;
#[cfg(all(target_arch = "wasm32", feature = "families"))]
pub mod handover;
#[cfg(target_arch = "wasm32")]
mod interfaces;
#[cfg(all(target_arch = "wasm32", feature = "families"))]
mod invoke;
#[cfg(any(all(target_arch = "wasm32", feature = "families"), all(test, miri)))]
mod linear;
#[cfg(any(all(target_arch = "wasm32", feature = "families"), test))]
mod memory;
#[cfg(all(target_arch = "wasm32", feature = "families"))]
#[rustfmt::skip]
mod tools;
