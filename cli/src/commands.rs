//! The commands.

pub mod check;
pub mod custom;
pub mod run;
pub mod task;
pub mod tools;
