//! `visual serve`: what it answers, to whom, and how it ends.

mod away;
mod contract;
mod doors;
mod guard;
mod limits;
mod refusals;
#[cfg(unix)]
mod shutdown;
mod tenants;

use host_test::Rig;
use host_test::program::Shell;
use host_test::served::TOKEN;

/// Where a server runs with the keys of this account.
fn shell(rig: &Rig) -> Shell {
    let shell = Shell::with_keys(&rig.keys, &rig.simulator.endpoint()).set("VISUAL_TOKEN", TOKEN);
    match &rig.keys.session_token {
        Some(token) => shell.set("VOLC_SESSION_TOKEN", token),
        None => shell,
    }
}

/// A tool with tasks.
const PATH: &str = "/v1/tools/general-3.0";
