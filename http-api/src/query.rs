//! The part of an address after `?`.

/// Names and values, decoded, in order. None where it is no text.
pub fn parse(query: &str) -> Option<Vec<(String, String)>> {
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decoded = |text: &str| decode(&text.replace('+', " "));
        Some((decoded(name)?, decoded(value)?))
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(pair).collect()
}

/// A text with percent-encoding undone. None where that is no UTF-8.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_is_undone() {
        assert_eq!(decode("a%2Db%e7%94%bb").as_deref(), Some("a-b画"));
        for broken in ["%", "%2", "%zz", "%ff", "a%+1"] {
            assert_eq!(decode(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_query_is_names_and_values() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let wanted = vec![pair("a", "b c"), pair("d", ""), pair("e", "=&")];
        assert_eq!(parse("a=b+c&d&&e==%26"), Some(wanted));
        assert_eq!(parse(""), Some(Vec::new()));
        assert_eq!(parse("a=%"), None);
    }
}
