//! Secrets that are made here, and digests of secrets.

use sha2::{Digest, Sha256};

/// The SHA-256 digest of a secret: comparing digests tells nothing of what they are of.
pub fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// A secret of 256 bits.
pub fn random() -> Option<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(hex(&bytes))
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
