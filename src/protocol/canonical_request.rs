//! The canonical form of a request, and of its query (`docs/service-api.md#signing-algorithm`).

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
