//! Faults by the thousand, and what must hold under each.
//!
//! A [`Scenario`] is data: schedules, each with a call, what goes wrong with
//! it, and what the caller may be told. One runner plays them, each against a
//! service of its own, and one judge compares what the service did with what
//! the caller was told. `cargo xtask torture` plays everything at full size,
//! `tests/torture.rs` a small part of it.

mod blind;
mod detour;
pub mod dice;
mod judge;
mod lies;
mod menu;
mod parting;
mod play;
mod probe;
mod row;
mod runner;
mod same;
mod scenario;
mod schedule;
mod script;
pub mod sdk;
mod soak;
mod stage;

pub use dice::Dice;
pub use judge::{Flaw, Kind};
pub use parting::Parting;
pub use row::{Row, table};
pub use runner::run_all;
pub use scenario::{Player, Scenario, all};
pub use schedule::{Must, Schedule, Subject, Told};
pub use script::Script;
pub use soak::{Soak, Soaked, work};
pub use stage::{Size, Stage};
