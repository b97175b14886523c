//! The service's own codes, with the HTTP status and the text of each.

use serde::Deserialize;
use std::sync::LazyLock;

/// Refused before the visual backend was reached.
#[derive(Deserialize)]
pub(crate) struct GatewayCode {
    /// `CodeN`; not known for every code.
    pub(crate) number: Option<i64>,
    /// `Code`.
    pub(crate) name: String,
    pub(crate) http: u16,
    /// With a `%s` for each detail.
    pub(crate) message: String,
}

/// Answered by the visual backend.
#[derive(Deserialize)]
pub(crate) struct BusinessCode {
    pub(crate) code: i64,
    pub(crate) http: u16,
    pub(crate) message: String,
    /// `data` of the answer.
    #[serde(default)]
    pub(crate) data: serde_json::Value,
}

static GATEWAY: LazyLock<Vec<GatewayCode>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/gateway_codes.json"))
        .expect("data/gateway_codes.json is well formed")
});

static BUSINESS: LazyLock<Vec<BusinessCode>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/business_codes.json"))
        .expect("data/business_codes.json is well formed")
});

/// The gateway code of this name.
pub(crate) fn gateway(name: &str) -> Option<&'static GatewayCode> {
    GATEWAY.iter().find(|code| code.name == name)
}

/// The business code of this number.
pub(crate) fn business(code: i64) -> Option<&'static BusinessCode> {
    BUSINESS.iter().find(|row| row.code == code)
}

impl GatewayCode {
    /// The text with its details filled in.
    pub(crate) fn text(&self, details: &[String]) -> String {
        details.iter().fold(self.message.clone(), |text, detail| {
            text.replacen("%s", detail, 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_fill_the_text_in_order() {
        let code = gateway("InvalidActionOrVersion").unwrap();
        let details = ["Nope".to_owned(), "2020".to_owned()];
        assert_eq!(
            code.text(&details),
            "Could not find operation Nope for version 2020."
        );
    }

    #[test]
    fn statuses_of_the_throttling_codes() {
        assert_eq!(business(50429).unwrap().http, 429);
        assert_eq!(business(50430).unwrap().http, 429);
        assert_eq!(business(50500).unwrap().http, 500);
        assert!(business(50401).is_none());
    }
}
