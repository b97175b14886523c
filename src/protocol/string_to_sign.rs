//! The string to sign: algorithm, time, scope and the hash of the canonical request
//! (`docs/service-api.md#signing-algorithm`).

use sha2::{Digest, Sha256};

/// The service in every credential scope.
pub const SERVICE: &str = "cv";
/// The signature algorithm, as the service names it.
pub const ALGORITHM: &str = "HMAC-SHA256";

/// Lower-case hexadecimal SHA-256.
pub fn hash(bytes: &[u8]) -> String {
    hash_of(&[bytes])
}

/// The same of what comes in pieces.
pub fn hash_of(pieces: &[&[u8]]) -> String {
    let hash = Sha256::new();
    let hash = pieces
        .iter()
        .fold(hash, |hash, piece| hash.chain_update(piece));
    hex::encode(hash.finalize())
}

/// The scope line.
pub fn scope(date: &str, region: &str) -> String {
    [date, "/", region, "/", SERVICE, "/request"].concat()
}

/// The string to sign, from the moment, the scope line and the canonical request.
pub fn string_to_sign(x_date: &str, scope: &str, canonical: &str) -> String {
    let digest = hash(canonical.as_bytes());
    [ALGORITHM, "\n", x_date, "\n", scope, "\n", &digest].concat()
}
