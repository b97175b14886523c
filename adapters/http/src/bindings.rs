//! Generated from `wit/`.

#![allow(missing_docs, unsafe_code, clippy::all, clippy::restriction)]

wit_bindgen::generate!({
    path: "../../wit",
    world: "http-adapter",
    features: ["cancellation"],
    generate_all,
});
