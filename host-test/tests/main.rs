//! The component in a real host, against the simulator.

mod agreement;
mod bad_input;
mod beyond;
mod cases;
mod defects;
mod documents;
mod downloads;
mod faults;
mod foreign;
mod idempotency;
mod imports;
mod instances;
mod program;
mod schemas;
mod service_text;
mod typed;
mod unreachable;
mod usage;
