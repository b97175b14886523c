//! The exports that `wit-bindgen` generates.

#![allow(
    unsafe_code,
    reason = "the exported symbols of the component's interfaces"
)]

use crate::component::Component;

crate::bindings::export!(Component with_types_in crate::bindings);
