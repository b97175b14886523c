//! The component's imports and exports.

#[allow(missing_docs, unsafe_code, clippy::all, clippy::restriction)]
mod bindings {
    wit_bindgen::generate!({
        path: "../../wit",
        world: "token-adapter",
        generate_all,
    });

    #[cfg(target_arch = "wasm32")]
    export!(Token with_types_in self);

    #[cfg(target_arch = "wasm32")]
    use super::Token;
}

use bindings::exports::volcengine::visual::authorization as exported;
use bindings::wasi::cli::environment::get_environment;

use crate::decision::{self, Decision};

/// The environment holds more than the token: the account's keys, and whatever
/// else a host grants. All of it is wiped when it is freed, at the latest when
/// `check` has been answered.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// The component, as its bindings ask for it.
pub struct Token;

impl exported::Guest for Token {
    /// Asks the host each time: nothing is kept between requests.
    fn check(token: String) -> exported::Decision {
        match decision::decide(get_environment(), &token) {
            Decision::Allowed => exported::Decision::Allowed,
            Decision::Denied => exported::Decision::Denied,
            Decision::NotConfigured => exported::Decision::NotConfigured,
        }
    }
}
