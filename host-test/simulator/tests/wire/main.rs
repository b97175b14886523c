//! The simulator as its clients meet it: over HTTP.

mod client;
mod faults;
mod life_cycle;
mod more_tools;
mod own_actions;
mod refusals;
mod results;
mod tools;
