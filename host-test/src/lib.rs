//! What the tests of the component in a real host stand on; the tests are in
//! `tests/`, their cases in `cases/`.
//!
//! Everything here panics when something is not as it must be: that is how a
//! test fails.

pub mod all;
pub mod calls;
pub mod case;
pub mod dynamic;
pub mod ear;
pub mod foreign;
pub mod guest;
pub mod honest;
pub mod image_file;
pub mod killed;
#[cfg(target_os = "linux")]
pub mod linear_memory;
pub mod mcp;
pub mod options;
#[cfg(unix)]
pub mod outages;
pub mod packed;
pub mod place;
pub mod plain;
pub mod process;
pub mod product;
#[cfg(unix)]
pub mod products;
pub mod program;
pub mod raw;
pub mod replay;
pub mod rig;
pub mod serve;
pub mod served;
pub mod server;
pub mod simulation;
pub mod statements;
pub mod stock;
pub mod task_text;
pub mod tenants;
pub mod torture;
pub mod trace;
pub mod values;
pub mod visual_serve;

pub use all::all_of;
pub use case::Case;
pub use ear::Ear;
pub use rig::Rig;
pub use server::Server;
