//! The simulator as its clients meet it: over HTTP.

mod byteplus;
mod captured;
pub mod client;
mod connections;
mod faults;
mod holds;
mod life_cycle;
mod more_tools;
mod own_actions;
mod pippit;
mod quick;
mod quotas;
mod redirections;
mod refusals;
mod replies;
mod results;
mod tools;
