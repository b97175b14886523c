//! Credentials that lead astray for a while.

use std::sync::Arc;

use visual_host::{Credentials, Keys, KeysFuture};

use crate::Ear;

/// Leads to a port that ends every line within its handshake, before any of a
/// request can be sent; after so many lines, to the service.
#[derive(Clone)]
pub struct Detour {
    ear: Arc<Ear>,
    max: usize,
    home: Keys,
}

impl Detour {
    /// A detour before these keys and their endpoint.
    pub async fn before(home: Keys, max: usize) -> Detour {
        Detour {
            ear: Arc::new(Ear::listen().await),
            max,
            home,
        }
    }

    /// How many lines ended there.
    pub async fn lost(&self) -> usize {
        self.ear.heard().await
    }
}

impl Credentials for Detour {
    fn get(&self) -> KeysFuture<'_> {
        Box::pin(async move {
            if self.lost().await >= self.max {
                return Ok(self.home.clone());
            }
            let secure = self.ear.endpoint().replace("http:", "https:");
            Ok(self.home.clone().with_endpoint(&secure))
        })
    }
}
