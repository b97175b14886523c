//! The way to the network: what may be reached, and how.

mod body;
mod connect;
pub(crate) mod egress;
pub(crate) mod fault;
mod proxy;
mod resolver;
mod single;
pub(crate) mod timeouts;
mod tls;
pub(crate) mod transport;
pub(crate) mod upload;

pub use egress::{Denied, Egress};
pub use proxy::{Proxy, ProxyError};
#[cfg(feature = "postgres")]
pub(crate) use tls::config as tls_config;
