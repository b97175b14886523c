//! Percent encoding, as the signature wants it.

use std::fmt::Write;

/// Decodes a query string; `+` is a space. Keys and values stay bytes, since nothing says they are text.
pub(crate) fn decode_query(query: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key, true), decode(value, true))
        })
        .collect()
}

/// The canonical form of a query: decoded, sorted by key, and encoded again.
pub(crate) fn canonical_query(query: &str) -> String {
    let mut pairs = decode_query(query);
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    let encoded: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{}={}", encode(key), encode(value)))
        .collect();
    encoded.join("&")
}

/// The canonical form of a path: each segment decoded and encoded again.
pub(crate) fn canonical_path(path: &str) -> String {
    if path.is_empty() {
        return "/".to_owned();
    }
    let segments: Vec<String> = path
        .split('/')
        .map(|segment| encode(&decode(segment, false)))
        .collect();
    segments.join("/")
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn decode(text: &str, plus_is_space: bool) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = bytes
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|digits| hex::decode(digits).ok());
        match (bytes[at], escaped) {
            (_, Some(byte)) => {
                decoded.extend(byte);
                at += 2;
            }
            (b'+', _) if plus_is_space => decoded.push(b' '),
            (byte, _) => decoded.push(byte),
        }
        at += 1;
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_encoded_query_becomes_canonical() {
        assert_eq!(
            canonical_query("b=a+b%2Bc%2f*&B=~&a=&a=2&flag"),
            "B=~&a=&a=2&b=a%20b%2Bc%2F%2A&flag="
        );
    }

    #[test]
    fn broken_escapes_are_text() {
        assert_eq!(canonical_query("a=%zz%4"), "a=%25zz%254");
        assert_eq!(canonical_path("/a+b/%e4"), "/a%2Bb/%E4");
    }
}
