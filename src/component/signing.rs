//! Has requests signed by the implementation of `signer`.

use crate::bindings::volcengine::visual::signer::{self, Scope, SignerError};
use crate::call::side;
use crate::protocol::request::{ApiRequest, Identity, PreparedRequest};
use crate::protocol::route::{Endpoint, Route, is_loopback};
use crate::types::{Advice, Error, ErrorKind};
use visual_catalog::Side;

/// How often the keys may change under one request.
const MAX_ROTATIONS: u32 = 3;
/// The settings that a signer may name at the beginning of its message.
const SETTINGS: &[&str] = &[
    "access-key-id",
    "secret-access-key",
    "session-token",
    "endpoint",
    "region",
];

/// A request that is ready to go.
pub struct Signed {
    pub side: Side,
    pub endpoint: Endpoint,
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
}

impl Signed {
    /// What no message may repeat.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        let secret = |name: &str| name == "x-security-token" || name == "authorization";
        let headers = self.headers.iter().filter(move |(name, _)| secret(name));
        // Of the authorization only the signature is one; a token is one whole.
        headers.filter_map(|(_, value)| value.rsplit("Signature=").next())
    }
}

/// Signs a request at a moment given in seconds since 1970; signs it again if
/// the keys rotate meanwhile.
pub fn sign(ask: &ApiRequest, now: u64) -> Result<Signed, Error> {
    let now = now.saturating_add_signed(ask.clock_offset_s);
    for _ in 0..MAX_ROTATIONS {
        let identity = signer::identify().map_err(refused)?;
        let account = Identity {
            access_key_id: &identity.access_key_id,
            session_token: identity.session_token.as_deref(),
            endpoint: identity.endpoint.as_deref(),
            region: identity.region.as_deref(),
        };
        let draft = PreparedRequest::new(ask, account, now)?;
        side::check(ask.tool, draft.side)?;
        let scope = Scope {
            date: draft.scope.date.clone(),
            region: draft.scope.region.clone(),
            service: draft.scope.service.to_string(),
        };
        match signer::sign(&identity.access_key_id, &scope, &draft.string_to_sign) {
            Err(SignerError::Rotated) => {}
            Err(error) => return Err(refused(error)),
            Ok(signature) => {
                return Ok(Signed {
                    side: draft.side,
                    endpoint: draft.endpoint.clone(),
                    path: draft.path.clone(),
                    headers: draft.sign(&signature),
                });
            }
        }
    }
    Err(refused(SignerError::Rotated))
}

/// Whether requests go to this machine itself.
pub fn endpoint_is_loopback() -> Result<bool, Error> {
    route(|route| is_loopback(&route.endpoint.authority))
}

/// The side of the account.
pub fn account_side() -> Result<Side, Error> {
    route(|route| route.side)
}

fn route<T>(read: impl FnOnce(Route<'_>) -> T) -> Result<T, Error> {
    let identity = signer::identify().map_err(refused)?;
    let route = Route::new(identity.endpoint.as_deref(), identity.region.as_deref())?;
    Ok(read(route))
}

fn refused(error: SignerError) -> Error {
    let (kind, advice, text, en, zh) = match error {
        SignerError::NoCredentials(text) => (
            ErrorKind::NoCredentials,
            Advice::FixAccount,
            text,
            "There are no credentials",
            "没有密钥",
        ),
        SignerError::Refused(text) => (
            ErrorKind::RejectedCredentials,
            Advice::FixAccount,
            text,
            "The request was not signed",
            "请求未能签名",
        ),
        SignerError::Unavailable(text) => (
            ErrorKind::NoCredentials,
            Advice::RepeatLater,
            text,
            "The credentials cannot be reached",
            "暂时无法取得密钥",
        ),
        SignerError::Rotated => (
            ErrorKind::NoCredentials,
            Advice::RepeatLater,
            String::new(),
            "The keys kept changing while the request was signed",
            "签名期间密钥不断变化",
        ),
    };
    let setting = text.split([':', ' ']).next().unwrap_or_default();
    let setting = SETTINGS.iter().find(|known| **known == setting);
    let [said_en, said_zh] = match (text.as_str(), setting) {
        ("", _) => [String::new(), String::new()],
        (_, None) => [format!(": {text}"), format!("：{text}")],
        (_, Some(setting)) => [
            format!(": {text}. Check that setting."),
            format!("，请检查 `{setting}`（{text}）。"),
        ],
    };
    let texts = [&format!("{en}{said_en}"), &format!("{zh}{said_zh}")];
    let error = Error::before_sending(kind, advice, texts.map(String::as_str));
    match setting {
        Some(setting) => error.with_field(setting),
        None => error,
    }
}
