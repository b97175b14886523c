//! What is wrong with an argument: the field, and a sentence in each language.

use crate::protocol::route::InvalidIdentity;
use crate::types::{Advice, Error, ErrorKind};

/// One fault in what the caller gave. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The argument, option or setting at fault, in kebab case.
    pub field: String,
    /// What is wrong, with limit and value, in English.
    pub en: String,
    /// The same in Chinese.
    pub zh: String,
    /// Whether the tool cannot do it at all, rather than not in this way.
    pub unsupported: bool,
}

impl Fault {
    /// A value that is outside its limits.
    pub fn new(field: &str, en: impl Into<String>, zh: impl Into<String>) -> Fault {
        Fault {
            field: field.into(),
            en: en.into(),
            zh: zh.into(),
            unsupported: false,
        }
    }

    /// Something that the tool cannot do at all.
    pub fn unsupported(field: &str, en: impl Into<String>, zh: impl Into<String>) -> Fault {
        Fault {
            unsupported: true,
            ..Fault::new(field, en, zh)
        }
    }

    /// The same fault, of a member of `field`.
    pub fn inside(self, field: &str) -> Fault {
        Fault {
            field: format!("{field}.{}", self.field),
            ..self
        }
    }

    /// A required argument that is not there.
    pub fn missing(field: &str) -> Fault {
        Fault::new(field, "is required", "为必填项")
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        let kind = if fault.unsupported {
            ErrorKind::Unsupported
        } else {
            ErrorKind::InvalidInput
        };
        let en = format!("`{}` {}", fault.field, fault.en);
        let zh = format!("`{}` {}", fault.field, fault.zh);
        Error::before_sending(kind, Advice::FixInput, [&en, &zh]).with_field(&fault.field)
    }
}

impl From<InvalidIdentity> for Error {
    fn from(invalid: InvalidIdentity) -> Error {
        let InvalidIdentity { field, en, zh } = invalid;
        let kind = match field {
            "endpoint" => ErrorKind::DeniedByHost,
            "region" => ErrorKind::InvalidInput,
            _ => ErrorKind::RejectedCredentials,
        };
        let texts = [&format!("`{field}` {en}"), &format!("`{field}` {zh}")];
        Error::before_sending(kind, Advice::FixAccount, texts.map(String::as_str)).with_field(field)
    }
}
