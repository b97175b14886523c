//! `visual mcp`: the protocol over the streams of the program.

mod bad_input;
mod calls;
#[cfg(unix)]
mod cancelled;
mod files;
mod http;
mod listed;
mod rust_client;
mod tasks;
mod versions;

use host_test::program::Shell;
use volc_sim::{Held, Simulator};

/// A simulator whose tasks wait until they are released, and a place to run in.
async fn held() -> (Simulator, Shell) {
    let (simulator, shell) = Shell::simulated().await;
    simulator.hold_tasks(Held::Generating);
    (simulator, shell)
}
