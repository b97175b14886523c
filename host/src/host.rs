//! The host: one compiled component, shared by every call.

use crate::limiter::Limiter;
use crate::net::transport::Transport;
use crate::purchase::budget::Budget;
use crate::purchase::plan::Plans;
use crate::purchase::retry_budget::RetryBudget;
use crate::sandbox::exports::Loaded;
use crate::sandbox::hooks::Hooks;
use crate::sandbox::limits::Guard;
use crate::sandbox::meter::Meter;
use crate::sandbox::session::Session;
use crate::sandbox::session::{explain, within};
use crate::sandbox::state::State;
use crate::sandbox::usage;
use crate::{Credentials, Egress, HostError, Journal, Limits, Proxy};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wasmtime::Store;

/// A compiled component with credentials and a network policy. Clones share
/// everything, so one host serves any number of tasks.
#[derive(Clone)]
pub struct VisualHost {
    pub(crate) component: Arc<Loaded>,
    pub(crate) credentials: Arc<dyn Credentials>,
    pub(crate) egress: Arc<Egress>,
    pub(crate) transport: Transport,
    pub(crate) proxy: Option<Arc<Proxy>>,
    pub(crate) limits: Limits,
    pub(crate) places: Arc<Semaphore>,
    pub(crate) download_places: Arc<Semaphore>,
    pub(crate) journal: Journal,
    pub(crate) limiter: Limiter,
    pub(crate) retries: RetryBudget,
    pub(crate) budget: Budget,
    pub(crate) tenant: Arc<str>,
    pub(crate) plans: Plans,
}

impl VisualHost {
    /// The same component for another account: calls of the two never share
    /// keys, only compiled code and connections.
    #[must_use]
    pub fn with_credentials(&self, credentials: impl Credentials + 'static) -> VisualHost {
        VisualHost {
            credentials: Arc::new(credentials),
            ..self.clone()
        }
    }

    /// The same host for one of several parties that share it: their
    /// idempotency keys, entries in the journal and budgets are apart, and they
    /// take turns where jobs queue.
    #[must_use]
    pub fn with_tenant(&self, tenant: &str) -> VisualHost {
        let tenant: Arc<str> = tenant.into();
        VisualHost {
            journal: self.journal.with_tenant(&tenant),
            budget: self.budget.with_tenant(&tenant),
            tenant,
            ..self.clone()
        }
    }

    /// The same host with another journal, in which it sees its tenant's
    /// entries.
    #[must_use]
    pub fn with_journal(&self, journal: Journal) -> VisualHost {
        VisualHost {
            journal: journal.with_tenant(&self.tenant),
            ..self.clone()
        }
    }

    /// The same host with a budget of its own: the maximum of purchases of each
    /// tenant.
    #[must_use]
    pub fn with_max_calls(&self, max: Option<u32>) -> VisualHost {
        VisualHost {
            budget: Budget::new(max).with_tenant(&self.tenant),
            ..self.clone()
        }
    }

    /// Where jobs wait their turn.
    #[doc(hidden)]
    pub fn limiter(&self) -> &Limiter {
        &self.limiter
    }

    /// What this tenant ordered, and what came of it.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The same component under another network policy, with connections of
    /// its own.
    #[must_use]
    pub fn with_egress(&self, egress: Egress) -> VisualHost {
        VisualHost {
            transport: self.transport.with(&egress, self.proxy.clone()),
            egress: Arc::new(egress),
            ..self.clone()
        }
    }

    /// The same component behind another proxy, or none, with connections of
    /// its own.
    #[must_use]
    pub fn with_proxy(&self, proxy: Option<Proxy>) -> VisualHost {
        let proxy = proxy.map(Arc::new);
        VisualHost {
            transport: self.transport.with(&self.egress, proxy.clone()),
            proxy,
            ..self.clone()
        }
    }

    /// The network policy.
    pub fn egress(&self) -> &Egress {
        &self.egress
    }

    /// Instantiates the component for one call; waits while the host is full.
    /// The instantiation itself is held to [`Limits::local`].
    #[doc(hidden)]
    pub async fn session(&self) -> Result<Session, HostError> {
        self.session_at(&self.places).await
    }

    /// The same for a download, which is counted apart.
    pub(crate) async fn download_session(&self) -> Result<Session, HostError> {
        self.session_at(&self.download_places).await
    }

    /// The same if there is a place at this moment.
    pub(crate) async fn free_session(&self) -> Result<Option<Session>, HostError> {
        match self.places.clone().try_acquire_owned() {
            Ok(place) => self.session_in(place).await.map(Some),
            Err(_) => Ok(None),
        }
    }

    async fn session_at(&self, places: &Arc<Semaphore>) -> Result<Session, HostError> {
        let place = places.clone().acquire_owned().await;
        let place = place.map_err(|error| HostError::Engine(error.to_string()))?;
        self.session_in(place).await
    }

    async fn session_in(&self, place: OwnedSemaphorePermit) -> Result<Session, HostError> {
        let meter = Arc::new(Meter::default());
        let mut store = self.store(meter.clone());
        let instantiated = within(self.limits.local, async {
            let component = &self.component.component;
            component.instantiate_async(&mut store).await
        });
        let instance = instantiated.await.map_err(|fault| explain(fault, &store))?;
        Ok(Session {
            exports: self.component.exports.clone(),
            instance,
            store,
            meter,
            limits: self.limits,
            _place: place,
        })
    }

    fn store(&self, meter: Arc<Meter>) -> Store<State> {
        let hooks = Hooks {
            transport: self.transport.clone(),
            egress: self.egress.clone(),
            meter,
            budget: self.budget.clone(),
            retries: self.retries.clone(),
        };
        let guard = Guard::new(self.limits.memory);
        let state = State::new(hooks, self.credentials.clone(), guard);
        let mut store = Store::new(self.component.component.engine(), state);
        store.limiter(|state| &mut state.guard);
        store.set_hostcall_fuel(self.limits.transfer.min(usage::LOCAL_TRANSFER));
        store.set_max_component_handles(usage::RESOURCES);
        // A busy component yields at each tick, so that the time limit is seen.
        store.set_epoch_deadline(1);
        store.epoch_deadline_async_yield_and_update(1);
        store
    }
}
