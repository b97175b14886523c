//! What `wit-bindgen` makes of `wit/`: the records that callers fill in, and
//! the imports. The records compile natively too, so that everything but the
//! transport is tested without a host.

#![allow(missing_docs, unsafe_code, clippy::all, clippy::restriction)]

wit_bindgen::generate!({
    world: "visual-base-core",
    path: "wit",
    generate_all,
    features: ["cancellation"],
});
