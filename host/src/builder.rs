//! How a host is configured.

use crate::transport::Transport;
use crate::{Credentials, Egress, HostError, Limits, VendorCredentials, VisualHost};
use crate::{engine, load};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Configures a [`VisualHost`].
pub struct Builder {
    component: Vec<u8>,
    credentials: Option<Arc<dyn Credentials>>,
    egress: Egress,
    limits: Limits,
    cache: Option<PathBuf>,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder {
            component: Vec::new(),
            credentials: None,
            egress: Egress::default(),
            limits: Limits::default(),
            cache: engine::cache_directory(|name| std::env::var_os(name)),
        }
    }
}

impl Builder {
    /// The bytes of the component: `visual.wasm`. Required.
    #[must_use]
    pub fn component(mut self, bytes: &[u8]) -> Builder {
        self.component = bytes.to_vec();
        self
    }

    /// Where keys come from. By default [`VendorCredentials::from_env`].
    #[must_use]
    pub fn credentials(mut self, credentials: impl Credentials + 'static) -> Builder {
        self.credentials = Some(Arc::new(credentials));
        self
    }

    /// Which addresses may be reached. By default the service's only.
    #[must_use]
    pub fn egress(mut self, egress: Egress) -> Builder {
        self.egress = egress;
        self
    }

    /// What one call may use.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Builder {
        self.limits = limits;
        self
    }

    /// The directory of compiled code, which becomes readable for its owner
    /// only; `None` switches the cache off. By default `volcengine-visual` in
    /// `XDG_CACHE_HOME` or `~/.cache`.
    #[must_use]
    pub fn cache(mut self, directory: Option<PathBuf>) -> Builder {
        self.cache = directory;
        self
    }

    /// Compiles and links the component.
    pub fn build(self) -> Result<VisualHost, HostError> {
        let limits = self.limits;
        let engine = engine::engine(&limits, self.cache.as_deref())?;
        let component = load::load(&engine, &self.component)?;
        Ok(VisualHost {
            component: Arc::new(component),
            credentials: self
                .credentials
                .unwrap_or_else(|| Arc::new(VendorCredentials::from_env())),
            transport: Transport::new(self.egress.allows_private_addresses()),
            egress: Arc::new(self.egress),
            limits,
            places: Arc::new(Semaphore::new(limits.calls as usize)),
        })
    }
}
