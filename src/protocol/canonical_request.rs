//! The text that is signed: canonical request and string to sign (`docs/service-api.md#signing-algorithm`).

use sha2::{Digest, Sha256};

/// The service in every credential scope.
pub const SERVICE: &str = "cv";
const ALGORITHM: &str = "HMAC-SHA256";

/// A request as it will go out. Header names are in lower case and sorted.
#[derive(Debug)]
pub struct SignableRequest<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The query as it goes out, which is also what is signed: see [`query`].
    pub query: &'a str,
    /// The headers to sign.
    pub headers: &'a [(&'a str, String)],
    /// SHA-256 of the body in lower-case hexadecimal digits.
    pub body_hash: &'a str,
}

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

/// Writes a query once, for the wire and for the signature.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let mut sorted = pairs.to_vec();
    sorted.sort_by_key(|(name, _)| *name);
    let encoded: Vec<String> = sorted
        .iter()
        .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
        .collect();
    encoded.join("&")
}

/// Percent-encodes all but the unreserved characters; a space is `%20`.
fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// The host as it is signed: the ports 80 and 443 are dropped, others kept.
pub fn signed_host(authority: &str) -> &str {
    let plain = authority
        .strip_suffix(":443")
        .or_else(|| authority.strip_suffix(":80"));
    plain.unwrap_or(authority)
}

/// The names of the signed headers, as the signature lists them.
pub fn signed_headers(request: &SignableRequest<'_>) -> String {
    let names: Vec<&str> = request.headers.iter().map(|(name, _)| *name).collect();
    names.join(";")
}

/// The canonical request. The path is always `/`.
pub fn canonical_request(request: &SignableRequest<'_>) -> String {
    let mut text = format!("{}\n/\n{}\n", request.method, request.query);
    for (name, value) in request.headers {
        text.push_str(&format!("{name}:{}\n", value.trim()));
    }
    text.push_str(&format!(
        "\n{}\n{}",
        signed_headers(request),
        request.body_hash
    ));
    text
}

/// The scope line.
pub fn scope(date: &str, region: &str) -> String {
    format!("{date}/{region}/{SERVICE}/request")
}

/// The string to sign, from the moment, the scope line and the canonical request.
pub fn string_to_sign(x_date: &str, scope: &str, canonical: &str) -> String {
    let digest = hash(canonical.as_bytes());
    format!("{ALGORITHM}\n{x_date}\n{scope}\n{digest}")
}

/// The value of the `Authorization` header. It is a secret of its request.
pub fn authorization(credential: &str, signed_headers: &str, signature: &str) -> String {
    format!(
        "{ALGORITHM} Credential={credential}, SignedHeaders={signed_headers}, Signature={signature}"
    )
}
