//! The `Authorization` header, which carries the signature
//! (`docs/service-api.md#signing-algorithm`).

use super::string_to_sign::ALGORITHM;

/// The value of the `Authorization` header. It is a secret of its request.
pub fn authorization(credential: &str, signed_headers: &str, signature: &str) -> String {
    let headers = [
        " Credential=",
        credential,
        ", SignedHeaders=",
        signed_headers,
    ];
    [ALGORITHM, &headers.concat(), ", Signature=", signature].concat()
}
