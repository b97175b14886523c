//! Name resolution that does not lead a public name into a private network.

use std::collections::BTreeMap;
use std::future::Future;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::timeout;

/// Less than a connection may take, so that whoever is slow is named.
const WITHIN: Duration = Duration::from_secs(5);

/// Looks names up with the system's resolver.
#[derive(Clone, Debug)]
pub(crate) struct Resolver {
    /// Whether public names may resolve to private addresses.
    pub(super) private: bool,
    /// Names, in lower case, that are not looked up.
    pub(super) fixed: Arc<BTreeMap<String, SocketAddr>>,
}

/// Why a name gave no address to connect to.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ResolveError {
    #[error("the name could not be resolved: {0}")]
    Failed(#[from] std::io::Error),
    #[error("the name could not be resolved in time")]
    Slow,
    #[error("the name resolves to private addresses only")]
    Prohibited,
}

type Addresses = std::vec::IntoIter<SocketAddr>;

impl tower_service::Service<hyper_util::client::legacy::connect::dns::Name> for Resolver {
    type Response = Addresses;
    type Error = ResolveError;
    type Future = Pin<Box<dyn Future<Output = Result<Addresses, ResolveError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ResolveError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: hyper_util::client::legacy::connect::dns::Name) -> Self::Future {
        let private = self.private;
        let fixed = self.fixed.get(&name.as_str().to_ascii_lowercase()).copied();
        Box::pin(async move {
            if let Some(address) = fixed {
                return Ok(vec![address].into_iter());
            }
            let found = tokio::net::lookup_host((name.as_str(), 0));
            let found = timeout(WITHIN, found).await;
            let found = found.map_err(|_| ResolveError::Slow)??;
            let wanted = |ip| match name.as_str() {
                "localhost" => is_loopback(ip),
                _ => private || !is_private(ip),
            };
            let kept: Vec<_> = found.filter(|address| wanted(address.ip())).collect();
            match kept.is_empty() {
                true => Err(ResolveError::Prohibited),
                false => Ok(kept.into_iter()),
            }
        })
    }
}

fn is_loopback(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

/// Addresses of this machine or its networks. 198.18.0.0/15 is not among
/// them: local proxies answer with it for public names.
fn is_private(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_unspecified()
                || ip.is_multicast()
                || ip.is_broadcast()
                || is_shared(ip.octets())
        }
        IpAddr::V6(ip) => is_private_v6(ip),
    }
}

/// Carrier networks, 100.64.0.0/10, where clouds keep metadata services too.
fn is_shared(octets: [u8; 4]) -> bool {
    matches!(octets, [100, second, ..] if second & 0xc0 == 64)
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_multicast()
        || ip.is_unique_local()
        || ip.is_unicast_link_local()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known() {
        for (ip, private) in [
            ("10.1.2.3", true),
            ("172.16.0.1", true),
            ("192.168.1.1", true),
            ("127.0.0.1", true),
            ("169.254.169.254", true),
            ("100.96.0.96", true),
            ("0.0.0.0", true),
            ("::1", true),
            ("fe80::1", true),
            ("fd00::1", true),
            ("::ffff:10.0.0.1", true),
            ("100.128.0.1", false),
            ("198.18.0.7", false),
            ("101.126.0.1", false),
            ("2408:8000::1", false),
        ] {
            assert_eq!(is_private(ip.parse().unwrap()), private, "{ip}");
        }
    }
}
