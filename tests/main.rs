//! Native tests of the component: no network, no clock, no WebAssembly.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod bodies;
mod cancel;
mod check;
mod codes;
mod common;
mod coverage;
mod draft;
mod errors_page;
mod flow;
mod heads;
mod made_up;
mod parcel;
mod pictures;
mod product;
mod replies_made_up;
mod repository;
mod retry;
mod rules;
mod service_text;
mod sides;
mod signing;
mod sizes;
mod submitted;
mod task_text;
mod transport;
mod unsigned;
