//! Which names a server answers to. A page of another site that rebinds its name to this
//! machine sends that name.

use http::uri::Authority;
use http::{HeaderMap, Uri, header};
use std::net::IpAddr;

/// The names of this server: `localhost`, IP addresses, and those that are configured.
pub struct AllowedHosts(Vec<String>);

impl AllowedHosts {
    /// The names that are configured, or the first that is no name of a host.
    pub fn new(names: &[String]) -> Result<AllowedHosts, &str> {
        match names.iter().find(|name| !is_name(name)) {
            Some(name) => Err(name),
            None => Ok(AllowedHosts(
                names.iter().map(|name| name.to_ascii_lowercase()).collect(),
            )),
        }
    }

    /// Whether a request is for one of these names.
    pub fn is_for(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let target = uri.authority().is_none_or(|authority| self.has(authority));
        target && host(headers).is_some_and(|host| self.has(&host))
    }

    fn has(&self, authority: &Authority) -> bool {
        let host = authority.host().to_ascii_lowercase();
        let address = host.trim_start_matches('[').trim_end_matches(']');
        let is_plain = !authority.as_str().contains('@');
        let is_known =
            host == "localhost" || address.parse::<IpAddr>().is_ok() || self.0.contains(&host);
        is_plain && is_known
    }
}

/// Whether a text is the name of a host, without a scheme, a port or a path.
fn is_name(text: &str) -> bool {
    text.parse::<Authority>()
        .is_ok_and(|authority| !text.is_empty() && authority.host() == text)
}

/// Whether a request comes from a page of this server, or from no page at all.
pub fn is_same_origin(headers: &HeaderMap) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let Some(origin) = origins.next() else {
        let is = |name, value| headers.get(name).is_some_and(|given| given == value);
        // Who follows a link comes without the page's cookie.
        let is_foreign = is("sec-fetch-site", "cross-site") || is("sec-fetch-site", "same-site");
        return !is_foreign || is("sec-fetch-mode", "navigate");
    };
    let origin = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.parse::<Uri>().ok());
    let origin = origin.as_ref().and_then(Uri::authority);
    let is_own = origin
        .zip(host(headers))
        .is_some_and(|(origin, host)| *origin == host);
    is_own && origins.next().is_none()
}

/// The one value of `Host`.
fn host(headers: &HeaderMap) -> Option<Authority> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    match hosts.next() {
        None => host.parse().ok(),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn addresses_and_configured_names_are_answered() {
        let hosts = AllowedHosts::new(&["Visual.Example".to_owned()])
            .ok()
            .unwrap();
        let path: Uri = "/v1/tools".parse().unwrap();
        let is_for = |host: &str| hosts.is_for(&path, &headers(&[("host", host)]));
        for host in [
            "127.0.0.1:8484",
            "[::1]:8484",
            "LOCALHOST",
            "192.168.1.7",
            "visual.example:443",
        ] {
            assert!(is_for(host), "{host}");
        }
        for host in [
            "rebound.example",
            "localhost.rebound.example:8484",
            "127.0.0.1.rebound.example",
            "user@127.0.0.1",
            "",
        ] {
            assert!(!is_for(host), "{host}");
        }
        assert!(!hosts.is_for(&path, &headers(&[])));
        assert!(!hosts.is_for(&path, &headers(&[("host", "127.0.0.1"), ("host", "::1")])));
        let absolute: Uri = "http://rebound.example/v1/tools".parse().unwrap();
        assert!(!hosts.is_for(&absolute, &headers(&[("host", "127.0.0.1")])));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for name in ["", "http://x/", "visual.example:443", "a@b", "a/b", "a b"] {
            let names = [name.to_owned()];
            assert_eq!(AllowedHosts::new(&names).err(), Some(name));
        }
    }

    #[test]
    fn pages_of_other_origins_are_told_apart() {
        let host = ("host", "127.0.0.1:8484");
        assert!(is_same_origin(&headers(&[host])));
        assert!(is_same_origin(&headers(&[
            host,
            ("origin", "http://127.0.0.1:8484")
        ])));
        assert!(is_same_origin(&headers(&[
            host,
            ("sec-fetch-site", "same-origin")
        ])));
        for origin in ["http://127.0.0.1:9", "https://other.example", "null", "x y"] {
            assert!(
                !is_same_origin(&headers(&[host, ("origin", origin)])),
                "{origin}"
            );
        }
        let site = ("sec-fetch-site", "cross-site");
        assert!(!is_same_origin(&headers(&[host, site])));
        let link = ("sec-fetch-mode", "navigate");
        assert!(is_same_origin(&headers(&[host, site, link])));
    }
}
