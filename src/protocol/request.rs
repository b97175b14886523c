//! One request of the service: what is asked, and how it is addressed and signed.

use super::body::Body;
use super::canonical_request::{
    SignableRequest, canonical_request, query, signed_headers, signed_host,
};
use super::route::{Endpoint, InvalidIdentity, Route, invalid};
use super::signature::authorization;
use super::string_to_sign::{SERVICE, hash_of, scope, string_to_sign};
use super::time::x_date;
use visual_catalog::Side;

const CONTENT_TYPE: &str = "application/json";

/// How long a request that buys nothing may take, in milliseconds.
pub const QUERY_TIMEOUT_MS: u64 = 30_000;

/// What is asked of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRequest {
    /// The action.
    pub action: &'static str,
    /// Its version; by default that of the account's side.
    pub version: Option<String>,
    /// The tool of the catalogue that it is about, by its name.
    pub tool: Option<&'static str>,
    /// The JSON body: exactly the bytes that are hashed and sent.
    pub body: Body,
    /// How long the whole request may take, in milliseconds, its signature
    /// included.
    pub timeout_ms: u64,
    /// It is not sent with less time than this left, in milliseconds.
    pub min_ms: u64,
    /// How far the service's clock is ahead of this machine's, in seconds, as
    /// far as it is to be reckoned with.
    pub clock_offset_s: i64,
}

/// A request that is not yet addressed and signed.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The query, as [`query`] writes it.
    pub query: &'a str,
    /// The type of the body; absent where there is none.
    pub content_type: Option<&'a str>,
    /// The body, in pieces: exactly the bytes that are hashed and sent.
    pub body: &'a [&'a [u8]],
}

/// Who signs, and where requests go. There is no `Debug`: the token is a secret.
#[derive(Clone, Copy, Default)]
pub struct Identity<'a> {
    /// The access key id.
    pub access_key_id: &'a str,
    /// The token of temporary keys.
    pub session_token: Option<&'a str>,
    /// `https://HOST[:PORT]`, or `http` for loopback; by default the side's.
    pub endpoint: Option<&'a str>,
    /// By default the side's.
    pub region: Option<&'a str>,
}

impl<'a> Identity<'a> {
    /// Where its requests go.
    pub fn route(&self) -> Result<Route<'a>, InvalidIdentity> {
        Route::new(self.endpoint, self.region)
    }
}

/// Whether a text is the version of an action: a date.
pub fn is_version(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut is_number = |length| {
        let part = parts.next().unwrap_or_default();
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    is_number(4) && is_number(2) && is_number(2) && parts.next().is_none()
}

/// What a signature is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The day, `YYYYMMDD` in UTC.
    pub date: String,
    /// The region.
    pub region: String,
    /// The service.
    pub service: &'static str,
}

/// A request that lacks its signature only.
#[derive(Debug)]
pub struct PreparedRequest {
    /// The side that it goes to.
    pub side: Side,
    /// Where it goes.
    pub endpoint: Endpoint,
    /// Path and query.
    pub path: String,
    /// What to pass to the signer.
    pub scope: Scope,
    /// What to pass to the signer.
    pub string_to_sign: String,
    credential: String,
    signed_headers: String,
    headers: Vec<(&'static str, String)>,
}

impl PreparedRequest {
    /// Prepares `ask` for `identity` at a moment given in seconds since 1970.
    pub fn new(
        ask: &ApiRequest,
        identity: Identity<'_>,
        now: u64,
    ) -> Result<PreparedRequest, InvalidIdentity> {
        let route = identity.route()?;
        let usual = || route.side.version(ask.action);
        let version = ask.version.as_deref().unwrap_or_else(usual);
        let query = query(&[("Action", ask.action), ("Version", version)]);
        let outgoing = Outgoing {
            method: "POST",
            query: &query,
            content_type: Some(CONTENT_TYPE),
            body: &ask.body.pieces(),
        };
        PreparedRequest::from_parts(outgoing, identity, route, now)
    }

    /// Prepares any request for `identity`, whose `route` this is, at such a
    /// moment.
    pub fn from_parts(
        outgoing: Outgoing<'_>,
        identity: Identity<'_>,
        route: Route<'_>,
        now: u64,
    ) -> Result<PreparedRequest, InvalidIdentity> {
        check_key("access-key-id", identity.access_key_id)?;
        if let Some(token) = identity.session_token {
            check_key("session-token", token)?;
        }
        let Route {
            side,
            endpoint,
            region,
        } = route;
        let date = x_date(now);
        let day = date.get(..8).unwrap_or_default().to_string();
        let body_hash = hash_of(outgoing.body);
        let content_type = outgoing.content_type.map(str::to_string);
        let mut headers: Vec<_> = content_type
            .into_iter()
            .map(|value| ("content-type", value))
            .collect();
        headers.extend([
            ("host", signed_host(&endpoint.authority).to_string()),
            ("x-content-sha256", body_hash.clone()),
            ("x-date", date.clone()),
        ]);
        if let Some(token) = identity.session_token {
            headers.push(("x-security-token", token.to_string()));
        }
        let unsigned = SignableRequest {
            method: outgoing.method,
            query: outgoing.query,
            headers: &headers,
            body_hash: &body_hash,
        };
        let scope_line = scope(&day, region);
        let canonical = canonical_request(&unsigned);
        Ok(PreparedRequest {
            side,
            path: ["/?", outgoing.query].concat(),
            string_to_sign: string_to_sign(&date, &scope_line, &canonical),
            credential: [identity.access_key_id, "/", &scope_line].concat(),
            signed_headers: signed_headers(&unsigned),
            scope: Scope {
                date: day,
                region: region.to_string(),
                service: SERVICE,
            },
            endpoint,
            headers,
        })
    }

    /// The headers to send. `host` is the transport's to set.
    pub fn sign(self, signature: &str) -> Vec<(&'static str, String)> {
        let authorization = authorization(&self.credential, &self.signed_headers, signature);
        let mut headers = self.headers;
        headers.retain(|(name, _)| *name != "host");
        headers.push(("authorization", authorization));
        headers
    }
}

/// Keys go into headers: nothing may end the line. The value is never shown.
fn check_key(field: &'static str, key: &str) -> Result<(), InvalidIdentity> {
    let printable = key.bytes().all(|byte| byte.is_ascii_graphic());
    let separator = |byte| matches!(byte, b'/' | b',');
    let separators = field == "access-key-id" && key.bytes().any(separator);
    match key.len() {
        0 => Err(invalid(field, "is empty", "为空")),
        1..=4096 if printable && !separators => Ok(()),
        1..=4096 => Err(invalid(
            field,
            "holds characters that no key has, such as blanks, control characters or non-ASCII letters",
            "含有密钥中不会出现的字符，例如空白、控制字符或非 ASCII 字符",
        )),
        _ => Err(invalid(field, "has more than 4096 bytes", "超过 4096 字节")),
    }
}
