//! One request of the service: what is asked, and how it is addressed and signed.

use super::body::Body;
use super::canonical_request::{
    SignableRequest, canonical_request, query, signed_headers, signed_host,
};
use super::signature::authorization;
use super::string_to_sign::{SERVICE, hash_of, scope, string_to_sign};
use super::time::x_date;

/// Where requests go when the identity names no endpoint.
pub const ENDPOINT: &str = "https://visual.volcengineapi.com";
/// The region that requests are signed for when the identity names none.
pub const REGION: &str = "cn-north-1";
const CONTENT_TYPE: &str = "application/json";

/// How long a request that buys nothing may take, in milliseconds.
pub const QUERY_TIMEOUT_MS: u64 = 30_000;

/// What is asked of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRequest {
    /// The action.
    pub action: &'static str,
    /// Its version.
    pub version: &'static str,
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
    /// `https://HOST[:PORT]`, or `http` for loopback; [`ENDPOINT`] by default.
    pub endpoint: Option<&'a str>,
    /// [`REGION`] by default.
    pub region: Option<&'a str>,
}

/// A part of an [`Identity`] that cannot be used. The value is not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidIdentity {
    /// The part, in kebab case.
    pub field: &'static str,
    /// What is wrong, in English.
    pub en: &'static str,
    /// The same in Chinese.
    pub zh: &'static str,
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

/// Where requests go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Whether it is `https`.
    pub tls: bool,
    /// Host and port.
    pub authority: String,
}

/// A request that lacks its signature only.
#[derive(Debug)]
pub struct PreparedRequest {
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
        let query = query(&[("Action", ask.action), ("Version", ask.version)]);
        let outgoing = Outgoing {
            method: "POST",
            query: &query,
            content_type: Some(CONTENT_TYPE),
            body: &ask.body.pieces(),
        };
        PreparedRequest::from_parts(outgoing, identity, now)
    }

    /// Prepares any request for `identity` at such a moment.
    pub fn from_parts(
        outgoing: Outgoing<'_>,
        identity: Identity<'_>,
        now: u64,
    ) -> Result<PreparedRequest, InvalidIdentity> {
        check_key("access-key-id", identity.access_key_id)?;
        if let Some(token) = identity.session_token {
            check_key("session-token", token)?;
        }
        let endpoint = endpoint(identity.endpoint.unwrap_or(ENDPOINT))?;
        let region = identity.region.unwrap_or(REGION);
        check_region(region)?;

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

fn invalid(field: &'static str, en: &'static str, zh: &'static str) -> InvalidIdentity {
    InvalidIdentity { field, en, zh }
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

fn check_region(region: &str) -> Result<(), InvalidIdentity> {
    let plain = region
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if plain && (1..=64).contains(&region.len()) {
        return Ok(());
    }
    Err(invalid(
        "region",
        "must be lower-case letters, digits and hyphens, at most 64",
        "只能含小写字母、数字与连字符，最多 64 个",
    ))
}

/// Reads an endpoint: `https://HOST[:PORT]`, or `http` for loopback.
pub fn endpoint(text: &str) -> Result<Endpoint, InvalidIdentity> {
    let (tls, rest) = match text.strip_prefix("https://") {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix("http://").unwrap_or_default()),
    };
    let authority = rest.strip_suffix('/').unwrap_or(rest);
    let plain = authority
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    if authority.is_empty() || authority.len() > 255 || !plain {
        return Err(invalid(
            "endpoint",
            "must be `https://HOST`, with a port at most",
            "必须形如 `https://主机`，最多再带端口",
        ));
    }
    if !tls && !is_loopback(authority) {
        return Err(invalid(
            "endpoint",
            "must be https; plain http is for loopback only",
            "必须使用 https；http 仅限本机回环地址",
        ));
    }
    Ok(Endpoint {
        tls,
        authority: authority.to_ascii_lowercase(),
    })
}

/// Literal 127.0.0.0/8, `[::1]` or `localhost`, with or without a port.
pub fn is_loopback(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let v4 = host.parse::<std::net::Ipv4Addr>();
    host.eq_ignore_ascii_case("localhost")
        || host == "[::1]"
        || v4.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::endpoint;

    #[test]
    fn endpoints() {
        for good in [
            "https://visual.volcengineapi.com",
            "https://visual.volcengineapi.com/",
            "https://open.volcengineapi.com:443",
            "http://127.0.0.1:8080",
            "http://127.9.9.9",
            "http://localhost:1",
            "http://[::1]:8080",
        ] {
            assert!(endpoint(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "visual.volcengineapi.com",
            "http://visual.volcengineapi.com",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "http://0177.0.0.1",
            "http://2130706433",
            "http://user@127.0.0.1",
            "https://host/path",
            "https://host?x",
            "https://ho st",
            "https://host\r\nx: y",
            "ftp://127.0.0.1",
            "https://",
        ] {
            assert!(endpoint(bad).is_err(), "{bad}");
        }
    }
}
