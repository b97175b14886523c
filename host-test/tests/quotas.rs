//! Quotas in real time, by themselves: how often is asked within a second. The limiter alone is
//! tested in made-up time, by its own tests.

#[path = "fleet.rs"]
mod fleet;
