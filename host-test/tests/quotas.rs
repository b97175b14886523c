//! Quotas in real time, by themselves: how often is asked within a second.

#[path = "fleet.rs"]
mod fleet;
#[path = "limiter.rs"]
mod limiter;
