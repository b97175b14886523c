//! A proxy on the way to the service. Requests go through it by `CONNECT` only:
//! it learns the name that they are for, and nothing of what they say.

use base64::Engine;
use http::uri::Authority;
use std::fmt;
use std::sync::Arc;

/// An HTTP proxy, and the hosts that are reached without it.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy {
    pub(crate) host: String,
    pub(crate) port: u16,
    /// The value of `Proxy-Authorization`.
    pub(crate) authorization: Option<Arc<str>>,
    /// Hosts that are reached without it, in lower case.
    direct: Vec<String>,
}

/// Why a proxy cannot be used. No text repeats its address: it may hold a
/// password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProxyError {
    /// Another kind of proxy.
    #[error(
        "only proxies with an address of the form http://[USER:PASSWORD@]HOST[:PORT] are supported"
    )]
    Unsupported,
    /// A variable that cannot be used.
    #[error(
        "{0}: only proxies with an address of the form http://[USER:PASSWORD@]HOST[:PORT] are supported"
    )]
    Variable(&'static str),
}

impl Proxy {
    /// A proxy by its address: `http://[USER:PASSWORD@]HOST[:PORT]`, with the
    /// port 80 by default.
    pub fn new(address: &str) -> Result<Proxy, ProxyError> {
        let address = address.trim();
        let rest = match address.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => rest,
            Some(_) => return Err(ProxyError::Unsupported),
            None => address,
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (account, authority) = match rest.rsplit_once('@') {
            Some((account, authority)) => (Some(account), authority),
            None => (None, rest),
        };
        let authority: Authority = authority.parse().map_err(|_| ProxyError::Unsupported)?;
        if authority.host().is_empty() {
            return Err(ProxyError::Unsupported);
        }
        Ok(Proxy {
            host: authority.host().to_owned(),
            port: authority.port_u16().unwrap_or(80),
            authorization: account.map(|account| basic(account).into()),
            direct: Vec::new(),
        })
    }

    /// Hosts that are reached without it, as `NO_PROXY` lists them: names, which
    /// stand for those below them too, addresses, or `*`; separated by commas.
    #[must_use]
    pub fn except(mut self, hosts: &str) -> Proxy {
        let hosts = hosts.split([',', ' ']).map(str::trim);
        let hosts = hosts.filter(|host| !host.is_empty());
        self.direct.extend(hosts.map(str::to_ascii_lowercase));
        self
    }

    /// The proxy that the environment names: `HTTPS_PROXY`, else `ALL_PROXY`,
    /// with the exceptions of `NO_PROXY`; each also in lower case, which comes
    /// first.
    pub fn from_env() -> Result<Option<Proxy>, ProxyError> {
        Proxy::from_variables(|name| std::env::var(name).ok())
    }

    fn from_variables(
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Proxy>, ProxyError> {
        let value = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let names = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
        let found = names.iter().find_map(|name| Some((*name, value(name)?)));
        let Some((name, address)) = found else {
            return Ok(None);
        };
        let proxy = Proxy::new(&address).map_err(|_| ProxyError::Variable(name))?;
        let except = value("no_proxy").or_else(|| value("NO_PROXY"));
        Ok(Some(proxy.except(&except.unwrap_or_default())))
    }

    /// Whether requests to this host go through it.
    pub(crate) fn takes(&self, host: &str, port: u16) -> bool {
        let host = host.to_ascii_lowercase();
        !self.direct.iter().any(|rule| {
            let rule = match rule.rsplit_once(':') {
                Some((name, number)) if number.parse() == Ok(port) => name,
                _ => rule,
            };
            let rule = rule.strip_prefix("*.").unwrap_or(rule);
            let rule = rule.strip_prefix('.').unwrap_or(rule);
            let below = host
                .strip_suffix(rule)
                .is_some_and(|name| name.ends_with('.'));
            rule == "*" || host == rule || below
        })
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy")
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

/// Basic authentication with an account as an address holds it.
fn basic(account: &str) -> String {
    let mut plain = Vec::new();
    let mut rest = account.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|digits| hex::decode(digits).ok());
        match (byte, hex) {
            (b'%', Some(decoded)) => {
                plain.extend(decoded);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                plain.push(*byte);
                rest = after;
            }
        }
    }
    let encoded = base64::engine::general_purpose::STANDARD.encode(plain);
    format!("Basic {encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_variables(variables: &[(&str, &str)]) -> Result<Option<Proxy>, ProxyError> {
        Proxy::from_variables(|name| {
            let found = variables.iter().find(|(known, _)| *known == name)?;
            Some(found.1.to_owned())
        })
    }

    #[test]
    fn addresses_are_read_and_never_shown_with_their_account() {
        let proxy = Proxy::new("http://us%65r:p%40ss@gate.example:3128/").unwrap();
        assert_eq!((proxy.host.as_str(), proxy.port), ("gate.example", 3128));
        assert_eq!(proxy.authorization.as_deref(), Some("Basic dXNlcjpwQHNz"));
        let shown = format!("{proxy:?}");
        assert!(!shown.contains("ss") && !shown.contains("dXNl"), "{shown}");
        assert_eq!(Proxy::new("gate.example").unwrap().port, 80);
        for address in [
            "socks5://user:pass@a:1",
            "https://user:pass@a",
            "http://",
            "http://a b",
        ] {
            let error = Proxy::new(address).unwrap_err();
            assert!(!error.to_string().contains("user:pass"), "{address}");
        }
    }

    #[test]
    fn variables_are_read_in_their_order() {
        assert_eq!(from_variables(&[]), Ok(None));
        assert_eq!(from_variables(&[("HTTPS_PROXY", " ")]), Ok(None));
        assert_eq!(from_variables(&[("HTTP_PROXY", "http://a:1")]), Ok(None));
        let host = |variables: &[(&str, &str)]| from_variables(variables).unwrap().unwrap().host;
        let all = ("ALL_PROXY", "http://c:1");
        assert_eq!(host(&[all]), "c");
        assert_eq!(host(&[("HTTPS_PROXY", "http://b:1"), all]), "b");
        assert_eq!(
            host(&[("HTTPS_PROXY", "http://b:1"), ("https_proxy", "http://a:1")]),
            "a"
        );
        let error = from_variables(&[("HTTPS_PROXY", "socks5://user:pass@a:1")]).unwrap_err();
        assert_eq!(error, ProxyError::Variable("HTTPS_PROXY"));
        let proxy = from_variables(&[all, ("NO_PROXY", "b.example")])
            .unwrap()
            .unwrap();
        assert!(!proxy.takes("b.example", 443));
    }

    #[test]
    fn exceptions_are_names_and_those_below_them() {
        let proxy = Proxy::new("http://p:1").unwrap();
        let proxy = proxy.except("a.example, .b.example,*.c.example,d.example:8443,10.0.0.1");
        for (host, port, expected) in [
            ("a.example", 443, false),
            ("x.a.example", 443, false),
            ("A.Example", 443, false),
            ("xa.example", 443, true),
            ("a.example.org", 443, true),
            ("x.b.example", 443, false),
            ("b.example", 443, false),
            ("x.c.example", 443, false),
            ("d.example", 8443, false),
            ("d.example", 443, true),
            ("10.0.0.1", 443, false),
            ("visual.volcengineapi.com", 443, true),
        ] {
            assert_eq!(proxy.takes(host, port), expected, "{host}:{port}");
        }
        assert!(!proxy.except("*").takes("visual.volcengineapi.com", 443));
    }
}
