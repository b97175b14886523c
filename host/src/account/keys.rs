//! The keys of an account, kept from being printed and wiped after use.

use crate::error::refusal;
use crate::types::{Error, ErrorKind};
use std::fmt;
use visual_catalog::Side;
use visual_signer::keys::{is_id_shaped, is_secret_shaped};
use volcengine_visual::protocol::route::{InvalidIdentity, Route, is_loopback};
use zeroize::Zeroizing;

/// The longest value of a key that is believed, in bytes.
const LONGEST: usize = 4096;

/// The keys of an account. Surrounding white space of each value is dropped.
#[derive(Clone)]
pub struct Keys {
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: Zeroizing<String>,
    pub(crate) session_token: Option<Zeroizing<String>>,
    pub(crate) endpoint: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) account: Option<String>,
}

impl Keys {
    /// A pair for the default endpoint and region, those of Volcengine.
    pub fn new(access_key_id: &str, secret_access_key: &str) -> Keys {
        Keys {
            access_key_id: access_key_id.trim().to_owned(),
            secret_access_key: Zeroizing::new(secret_access_key.trim().to_owned()),
            session_token: None,
            endpoint: None,
            region: None,
            account: None,
        }
    }

    /// The token of temporary credentials; a blank one counts as none.
    #[must_use]
    pub fn with_session_token(mut self, token: &str) -> Keys {
        self.session_token = filled(token).map(Zeroizing::new);
        self
    }

    /// Where requests go, as `https://HOST`; the egress policy must allow it.
    /// A host of BytePlus makes the account one of BytePlus.
    #[must_use]
    pub fn with_endpoint(mut self, endpoint: &str) -> Keys {
        self.endpoint = filled(endpoint);
        self
    }

    /// The region to sign for. Where the endpoint is not set, or of neither
    /// side, `ap-singapore-1` makes the account one of BytePlus.
    #[must_use]
    pub fn with_region(mut self, region: &str) -> Keys {
        self.region = filled(region);
        self
    }

    /// A name of the account, of the caller's choice, for keys that change:
    /// temporary ones have a new access key id each time. It is never sent.
    #[must_use]
    pub fn with_account(mut self, name: &str) -> Keys {
        self.account = filled(name);
        self
    }

    /// The access key id, which is no secret.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The account's name; where it has none, the access key id.
    pub fn account(&self) -> &str {
        self.account.as_deref().unwrap_or(&self.access_key_id)
    }

    /// Whether they end by themselves, and have no name that outlives them.
    pub fn are_temporary_and_unnamed(&self) -> bool {
        self.session_token.is_some() && self.account.is_none()
    }

    /// The side of the service that they belong to, by endpoint and region.
    /// Keys whose endpoint and region are of different sides are refused by each
    /// call, and count as China's here.
    pub fn side(&self) -> Side {
        self.route().map(|route| route.side).unwrap_or_default()
    }

    /// Where requests go.
    pub(crate) fn route(&self) -> Result<Route<'_>, InvalidIdentity> {
        Route::new(self.endpoint(), self.region.as_deref())
    }

    /// The service that they are used at: two spellings of one are the same.
    pub(crate) fn service(&self) -> String {
        self.side().service(self.endpoint())
    }

    /// Where requests go, if that was set.
    pub fn endpoint(&self) -> Option<&str> {
        self.endpoint.as_deref()
    }

    /// Why these keys cannot be used, if so. Values are never part of the text.
    pub(crate) fn validate(&self) -> Option<Error> {
        value_fault("access-key-id", &self.access_key_id)
            .or_else(|| value_fault("secret-access-key", &self.secret_access_key))
            .or_else(|| self.swapped())
            .or_else(|| {
                let token = self.session_token.as_ref()?;
                value_fault("session-token", token)
            })
            .or_else(|| {
                let invalid = self.route().err().or_else(|| self.unknown_region())?;
                Some(volcengine_visual::types::Error::from(invalid).into())
            })
    }

    /// A region that nobody knows is a misspelt one, and would count as China's. An endpoint of
    /// the caller's own may have other regions, and a host may name its own.
    fn unknown_region(&self) -> Option<InvalidIdentity> {
        let region = self.region.as_deref()?;
        let route = self.route().ok()?;
        let host = route.endpoint.authority.as_str();
        let is_usual = is_loopback(host) || Side::ALL.into_iter().any(|side| is_of(side, host));
        let mut known = Side::ALL.into_iter().flat_map(Side::regions);
        if !is_usual || known.any(|known| *known == region) || host.contains(region) {
            return None;
        }
        let [china, byteplus] = Side::ALL.map(Side::regions);
        let [en, zh] = [" or ", " 或 "].map(|or| china.join(or));
        let byteplus = byteplus.join(", ");
        Some(InvalidIdentity {
            field: "region",
            en: format!("{region} is unknown; use {en} (Volcengine), or {byteplus} (BytePlus)")
                .into(),
            zh: format!("{region} 不存在；请用 {zh}（火山引擎），或 {byteplus}（BytePlus）").into(),
        })
    }
}

