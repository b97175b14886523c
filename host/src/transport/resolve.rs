//! Name resolution that does not lead a public name into a private network.

use std::collections::BTreeMap;
use super::address::is_private;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
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
