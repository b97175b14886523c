//! Whose account is used: keys, and where they come from.

pub(crate) mod credentials;
mod keys;
mod vendor;

pub use credentials::{Credentials, CredentialsError, KeysFuture, StaticKeys};
pub use keys::Keys;
pub use vendor::VendorCredentials;
