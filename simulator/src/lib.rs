//! A simulator of Volcengine's visual service, on loopback.
//!
//! It checks signatures, times, permissions and parameters, runs tasks, draws pictures, delivers a film, meters what
//! would be billed, and fails on request. It shares neither code nor data with the programs that are tested against
//! it: it is a second reading of the same description.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
//! let simulator = volc_sim::Simulator::start(volc_sim::Config::default()).await?;
//! assert!(simulator.endpoint().starts_with("http://127.0.0.1:"));
//! assert_eq!(simulator.meter().accepted, 0);
//! simulator.stop().await;
//! # Ok(()) }
//! ```
//!
//! # Jobs that fail
#![doc = include_str!("triggers.md")]
//!
//! # Faults on request
#![doc = include_str!("faults.md")]
//!
//! # Tests that wait for no clock
#![doc = include_str!("holds.md")]
//!
//! # Where the description is silent
#![doc = include_str!("choices.md")]

mod config;
mod keys;
mod side;
mod simulator;

mod handle;
mod intake;
mod plan;
mod request;
mod server;
mod service;
mod wire;

mod action;
mod answers;
mod clock;
mod codes;
mod dice;
mod encoding;
mod envelope;
mod gateway;
mod signature;

mod backend;
mod bill;
mod check;
mod fields;
mod images;
mod job;
mod links;
mod offer;
mod output;
mod parameters;
mod plays;
mod quota;
mod result;
mod sizing;
mod tasks;
mod tools;
mod triggers;
mod units;

mod picture;
mod video;

mod faults;
mod gate;
mod hops;
mod spoil;
mod what;

mod journal;
mod meter;
mod prompts;

pub use config::{BothImageForms, Config};
pub use faults::{Fault, Target};
pub use gate::Gate;
pub use journal::{Kind, Seen};
pub use keys::Keys;
pub use meter::{Busiest, Meter};
pub use parameters::verdict;
pub use side::Side;
pub use simulator::Simulator;
pub use tasks::Held;
pub use units::Units;
pub use what::{Cut, End, What};

/// Every `req_key` that a simulator of this side offers without being told to.
pub fn req_keys(side: Side) -> Vec<&'static str> {
    offer::confirmed()
        .filter(|tool| tool.side == side)
        .map(|tool| tool.req_key.as_str())
        .collect()
}

/// The same of both sides with the unconfirmed ones, which [`Config::unconfirmed`] adds.
pub fn all_req_keys() -> Vec<&'static str> {
    offer::all().map(|tool| tool.req_key.as_str()).collect()
}

/// The names of the actions that a `req_key` can be used with, those that hand in a job and those that ask after it;
/// none for an unknown one.
pub fn actions(req_key: &str) -> Vec<&'static str> {
    let ways = offer::find(req_key).into_iter().flat_map(|tool| &tool.ways);
    ways.flat_map(|way| way.actions()).collect()
}
