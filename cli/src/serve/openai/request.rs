//! What the headers of a request say of its repetitions.

use super::error::Refusal;
use axum::http::{HeaderMap, StatusCode};

/// How OpenAI's clients count the repetitions that they make by themselves.
const RETRY_COUNT: &str = "x-stainless-retry-count";
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Whether, and how, a request is a repetition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repetition {
    /// The client's own name of this purchase.
    pub key: Option<String>,
    /// How often the client has sent it before.
    pub count: u32,
}

impl Repetition {
    pub fn new(headers: &HeaderMap) -> Result<Repetition, Refusal> {
        let key = match headers.get(IDEMPOTENCY_KEY).map(|value| value.to_str()) {
            None => None,
            Some(Ok(key)) => Some(key.to_owned()),
            Some(Err(_)) => {
                let message = "`Idempotency-Key` has characters that are not ASCII.";
                let refusal = Refusal::new(StatusCode::BAD_REQUEST, "invalid-input", message);
                return Err(refusal.about("Idempotency-Key"));
            }
        };
        let count = headers
            .get(RETRY_COUNT)
            .and_then(|value| value.to_str().ok());
        let count = count.and_then(|count| count.trim().parse().ok());
        Ok(Repetition {
            key,
            count: count.unwrap_or(0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read() {
        let mut headers = HeaderMap::new();
        assert_eq!(Repetition::new(&headers).unwrap(), Repetition::default());
        headers.insert(RETRY_COUNT, "2".parse().unwrap());
        headers.insert(IDEMPOTENCY_KEY, "issue-7".parse().unwrap());
        let read = Repetition::new(&headers).unwrap();
        assert_eq!((read.key.as_deref(), read.count), (Some("issue-7"), 2));
        headers.insert(RETRY_COUNT, "often".parse().unwrap());
        assert_eq!(Repetition::new(&headers).unwrap().count, 0);
        headers.insert(IDEMPOTENCY_KEY, "猫".parse().unwrap());
        assert!(Repetition::new(&headers).is_err());
    }
}
