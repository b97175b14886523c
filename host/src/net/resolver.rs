//! Name resolution that does not lead a public name into a private network.

use crate::Egress;
use std::collections::BTreeMap;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::timeout;
use volcengine_visual::protocol::special_address::is_private;

/// Less than a connection may take, so that the slow part is named.
const WITHIN: Duration = Duration::from_secs(5);

/// Looks names up with the system's resolver.
#[derive(Clone, Debug)]
pub(crate) struct Resolver {
    /// Whether public names may resolve to private addresses.
    private: bool,
    /// Names that may, whatever the others may.
    hosts: Arc<[String]>,
    /// Names, in lower case, that are not looked up.
    fixed: Arc<BTreeMap<String, SocketAddr>>,
}

impl Resolver {
    /// What a policy lets names resolve to.
    pub(super) fn new(egress: &Egress) -> Resolver {
        Resolver {
            private: egress.allows_private_addresses(),
            hosts: egress.private_hosts().into(),
            fixed: Arc::new(egress.fixed_addresses().clone()),
        }
    }

    /// For a name that a person set.
    pub(super) fn anywhere() -> Resolver {
        Resolver {
            private: true,
            hosts: Arc::default(),
            fixed: Arc::default(),
        }
    }

    /// The address of a name that is not looked up.
    pub(super) fn fixed(&self, name: &str) -> Option<SocketAddr> {
        self.fixed.get(&name.to_ascii_lowercase()).copied()
    }

    fn allows_private(&self, name: &str) -> bool {
        self.private
            || self
                .hosts
                .iter()
                .any(|host| host.eq_ignore_ascii_case(name))
    }
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
        let private = self.allows_private(name.as_str());
        let fixed = self.fixed(name.as_str());
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
