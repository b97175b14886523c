//! The component in a real host, against the simulator.

mod agent;
mod agreement;
mod bad_input;
mod beyond;
mod cases;
mod defects;
mod documents;
mod downloads;
mod environment;
mod faults;
mod foreign;
mod http;
mod idempotency;
mod imports;
mod instances;
mod mcp;
mod members;
#[cfg(unix)]
mod openai;
#[cfg(unix)]
mod outages;
#[cfg(unix)]
mod page;
mod program;
mod schemas;
mod serve;
mod service_text;
mod sides;
#[cfg(unix)]
mod stock_hosts;
mod typed;
mod unreachable;
mod usage;
