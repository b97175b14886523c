//! The component's imports and exports.

#[allow(missing_docs, unsafe_code, clippy::all, clippy::restriction)]
mod bindings {
    wit_bindgen::generate!({
        path: "../../wit",
        world: "signer-adapter",
    });

    #[cfg(target_arch = "wasm32")]
    export!(Signer with_types_in self);

    #[cfg(target_arch = "wasm32")]
    use super::Signer;
}

use bindings::exports::volcengine::visual::signer::{Guest, Identity, Scope, SignerError};
use bindings::volcengine::visual::credentials::{self, CredentialsError};
use zeroize::Zeroize;

use crate::{keys, sign};

/// The component, as its bindings ask for it.
pub struct Signer;

impl Guest for Signer {
    fn identify() -> Result<Identity, SignerError> {
        let mut keys = Keys::get()?;
        keys.secret()?;
        Ok(Identity {
            access_key_id: keys.id()?.to_owned(),
            session_token: keys.token()?.map(str::to_owned),
            endpoint: keys.0.endpoint.take(),
            region: keys.0.region.take(),
        })
    }

    fn sign(id: String, scope: Scope, text: String) -> Result<String, SignerError> {
        let keys = Keys::get()?;
        if keys.id()? != id {
            return Err(SignerError::Rotated);
        }
        let scope = sign::Scope {
            date: &scope.date,
            region: &scope.region,
            service: &scope.service,
        };
        let refused = |why: &str| SignerError::Refused(why.to_owned());
        sign::signature(keys.secret()?, scope, &text).map_err(refused)
    }
}

/// The host's keys, wiped when dropped.
struct Keys(credentials::Keys);

impl Keys {
    fn get() -> Result<Self, SignerError> {
        match credentials::get() {
            Ok(keys) => Ok(Self(keys)),
            Err(CredentialsError::Missing(why)) => Err(SignerError::NoCredentials(why)),
            Err(CredentialsError::Unavailable(why)) => Err(SignerError::Unavailable(why)),
        }
    }

    fn id(&self) -> Result<&str, SignerError> {
        keys::access_key_id(&self.0.access_key_id).map_err(SignerError::Refused)
    }

    fn secret(&self) -> Result<&str, SignerError> {
        keys::secret_access_key(&self.0.secret_access_key).map_err(SignerError::Refused)
    }

    fn token(&self) -> Result<Option<&str>, SignerError> {
        let token = self.0.session_token.as_deref();
        token
            .map(keys::session_token)
            .transpose()
            .map_err(SignerError::Refused)
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        self.0.secret_access_key.zeroize();
        self.0.session_token.zeroize();
    }
}
