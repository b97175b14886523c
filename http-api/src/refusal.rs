//! What a server refuses by itself, before anything was sent.

use crate::problem::refused;
use crate::reply::Reply;

/// The most bytes of a request's body. The service takes 10 MB.
pub const MAX_BODY: usize = 16 << 20;

/// How long the whole body of a request may take, in seconds.
pub const BODY_SECONDS: u64 = 120;

/// A body beyond [`MAX_BODY`].
pub fn too_large() -> Reply {
    let detail = "A request has at most 16 MiB (16,777,216 bytes). Give large files as links.";
    refused(413, "too-large", detail)
}

/// A body that took longer than [`BODY_SECONDS`].
pub fn too_slow() -> Reply {
    refused(
        408,
        "timed-out",
        "The body did not arrive within 120 seconds.",
    )
}

/// A body that broke off.
pub fn incomplete() -> Reply {
    refused(400, "invalid-input", "The body is not complete.")
}

/// A body that is no UTF-8.
pub fn not_text() -> Reply {
    refused(400, "invalid-input", "The body is no text in UTF-8.")
}

/// No room for a body.
pub fn no_memory() -> Reply {
    refused(503, "limit-reached", "There is no memory for the body.")
}

/// A request without the server's token. `is_given`: it has another.
pub fn unauthorized(is_given: bool) -> Reply {
    let (challenge, detail) = match is_given {
        true => (
            "Bearer error=\"invalid_token\"",
            "This token is not the server's.",
        ),
        false => ("Bearer", "Send the header `Authorization: Bearer TOKEN`."),
    };
    refused(401, "unauthorized", detail).with("www-authenticate", challenge)
}

/// The token of a value of `Authorization`.
pub fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// What became of a cancellation that changed nothing: its word, and the answer.
pub fn not_cancelled(word: &str) -> Reply {
    let detail = match word {
        "done" => "The task has finished: query it.",
        _ => "The task is running: only queued ones can be cancelled.",
    };
    refused(409, word, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_follows_its_scheme() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer   abc"), Some("abc"));
        for value in ["", "abc", "Bearer", "Basic abc", "Bearerabc def"] {
            assert_eq!(bearer(value), None, "{value}");
        }
    }
}
