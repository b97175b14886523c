//! The shapes that every tool shares, as `wit/types.wit` documents them.

pub use crate::bindings::exports::volcengine::visual::types::*;

/// Members that every error has, for the ones that say nothing special.
impl Error {
    /// An error before anything was sent.
    pub fn before_sending(kind: ErrorKind, advice: Advice, message: [&str; 2]) -> Error {
        let [en, zh] = message;
        Error {
            kind,
            advice,
            message: en.to_string(),
            message_zh: zh.to_string(),
            field: None,
            code: None,
            request_id: None,
            retry_after_ms: None,
            purchase: Purchase::NotMade,
            task: None,
        }
    }

    /// The same, with the setting or argument at fault.
    pub fn with_field(self, field: &str) -> Error {
        Error {
            field: Some(field.to_string()),
            ..self
        }
    }
}
