//! The signer: turns the host's credentials into signatures.
//!
//! Keys are requested at each call and wiped before it returns. This is
//! the only component that ever holds a secret key, and it parses nothing that
//! came from the network: the core that does has a memory of its own.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

pub mod keys;
pub mod sign;

mod component;