/// Whether the host of an authority is one of a side.
fn is_of(side: Side, authority: &str) -> bool {
    let host = authority.split(':').next().unwrap_or_default();
    side.has_host(host)
}

impl Keys {
    /// A secret in the place of the identifier would be sent, and repeated.
    fn swapped(&self) -> Option<Error> {
        let (field, en, zh) = if is_secret_shaped(&self.access_key_id) {
            ("access-key-id", "looks like a secret", "看起来是密钥或令牌")
        } else if is_id_shaped(&self.secret_access_key) {
            let en = "looks like an access key id";
            ("secret-access-key", en, "看起来是 Access Key ID")
        } else {
            return None;
        };
        let en = format!("{field} {en}: are the keys swapped? Nothing was sent");
        let zh = format!("{field} {zh}：两个密钥是否填反？请求未发送");
        Some(refusal(ErrorKind::RejectedCredentials, field, (en, zh)))
    }
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn value_fault(field: &str, value: &str) -> Option<Error> {
    if value.is_empty() {
        let message = format!("{field} is empty");
        return Some(refusal(
            ErrorKind::NoCredentials,
            field,
            (message, format!("{field} 为空")),
        ));
    }
    let (fault, fault_zh) = malformation(value)?;
    Some(refusal(
        ErrorKind::RejectedCredentials,
        field,
        (format!("{field} {fault}"), format!("{field} {fault_zh}")),
    ))
}

fn malformation(value: &str) -> Option<(&'static str, &'static str)> {
    if value.len() > LONGEST {
        Some(("is longer than 4096 bytes", "超过 4096 字节"))
    } else if value.contains(['\r', '\n']) {
        Some(("contains a line break", "包含换行符"))
    } else if value.contains('\0') {
        Some(("contains a NUL character", "包含 NUL 字符"))
    } else if value.chars().any(char::is_whitespace) {
        Some(("contains white space", "包含空白字符"))
    } else if !value.is_ascii() {
        Some((
            "contains characters that are not ASCII",
            "包含非 ASCII 字符",
        ))
    } else if value.bytes().any(|byte| byte.is_ascii_control()) {
        Some(("contains a control character", "包含控制字符"))
    } else {
        None
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys")
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invalid(id: &str, secret: &str, token: &str) -> Option<(ErrorKind, String, String)> {
        let error = Keys::new(id, secret).with_session_token(token).validate()?;
        let info = error.into_info();
        Some((info.kind, info.field?, info.message))
    }

    #[test]
    fn surrounding_space_is_trimmed() {
        assert!(invalid(" AKLT1\n", "\tsecret== ", " ").is_none());
    }

    #[test]
    fn blank_is_missing_and_malformed_is_rejected() {
        let (kind, field, _) = invalid("  ", "s", "").unwrap();
        assert_eq!(kind, ErrorKind::NoCredentials);
        assert_eq!(field, "access-key-id");
        for (secret, word) in [
            ("se\rcret", "line break"),
            ("se\ncret", "line break"),
            ("se\0cret", "NUL"),
            ("se cret", "white space"),
            ("se\u{3000}cret", "white space"),
            ("sécret", "ASCII"),
            ("se\u{7f}cret", "control"),
            (&"s".repeat(4097), "4096"),
        ] {
            let (kind, field, message) = invalid("AKLT1", secret, "").unwrap();
            assert_eq!(kind, ErrorKind::RejectedCredentials);
            assert_eq!(field, "secret-access-key");
            assert!(message.contains(word), "{message}");
            assert!(!message.contains(secret));
        }
        let (_, field, _) = invalid("AKLT1", "s", "to ken").unwrap();
        assert_eq!(field, "session-token");
        assert!(invalid("AKLT1", &"s".repeat(4096), "").is_none());
    }

    #[test]
    fn a_secret_in_the_place_of_the_identifier_is_refused() {
        let secret = "Wm1Gc2JHSmhZMnMxTWpNMA==";
        for (id, secret, named) in [
            (secret, "AKLT1", "access-key-id"),
            (secret, secret, "access-key-id"),
            ("AKLT1", "AKLT1", "secret-access-key"),
        ] {
            let (kind, field, message) = invalid(id, secret, "").unwrap();
            assert_eq!(
                (kind, field.as_str()),
                (ErrorKind::RejectedCredentials, named)
            );
            assert!(message.contains("swapped") && !message.contains(secret));
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let keys = Keys::new("AKLTid", "hidden-secret").with_session_token("hidden-token");
        let text = format!("{keys:?}");
        assert!(!text.contains("hidden") && !text.contains("AKLT"), "{text}");
    }
}
