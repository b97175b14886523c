//! Where requests go, and on which side of the service that is.

use std::borrow::Cow;

use visual_catalog::Side;

use super::canonical_request::signed_host;

/// A part of an identity that cannot be used. Keys are not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidIdentity {
    /// The part, in kebab case.
    pub field: &'static str,
    /// What is wrong, in English.
    pub en: Cow<'static, str>,
    /// The same in Chinese.
    pub zh: Cow<'static, str>,
}

/// Where the requests of an account go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route<'a> {
    /// The side of the account.
    pub side: Side,
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The region that requests are signed for.
    pub region: &'a str,
}

/// Where requests go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Whether it is `https`.
    pub tls: bool,
    /// Host and port.
    pub authority: String,
}

impl<'a> Route<'a> {
    /// The route of an account by what it sets. The host of a side decides,
    /// else the region; a host of one side with a region of the other is
    /// refused.
    pub fn new(
        address: Option<&str>,
        region: Option<&'a str>,
    ) -> Result<Route<'a>, InvalidIdentity> {
        region.map_or(Ok(()), check_region)?;
        let address = address.map(endpoint).transpose()?;
        let host = address.as_ref().map_or("", |at| signed_host(&at.authority));
        let by_host = Side::ALL.into_iter().find(|side| side.has_host(host));
        let by_region = region.map(Side::of_region);
        let side = match (by_host, by_region) {
            (Some(one), Some(other)) if one != other => {
                let region = region.unwrap_or_default();
                if !host.contains(region) {
                    return Err(contradiction((host, one), (region, other)));
                }
                one
            }
            (by_host, by_region) => by_host.or(by_region).unwrap_or_default(),
        };
        Ok(Route {
            side,
            endpoint: match address {
                Some(address) => address,
                None => endpoint(side.endpoint())?,
            },
            region: region.unwrap_or(side.region()),
        })
    }
}

fn contradiction((host, one): (&str, Side), (region, other): (&str, Side)) -> InvalidIdentity {
    let [one_zh, other_zh] = [one.title_zh(), other.title_zh()];
    let [one, other] = [one.title(), other.title()];
    InvalidIdentity {
        field: "region",
        en: format!(
            "{region} is of {other}, but `endpoint` {host} of {one}; set only one of the two"
        )
        .into(),
        zh: format!("{region} 属于{other_zh}，而 `endpoint` {host} 属于{one_zh}，请只设置其中一个")
            .into(),
    }
}

/// A part that cannot be used, in both languages.
pub fn invalid(field: &'static str, en: &'static str, zh: &'static str) -> InvalidIdentity {
    let [en, zh] = [en, zh].map(Cow::Borrowed);
    InvalidIdentity { field, en, zh }
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
    use super::*;

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

    #[test]
    fn endpoint_or_region_tell_the_side() {
        const CHINA: &str = "https://visual.volcengineapi.com";
        const BYTEPLUS: &str = "https://cv.byteplusapi.com";
        const LOOPBACK: &str = "http://127.0.0.1:9";
        for (endpoint, region, expected) in [
            (None, None, (Side::China, CHINA, "cn-north-1")),
            (None, Some("cn-beijing"), (Side::China, CHINA, "cn-beijing")),
            (
                Some(BYTEPLUS),
                None,
                (Side::BytePlus, BYTEPLUS, "ap-singapore-1"),
            ),
            (
                None,
                Some("ap-singapore-1"),
                (Side::BytePlus, BYTEPLUS, "ap-singapore-1"),
            ),
            (
                Some("https://CV.byteplusapi.com:443/"),
                None,
                (
                    Side::BytePlus,
                    "https://cv.byteplusapi.com:443",
                    "ap-singapore-1",
                ),
            ),
            (Some(LOOPBACK), None, (Side::China, LOOPBACK, "cn-north-1")),
            (
                Some(LOOPBACK),
                Some("ap-singapore-1"),
                (Side::BytePlus, LOOPBACK, "ap-singapore-1"),
            ),
            // A gate of Volcengine's own in that region.
            (
                Some("https://open-ap-singapore-1.volcengineapi.com"),
                Some("ap-singapore-1"),
                (
                    Side::China,
                    "https://open-ap-singapore-1.volcengineapi.com",
                    "ap-singapore-1",
                ),
            ),
        ] {
            let route = Route::new(endpoint, region).unwrap();
            let scheme = if route.endpoint.tls { "https" } else { "http" };
            let reached = format!("{scheme}://{}", route.endpoint.authority);
            assert_eq!((route.side, reached.as_str(), route.region), expected);
        }
    }

    #[test]
    fn a_contradiction_names_both() {
        for (endpoint, region) in [
            ("https://visual.volcengineapi.com", "ap-singapore-1"),
            ("https://open.volcengineapi.com", "ap-singapore-1"),
            ("https://cv.byteplusapi.com", "cn-north-1"),
        ] {
            let error = Route::new(Some(endpoint), Some(region)).unwrap_err();
            for text in [&error.en, &error.zh] {
                let host = endpoint.strip_prefix("https://").unwrap();
                assert!(text.contains(host) && text.contains(region), "{text}");
                assert!(text.contains("BytePlus"), "{text}");
            }
        }
    }
}
