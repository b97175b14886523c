//! `visual serve`: one process that opens every door on the same host, journal and limiter.

mod access_log;
mod accounts;
mod allowed_hosts;
mod body;
pub mod catalogue;
pub mod command;
mod connections;
mod guard;
mod metrics;
mod observe;
pub mod openai;
pub mod pieces;
pub mod purchase;
mod refusal;
pub mod reply;
pub mod results;
mod router;
mod scrape;
mod secret;
pub mod server;
pub mod session;
mod sign_in;
pub mod tasks;
pub mod tenant;
mod tenants_file;
pub mod v1;
pub mod watchers;
