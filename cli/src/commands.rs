//! The commands.

pub mod check;
pub mod custom;
pub mod forget;
pub mod raw;
pub mod run;
pub mod simulate;
pub mod task;
pub mod task_list;
pub mod tools;
