//! Generated from `wit/`.

#![allow(missing_docs, unsafe_code, clippy::all, clippy::restriction)]

#[cfg(not(feature = "store"))]
wit_bindgen::generate!({
    path: "../../wit",
    world: "http-adapter",
    features: ["cancellation"],
    generate_all,
});

#[cfg(feature = "store")]
wit_bindgen::generate!({
    path: "../../wit",
    world: "http-pg-adapter",
    features: ["cancellation"],
    generate_all,
});
