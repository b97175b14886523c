//! The component's imports and exports.

#[allow(missing_docs, unsafe_code, clippy::all, clippy::restriction)]
mod bindings {
    wit_bindgen::generate!({
        path: "../../wit",
        world: "env-adapter",
        generate_all,
    });

    #[cfg(target_arch = "wasm32")]
    export!(Env with_types_in self);

    #[cfg(target_arch = "wasm32")]
    use super::Env;
}

use bindings::exports::volcengine::visual::credentials::{CredentialsError, Guest, Keys};
use bindings::wasi::cli::environment::get_environment;

use crate::variables;

/// A host may grant its whole environment, with secrets that are none of ours.
/// Whatever was read is wiped when it is freed, at the latest when `get` has
/// been answered.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// The component, as its bindings ask for it.
pub struct Env;

impl Guest for Env {
    /// Asks the host each time: nothing is kept between requests.
    fn get() -> Result<Keys, CredentialsError> {
        let found = variables::settings(get_environment()).map_err(CredentialsError::Missing)?;
        Ok(Keys {
            access_key_id: found.access_key_id,
            secret_access_key: found.secret_access_key,
            session_token: found.session_token,
            endpoint: found.endpoint,
            region: found.region,
        })
    }
}
