//! The shapes that every tool shares, as `wit/types.wit` documents them.

pub use crate::bindings::exports::volcengine::visual::types::*;

impl Warning {
    /// A warning in English and Chinese.
    pub fn new(en: &str, zh: &str) -> Warning {
        Warning {
            message: en.into(),
            message_zh: zh.into(),
        }
    }
}

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

    /// The same as a warning, where the call goes on.
    pub fn into_warning(self) -> Warning {
        Warning {
            message: self.message,
            message_zh: self.message_zh,
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
