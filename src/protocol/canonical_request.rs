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
    let mut sorted: Vec<&(&str, &str)> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        // There are few: a sort of the library's would cost 4 KB.
        let at = sorted.iter().take_while(|other| other.0 <= pair.0).count();
        sorted.insert(at, pair);
    }
    let encoded: Vec<String> = sorted
        .iter()
        .map(|(name, value)| [&percent(name), "=", &percent(value)].concat())
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
    let mut text = [request.method, "\n/\n", request.query, "\n"].concat();
    for (name, value) in request.headers {
        text.push_str(&[name, ":", value.trim(), "\n"].concat());
    }
    let end = ["\n", &signed_headers(request), "\n", request.body_hash];
    text + &end.concat()
}
