//! The commands.

pub mod age;
pub mod check;
pub mod custom;
pub mod describe;
pub mod forget;
pub mod mcp;
pub mod price;
pub mod raw;
pub mod run;
pub mod simulate;
pub mod successor;
pub mod task;
pub mod task_key;
pub mod task_list;
pub mod tools;
pub mod usage;
