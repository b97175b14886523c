//! Whether a client's token is the server's.

use ctutils::CtEq;

const VARIABLE: &str = "VISUAL_TOKEN";

/// The least number of characters of a token.
const MIN_LENGTH: usize = 32;

/// What became of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is the server's.
    Allowed,
    /// It is another.
    Denied,
    /// The server has none.
    NotConfigured,
}

/// Compares a token with that of the environment, by name and value. Of a name
/// that is given twice the last value counts.
pub fn decide(environment: Vec<(String, String)>, token: &str) -> Decision {
    let named = environment.iter().rev().find(|(name, _)| name == VARIABLE);
    let expected = named.map_or("", |(_, value)| value.trim());
    if expected.chars().count() < MIN_LENGTH {
        return Decision::NotConfigured;
    }
    match token.as_bytes().ct_eq(expected.as_bytes()).to_bool() {
        true => Decision::Allowed,
        false => Decision::Denied,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "0123456789abcdef0123456789abcdef";

    fn decided(values: &[&str], token: &str) -> Decision {
        let pair = |value: &&str| (VARIABLE.to_owned(), (*value).to_owned());
        let mut environment: Vec<_> = values.iter().map(pair).collect();
        environment.push(("VOLC_SECRETKEY".to_owned(), TOKEN.to_owned()));
        decide(environment, token)
    }

    #[test]
    fn the_whole_token_is_compared() {
        assert_eq!(decided(&[TOKEN], TOKEN), Decision::Allowed);
        assert_eq!(
            decided(&[" 0123456789abcdef0123456789abcdef\n"], TOKEN),
            Decision::Allowed
        );
        assert_eq!(decided(&["x", TOKEN], TOKEN), Decision::Allowed);
        for other in [
            "",
            "0123456789abcdef0123456789abcde",
            "0123456789abcdef0123456789abcdeF",
            "1123456789abcdef0123456789abcdef",
            "0123456789abcdef0123456789abcdef0",
            " 0123456789abcdef0123456789abcdef",
        ] {
            assert_eq!(decided(&[TOKEN], other), Decision::Denied, "{other}");
        }
    }

    #[test]
    fn a_short_token_is_none() {
        let short = "0123456789abcdef0123456789abcde";
        let none: [&[&str]; 4] = [&[], &[""], &[short], &[TOKEN, ""]];
        for values in none {
            assert_eq!(decided(values, TOKEN), Decision::NotConfigured);
            assert_eq!(decided(values, short), Decision::NotConfigured);
        }
        // Characters count, not bytes.
        assert_eq!(
            decided(&["密密密密密密密密密密密"], TOKEN),
            Decision::NotConfigured
        );
    }
}
