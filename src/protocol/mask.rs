//! Hides what a refusal repeats of the request's secrets.

/// A shared piece this long is no accident.
const PIECE: usize = 16;
/// Refusals are short; products, which are long, repeat nothing.
const LONGEST: usize = 64 * 1024;

/// Overwrites with `*` every piece of `secret` in a short body, which keeps
/// its length: JSON stays JSON.
pub fn mask(body: &mut [u8], secret: &str) {
    if body.len() > LONGEST {
        return;
    }
    let pieces: Vec<&[u8]> = secret.as_bytes().windows(PIECE).collect();
    let found: Vec<usize> = body
        .windows(PIECE)
        .enumerate()
        .filter(|(_, window)| pieces.contains(window))
        .map(|(at, _)| at)
        .collect();
    for at in found {
        for byte in body.iter_mut().skip(at).take(PIECE) {
            *byte = b'*';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn hides_whole_secrets_and_long_pieces() {
        let secret = "STS2eyJleGFtcGxlIjoidG9rZW4rLz0ifQ==";
        for (text, expected) in [
            (
                "msg: STS2eyJleGFtcGxlIjoidG9rZW4rLz0ifQ==.".to_string(),
                format!("msg: {}.", "*".repeat(secret.len())),
            ),
            (
                "msg: STS2eyJleGFtcGxlIjoi".to_string(),
                format!("msg: {}", "*".repeat(20)),
            ),
            ("msg: STS2eyJ".to_string(), "msg: STS2eyJ".to_string()),
            (String::new(), String::new()),
        ] {
            let mut body = text.into_bytes();
            mask(&mut body, secret);
            assert_eq!(String::from_utf8_lossy(&body), expected);
        }
    }
}
