//! Which addresses may be reached: denied unless listed.

use http::Uri;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use visual_catalog::Side;
use volcengine_visual::download::link::LinkHosts;

/// A policy on addresses. API requests may go to the hosts of the account's side
/// of the service, and nowhere else by default. Names are compared exactly, in lower case; only
/// `https` on its usual port passes, except for what is switched on here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Egress {
    /// API hosts beside the side's own.
    api: Vec<String>,
    /// Link hosts beside the service's own.
    links: Vec<String>,
    loopback: bool,
    private: bool,
    fixed: BTreeMap<String, SocketAddr>,
    private_hosts: Vec<String>,
}

/// Why an address may not be reached. Its text names the host only.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{reason}: {host}")]
pub struct Denied {
    /// The host of the address, as it was written.
    pub host: String,
    /// The rule that it breaks.
    pub reason: &'static str,
}

impl Egress {
    /// Also allows API requests to `host`, or to `host:port`.
    #[must_use]
    pub fn allow_api_host(mut self, host: &str) -> Egress {
        self.api.push(host.to_ascii_lowercase());
        self
    }

    /// Also allows downloads from hosts of this shape; `*` stands for one or
    /// more letters, digits and hyphens.
    #[must_use]
    pub fn allow_link_hosts(mut self, pattern: &str) -> Egress {
        self.links.push(pattern.to_ascii_lowercase());
        self
    }

    /// Switches `http` and `https` to 127.0.0.0/8, `[::1]` and `localhost` on
    /// or off, on any port.
    #[must_use]
    pub fn loopback(mut self, on: bool) -> Egress {
        self.loopback = on;
        self
    }

    /// Lets the allowed names resolve to private addresses, as they do behind
    /// a private link of the cloud. Off by default.
    #[must_use]
    pub fn private_addresses(mut self, on: bool) -> Egress {
        self.private = on;
        self
    }

    /// Connects to this address in place of looking the name up: for a relay,
    /// or a name that the local resolver does not know. It allows nothing by
    /// itself, and certificates are checked by the name all the same.
    #[must_use]
    pub fn resolve(mut self, name: &str, address: SocketAddr) -> Egress {
        self.fixed.insert(name.to_ascii_lowercase(), address);
        self
    }

    /// The addresses that are not looked up, by name in lower case.
    pub(crate) fn fixed_addresses(&self) -> &BTreeMap<String, SocketAddr> {
        &self.fixed
    }

    /// Lets one allowed name resolve to private addresses: that of a private
    /// link of the cloud, or of a relay. The name itself must be allowed too.
    #[must_use]
    pub fn private_host(mut self, host: &str) -> Egress {
        self.private_hosts.push(host.to_ascii_lowercase());
        self
    }

    pub(crate) fn private_hosts(&self) -> &[String] {
        &self.private_hosts
    }

    /// The shapes of link hosts beside the service's own.
    pub(crate) fn link_hosts(&self) -> &[String] {
        &self.links
    }

    pub(crate) fn allows_private_addresses(&self) -> bool {
        self.private
    }

    /// Whether a signed request of an account of this side may go to this
    /// address.
    pub fn check_api(&self, uri: &Uri, side: Side) -> Result<(), Denied> {
        self.check(uri, |host, port| {
            let more = self.api.iter().map(String::as_str);
            side.hosts()
                .iter()
                .copied()
                .chain(more)
                .any(|allowed| match allowed.rsplit_once(':') {
                    Some((name, number)) if !number.ends_with(']') => {
                        name == host && number.parse() == Ok(port)
                    }
                    _ => allowed == host && port == 443,
                })
        })
    }

    /// Whether a result may be downloaded from this address.
    pub fn check_link(&self, uri: &Uri) -> Result<(), Denied> {
        self.check_link_of(uri, false)
    }

    /// The same for a product of the Pippit family, which has hosts of its own.
    pub(crate) fn check_link_of(&self, uri: &Uri, pippit: bool) -> Result<(), Denied> {
        let hosts = LinkHosts {
            more: &self.links,
            pippit,
            loopback: self.loopback,
        };
        self.check(uri, |host, port| {
            port == 443 && hosts.allows(host, uri.path())
        })
    }

    fn check(&self, uri: &Uri, listed: impl Fn(&str, u16) -> bool) -> Result<(), Denied> {
        let authority = uri.authority().map(|a| a.as_str()).unwrap_or_default();
        let written = uri.host().unwrap_or_default();
        let deny = |reason| {
            Err(Denied {
                host: written.to_owned(),
                reason,
            })
        };
        if authority.contains('@') {
            return deny("an address with user information is not allowed");
        }
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return deny("only https is allowed"),
        };
        let Some(port) = port(authority, written, secure) else {
            return deny("the port is malformed");
        };
        let host = written.to_ascii_lowercase();
        if is_loopback(&host) {
            return match self.loopback {
                true => Ok(()),
                false => deny("loopback is not switched on"),
            };
        }
        match (secure, listed(&host, port)) {
            (true, true) => Ok(()),
            (false, _) => deny("only https is allowed"),
            (true, false) => deny("the host is not on the list of allowed hosts"),
        }
    }
}

/// The port of an authority without user information.
fn port(authority: &str, host: &str, secure: bool) -> Option<u16> {
    match authority.strip_prefix(host)? {
        "" => Some(if secure { 443 } else { 80 }),
        rest => rest.strip_prefix(':')?.parse().ok(),
    }
}

/// Only literal forms: `127.1`, `0x7f.0.0.1` and the like are no addresses here.
pub(crate) fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host == "[::1]"
        || host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
#[path = "egress_tests.rs"]
mod tests;
