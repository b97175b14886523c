//! Where the keys of a call come from.

use crate::Keys;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// What [`Credentials::get`] returns.
pub type KeysFuture<'a> = Pin<Box<dyn Future<Output = Result<Keys, CredentialsError>> + Send + 'a>>;

/// Supplies keys. It is asked for each request, so keys can rotate at any time.
pub trait Credentials: Send + Sync {
    /// The keys to use for the next request.
    fn get(&self) -> KeysFuture<'_>;

    /// The account of keys that came from here, by a name that stays when they
    /// change. An idempotency key and a quota belong to an account: under
    /// another name it is another account. By default [`Keys::account`].
    fn account(&self, keys: &Keys) -> String {
        keys.account().to_owned()
    }
}

/// Why there are no keys. The texts are for people and hold no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// None are configured; the text says what to set.
    #[error("{message}")]
    Missing {
        /// In English.
        message: String,
        /// In Chinese.
        message_zh: String,
    },
    /// They cannot be reached now.
    #[error("{message}")]
    Unavailable {
        /// In English.
        message: String,
        /// In Chinese.
        message_zh: String,
    },
}

impl CredentialsError {
    /// None are configured. The texts, in English and Chinese, say what to set.
    pub fn missing(en: impl Into<String>, zh: impl Into<String>) -> CredentialsError {
        CredentialsError::Missing {
            message: en.into(),
            message_zh: zh.into(),
        }
    }

    /// They cannot be reached now. The texts, in English and Chinese, say why.
    pub fn unavailable(en: impl Into<String>, zh: impl Into<String>) -> CredentialsError {
        CredentialsError::Unavailable {
            message: en.into(),
            message_zh: zh.into(),
        }
    }

    /// The text in Chinese; `Display` writes the English one.
    pub fn message_zh(&self) -> &str {
        match self {
            CredentialsError::Missing { message_zh, .. }
            | CredentialsError::Unavailable { message_zh, .. } => message_zh,
        }
    }
}

/// One account for every call.
pub struct StaticKeys(Keys);

impl StaticKeys {
    /// Always gives `keys`.
    pub fn new(keys: Keys) -> StaticKeys {
        StaticKeys(keys)
    }
}

impl Credentials for StaticKeys {
    fn get(&self) -> KeysFuture<'_> {
        let keys = self.0.clone();
        Box::pin(async move { Ok(keys) })
    }
}

/// The same keys for every call.
impl Credentials for Keys {
    fn get(&self) -> KeysFuture<'_> {
        let keys = self.clone();
        Box::pin(async move { Ok(keys) })
    }
}

/// No account, and why.
pub(crate) struct NoKeys(pub(crate) CredentialsError);

impl Credentials for NoKeys {
    fn get(&self) -> KeysFuture<'_> {
        let error = self.0.clone();
        Box::pin(async move { Err(error) })
    }
}

impl fmt::Debug for StaticKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaticKeys")
    }
}
