//! The command line: commands, options, and flags made from a tool's schema.

pub mod arguments;
pub mod chinese;
pub mod delivery;
pub mod early;
pub mod flags;
pub mod from;
pub mod help;
pub mod journal;
pub mod limits;
pub mod link_hosts;
pub mod max_cost;
pub mod mcp;
pub mod options;
pub mod parse;
pub mod program;
pub mod schema;
pub mod serve;
pub mod simulate;
