//! What a key must look like before it is used. No message repeats a value.

/// The longest key or token that is accepted, in bytes.
const LONGEST: usize = 4096;

/// Checks an access key id, which becomes part of a header's syntax, and
/// returns it without surrounding whitespace.
pub fn access_key_id(text: &str) -> Result<&str, String> {
    const NAME: &str = "access-key-id";
    let key = key(NAME, text)?;
    if is_secret_shaped(key) {
        return Err(format!("{NAME}: looks like a secret: are the keys swapped"));
    }
    if key.bytes().any(|byte| matches!(byte, b'/' | b',')) {
        return Err(format!("{NAME}: holds a slash or a comma"));
    }
    Ok(key)
}

/// Whether an access key id has the shape of a secret, which must not be sent
/// in its place: base64 that is padded, or longer than an identifier, which
/// begins with `AK`; or a session token, which begins with `STS2`.
pub fn is_secret_shaped(access_key_id: &str) -> bool {
    const SHORTEST_SECRET: usize = 40;
    let is_long = access_key_id.len() >= SHORTEST_SECRET;
    access_key_id.ends_with('=')
        || access_key_id.starts_with("STS2")
        || (is_long && !access_key_id.starts_with("AK"))
}

/// Whether a secret has the shape of an access key id, long-lived or temporary.
pub fn is_id_shaped(secret_access_key: &str) -> bool {
    let is_id = |kind: &&str| secret_access_key.starts_with(*kind);
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    ["AKLT", "AKTP"].iter().any(is_id) && secret_access_key.bytes().all(plain)
}

/// Checks a secret access key and returns it without surrounding whitespace.
pub fn secret_access_key(text: &str) -> Result<&str, String> {
    const NAME: &str = "secret-access-key";
    let key = key(NAME, text)?;
    match is_id_shaped(key) {
        true => Err(format!(
            "{NAME}: looks like an access key id: are the keys swapped"
        )),
        false => Ok(key),
    }
}

/// Checks a session token and returns it without surrounding whitespace.
pub fn session_token(text: &str) -> Result<&str, String> {
    key("session-token", text)
}

fn key<'a>(name: &str, text: &'a str) -> Result<&'a str, String> {
    let key = text.trim();
    match validate(key) {
        Some(fault) => Err(format!("{name}: {fault}")),
        None => Ok(key),
    }
}

fn validate(key: &str) -> Option<&'static str> {
    if key.is_empty() {
        Some("is empty")
    } else if key.len() > LONGEST {
        Some("is longer than 4096 bytes")
    } else if key.bytes().all(|byte| byte.is_ascii_graphic()) {
        None
    } else if key.chars().any(char::is_control) {
        Some("holds a control character")
    } else if key.chars().any(char::is_whitespace) {
        Some("holds a space")
    } else {
        Some("holds a character outside ASCII")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surrounding_whitespace_is_dropped() {
        assert_eq!(access_key_id(" AKLT1\r\n"), Ok("AKLT1"));
        assert_eq!(secret_access_key("\tc2VjcmV0==\n"), Ok("c2VjcmV0=="));
        assert_eq!(session_token("STS2+/="), Ok("STS2+/="));
    }

    #[test]
    fn an_unusable_key_is_refused_by_its_name() {
        let cases = [
            ("", "is empty"),
            (" \n ", "is empty"),
            ("ab\0cd", "holds a control character"),
            ("ab\ncd", "holds a control character"),
            ("ab\u{7f}cd", "holds a control character"),
            ("ab cd", "holds a space"),
            ("ab\u{3000}cd", "holds a space"),
            ("ab密cd", "holds a character outside ASCII"),
        ];
        for (text, fault) in cases {
            let wanted = Err(format!("secret-access-key: {fault}"));
            assert_eq!(secret_access_key(text), wanted, "{text:?}");
            assert!(access_key_id(text).is_err(), "{text:?}");
            assert!(session_token(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn swapped_keys_are_told_by_their_shape() {
        for secret in [
            "Wm1Gc2JHSmhZMnMxTWpNMA==",
            "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWZnaGlqa2xtbm9wcXJzdHV2",
            "STS2eyJMVEFjY2Vzc0tleUlkIjoi",
        ] {
            let refusal = access_key_id(secret).unwrap_err();
            assert!(refusal.contains("looks like a secret"), "{refusal}");
            assert!(!refusal.contains(secret));
            assert!(session_token(secret).is_ok());
        }
        for id in [
            "AKLTZTJhYjM0NTY3ODkwYWJjZGVmZ2hpamtsbW5vcHFyc3R",
            "AKTPx",
            "demo",
        ] {
            assert_eq!(access_key_id(id), Ok(id));
        }
        let refusal = secret_access_key("AKLTZTJhYjM0NTY3").unwrap_err();
        assert!(refusal.contains("looks like an access key id"), "{refusal}");
    }

    #[test]
    fn length_has_a_limit() {
        assert!(session_token(&"a".repeat(4096)).is_ok());
        let long = "a".repeat(4097);
        let refusal = Err("session-token: is longer than 4096 bytes".into());
        assert_eq!(session_token(&long), refusal);
    }

    #[test]
    fn only_an_access_key_id_cannot_hold_header_punctuation() {
        for text in ["AKLT/1", "AKLT,1"] {
            let refusal = access_key_id(text);
            assert_eq!(
                refusal,
                Err("access-key-id: holds a slash or a comma".into())
            );
            assert!(secret_access_key(text).is_ok());
        }
    }

    #[test]
    fn no_message_repeats_a_value() {
        let secret = "c2VjcmV0 \u{7}密";
        for check in [access_key_id, secret_access_key, session_token] {
            assert!(!check(secret).unwrap_err().contains("c2Vj"));
        }
    }
}
