//! The simulator as its clients meet it.

mod program;
mod wire;
