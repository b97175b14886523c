//! The key pairs that the simulator accepts.

use crate::{Side, dice};
use base64::Engine;
use std::fmt;

/// A key pair and what its owner may do.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// The public half, sent with every request.
    pub access_key_id: String,
    /// The secret half, used as it is written: it is never base64-decoded.
    pub secret_access_key: String,
    /// The session token that must come with a temporary key; `None` for a permanent key.
    pub session_token: Option<String>,
    /// The session token has run out: every request is refused with InvalidSecretToken.
    pub token_expired: bool,
    /// The owner may use the service `cv` at all; otherwise AccessDenied.
    pub may_use_cv: bool,
    /// The side whose account it is; the other one does not know the key. `None`: both take it.
    pub side: Option<Side>,
    /// A trial account: one running job per `req_key`, more answer 50430.
    pub trial: bool,
    /// The `req_key`s that the owner has activated; others answer 50400. `None`: all of them.
    pub activated: Option<Vec<String>>,
}

impl Keys {
    /// A permanent pair with every right.
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Keys {
        Keys {
            access_key_id: access_key_id.into(),
            secret_access_key: secret_access_key.into(),
            session_token: None,
            token_expired: false,
            may_use_cv: true,
            side: None,
            trial: false,
            activated: None,
        }
    }

    /// A fresh pair that looks like a real one.
    pub fn generate() -> Keys {
        let id = base64::engine::general_purpose::STANDARD
            .encode(dice::unforeseen::<30>())
            .replace(['+', '/'], "x");
        let secret =
            base64::engine::general_purpose::STANDARD.encode(hex::encode(dice::unforeseen::<20>()));
        Keys::new(format!("AKLT{id}"), secret)
    }

    /// The pair of the published signing examples.
    pub fn example() -> Keys {
        Keys::new(
            "AKLTEXAMPLE0000000000",
            "U0VDUkVURVhBTVBMRTAwMDAwMDAwMDAwMA==",
        )
    }

    /// The same pair as a key of this side alone.
    #[must_use]
    pub fn on_side(mut self, side: Side) -> Keys {
        self.side = Some(side);
        self
    }

    /// The same pair as a temporary key with a session token.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Keys {
        self.session_token = Some(token.into());
        self
    }

    /// Why these keys cannot be used, if so.
    pub(crate) fn validate(&self) -> Option<&'static str> {
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_graphic());
        if self.access_key_id.is_empty() || self.secret_access_key.is_empty() {
            Some("a key pair needs an access key id and a secret access key")
        } else if !plain(&self.access_key_id) || self.access_key_id.contains(['/', ',', '=']) {
            Some("an access key id has no spaces, slashes, commas or equals signs")
        } else if self
            .session_token
            .as_deref()
            .is_some_and(|t| t.is_empty() || !plain(t))
        {
            Some("a session token is not empty and has no spaces")
        } else {
            None
        }
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys")
            .field("access_key_id", &self.access_key_id)
            .field("may_use_cv", &self.may_use_cv)
            .field("activated", &self.activated)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_secrets() {
        let keys = Keys::example().with_token("STS2secret");
        let text = format!("{keys:?}");
        assert!(!text.contains("U0VD") && !text.contains("STS2"), "{text}");
    }

    #[test]
    fn generated_pairs_differ_and_are_usable() {
        let (one, other) = (Keys::generate(), Keys::generate());
        assert_ne!(one, other);
        assert_eq!(one.validate(), None);
        assert!(one.secret_access_key.ends_with("=="));
    }
}
