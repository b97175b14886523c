//! How a host is configured.

use crate::files::private;
use crate::limiter::{Limiter, Quota};
use crate::net::transport::Transport;
use crate::purchase::budget::Budget;
use crate::purchase::plan::Plans;
use crate::purchase::retry_budget::RetryBudget;
use crate::sandbox::engine;
use crate::sandbox::load;
use crate::sandbox::resting::Resting;
use crate::{
    Credentials, Egress, HostError, Journal, Limits, Proxy, VendorCredentials, VisualHost,
};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use visual_catalog::Money;

/// Configures a [`VisualHost`].
pub struct Builder {
    component: Vec<u8>,
    credentials: Option<Arc<dyn Credentials>>,
    egress: Egress,
    link_hosts: Vec<String>,
    proxy: Option<Proxy>,
    limits: Limits,
    cache: Option<PathBuf>,
    journal: Option<Journal>,
    journal_keep: Option<Duration>,
    max_calls: Option<u32>,
    max_cost: Option<Money>,
    quotas: BTreeMap<String, Quota>,
    usual_quota: Option<Quota>,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder {
            component: default_component().to_vec(),
            credentials: None,
            egress: Egress::default(),
            link_hosts: Vec::new(),
            proxy: None,
            limits: Limits::default(),
            cache: private::user_directory(
                |name| std::env::var_os(name),
                ("XDG_CACHE_HOME", ".cache"),
            ),
            journal: None,
            journal_keep: None,
            max_calls: None,
            max_cost: None,
            quotas: BTreeMap::new(),
            usual_quota: None,
        }
    }
}

impl VisualHost {
    /// Starts to configure a host.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Builder {
    /// The bytes of the component: `visual.wasm`. Default: the one inside of this
    /// crate, with the feature `component`.
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

    /// Also allows downloads from hosts of this shape, as
    /// [`Egress::allow_link_hosts`] does: for a link host of the service that
    /// this version does not know.
    #[must_use]
    pub fn link_host(mut self, pattern: &str) -> Builder {
        self.link_hosts.push(pattern.to_owned());
        self
    }

    /// A proxy for `https`; loopback is always reached without it. By default
    /// none, whatever the environment says: [`Proxy::from_env`] reads it.
    #[must_use]
    pub fn proxy(mut self, proxy: Option<Proxy>) -> Builder {
        self.proxy = proxy;
        self
    }

    /// What one call may use.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Builder {
        self.limits = limits;
        self
    }

    /// The directory of compiled code, made for its owner only if it is not
    /// there; `None` switches the cache off. By default `volcengine-visual` in
    /// `XDG_CACHE_HOME` or `~/.cache`. Compiled code is run as it is found: one
    /// that other users can write to, or have written to, is not used.
    #[must_use]
    pub fn cache(mut self, directory: Option<PathBuf>) -> Builder {
        self.cache = directory;
        self
    }

    /// Where purchases are recorded before they are made. By default in the
    /// memory of this process: then an idempotency key is forgotten when the
    /// process ends, and repeating it buys again. [`Journal::open`] makes one
    /// that lasts.
    #[must_use]
    pub fn journal(mut self, journal: Journal) -> Builder {
        self.journal = Some(journal);
        self
    }

    /// How long the journal keeps a purchase, and its idempotency key, after
    /// the end of its job, a day at least. By default a day, or what
    /// [`Journal::with_keep`] says.
    #[must_use]
    pub fn journal_keep(mut self, time: Duration) -> Builder {
        self.journal_keep = Some(time);
        self
    }

    /// The maximum of purchases of each tenant of this host, those of the
    /// journal's last day included; the next one is refused before anything is
    /// sent. A journal in memory knows only this process.
    #[must_use]
    pub fn max_calls(mut self, max: u32) -> Builder {
        self.max_calls = Some(max);
        self
    }

    /// The maximum of what each tenant of this host spends in a day, by the prices that
    /// are known: see [`VisualHost::with_max_cost`].
    #[must_use]
    pub fn max_cost(mut self, max: Money) -> Builder {
        self.max_cost = Some(max);
        self
    }

    /// How many jobs of a tool (by its name, or the service's key of one that
    /// the catalogue does not list) run at once, and are handed in within a
    /// second, where the account's console says so. By default it begins with
    /// what the catalogue says, and learns.
    #[must_use]
    pub fn quota(mut self, tool: &str, quota: Quota) -> Builder {
        self.quotas.insert(tool.to_owned(), quota);
        self
    }

    /// The same for every tool that has no quota of its own. [`Quota::TRIAL`] is for
    /// accounts on trial, whose second job at once is refused; an empty one holds
    /// nothing back until the service refuses.
    #[must_use]
    pub fn quotas(mut self, quota: Quota) -> Builder {
        self.usual_quota = Some(quota);
        self
    }

    /// Compiles and links the component, and sets up TLS.
    ///
    /// This blocks: for seconds on several processors the first time, for some
    /// milliseconds with compiled code in the [`cache`](Builder::cache). In async
    /// code use [`build_async`](Builder::build_async).
    pub fn build(self) -> Result<VisualHost, HostError> {
        let limits = self.limits;
        let more = self.link_hosts.iter();
        let egress = more.fold(self.egress, |egress, host| egress.allow_link_hosts(host));
        limits.check()?;
        let proxy = self.proxy.map(Arc::new);
        let engine = engine::engine(&limits, self.cache.as_deref())?;
        let component = load::load(&engine, &self.component, &limits)?;
        let journal = self.journal.unwrap_or_else(Journal::in_memory);
        let journal = match self.journal_keep {
            Some(time) => journal.with_keep(time),
            None => journal,
        };
        let tenant = "";
        Ok(VisualHost {
            component: Arc::new(component),
            credentials: self
                .credentials
                .unwrap_or_else(|| Arc::new(VendorCredentials::from_env())),
            transport: Transport::new(&egress, proxy.clone())?,
            proxy,
            egress: Arc::new(egress),
            limits,
            places: Arc::new(Semaphore::new(limits.calls as usize)),
            resting: Resting::default(),
            download_places: Arc::new(Semaphore::new(limits.downloads as usize)),
            journal: journal.with_tenant(tenant),
            limiter: Limiter::default().beside(&journal),
            retries: RetryBudget::default(),
            budget: Budget::new(self.max_calls).with_cost(self.max_cost),
            tenant: tenant.into(),
            plans: Plans::new(self.quotas, self.usual_quota),
        })
    }

    /// The same on a thread where blocking holds nobody up.
    pub async fn build_async(self) -> Result<VisualHost, HostError> {
        let built = tokio::task::spawn_blocking(|| self.build()).await;
        built.unwrap_or_else(|error| Err(HostError::Engine(error.to_string())))
    }
}

/// The component that comes with this crate.
#[cfg(feature = "component")]
fn default_component() -> &'static [u8] {
    crate::COMPONENT
}

#[cfg(not(feature = "component"))]
fn default_component() -> &'static [u8] {
    &[]
}
