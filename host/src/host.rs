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
use crate::sandbox::resting::Resting;
use crate::sandbox::session::{Session, explain, within};
use crate::sandbox::state::State;
use crate::sandbox::usage;
use crate::{Credentials, Egress, HostError, Journal, Keys, Limits, Proxy, counters};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use visual_catalog::Money;
use visual_catalog::Side;
use wasmtime::Store;
use wasmtime::component::Instance;

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
    pub(crate) resting: Resting,
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
    /// entries. Who shares a journal in PostgreSQL shares the queues of the
    /// [`Limiter`] too.
    #[must_use]
    pub fn with_journal(&self, journal: Journal) -> VisualHost {
        VisualHost {
            limiter: self.limiter.beside(&journal),
            journal: journal.with_tenant(&self.tenant),
            ..self.clone()
        }
    }

    /// The same host with a budget of its own: the maximum of purchases of each
    /// tenant.
    #[must_use]
    pub fn with_max_calls(&self, max: Option<u32>) -> VisualHost {
        VisualHost {
            budget: self.budget.with_max(max),
            ..self.clone()
        }
    }

    /// The same host with a maximum of what each tenant spends in a day, in one
    /// currency. A purchase is refused before anything is sent when what was spent in
    /// the last day, or may have been, and the most that it may cost exceed it; so is
    /// one whose cost is not known, or is in another currency.
    #[must_use]
    pub fn with_max_cost(&self, max: Option<Money>) -> VisualHost {
        VisualHost {
            budget: self.budget.with_cost(max),
            ..self.clone()
        }
    }

    /// Where jobs wait their turn: those that are handed in by other means can
    /// wait in the same queues.
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

    /// The same host with instances of its own, which rest for so long between
    /// two orders. For tests.
    #[doc(hidden)]
    #[must_use]
    pub fn with_rest(&self, rest: Duration) -> VisualHost {
        VisualHost {
            resting: Resting::new(rest),
            ..self.clone()
        }
    }

    /// The network policy.
    pub fn egress(&self) -> &Egress {
        &self.egress
    }

    /// Instantiates the component for one call; waits while the host is full.
    /// The instantiation itself is held to [`Limits::local`].
    pub(crate) async fn session(&self) -> Result<Session, HostError> {
        let place = self.place().await?;
        self.session_in(place, self.credentials.clone()).await
    }

    /// An instance for a call with these keys: one that rests, or another.
    pub(crate) async fn session_for(&self, keys: &Keys) -> Result<Session, HostError> {
        let credentials: Arc<dyn Credentials> = Arc::new(keys.clone());
        match self.rested(keys, &credentials) {
            Some(session) => Ok(session),
            None => self.session_in(self.place().await?, credentials).await,
        }
    }

    /// The same if there is a place at this moment.
    pub(crate) async fn free_session(&self, keys: &Keys) -> Result<Option<Session>, HostError> {
        let credentials: Arc<dyn Credentials> = Arc::new(keys.clone());
        if let Some(session) = self.rested(keys, &credentials) {
            return Ok(Some(session));
        }
        match self.free_place() {
            Some(place) => self.session_in(place, credentials).await.map(Some),
            None => Ok(None),
        }
    }

    fn rested(&self, keys: &Keys, credentials: &Arc<dyn Credentials>) -> Option<Session> {
        let mut session = self.resting.take((&self.tenant, keys))?;
        session.renew(self.limits, credentials.clone(), |meter| self.hooks(meter));
        counters::instance("rested");
        Some(session)
    }

    /// A place for an instance, if there is one at this moment; an instance that
    /// rests gives up its own.
    fn free_place(&self) -> Option<OwnedSemaphorePermit> {
        let place = || self.places.clone().try_acquire_owned().ok();
        place().or_else(|| {
            self.resting.make_room();
            place()
        })
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit, HostError> {
        match self.free_place() {
            Some(place) => Ok(place),
            None => wait_for(&self.places).await,
        }
    }

    /// The same for a download, which is counted apart.
    pub(crate) async fn download_session(&self) -> Result<Session, HostError> {
        let place = wait_for(&self.download_places).await?;
        self.session_in(place, self.credentials.clone()).await
    }

    async fn session_in(
        &self,
        place: OwnedSemaphorePermit,
        credentials: Arc<dyn Credentials>,
    ) -> Result<Session, HostError> {
        let meter = Arc::new(Meter::default());
        let mut store = self.store(meter.clone(), credentials);
        let instance = self.instantiate(&mut store).await?;
        Ok(Session {
            exports: self.component.exports.clone(),
            instance,
            store,
            meter,
            limits: self.limits,
            calls: 0,
            _place: place,
        })
    }

    /// Puts a new instance in the place of one that served a call before.
    pub(crate) async fn replace(&self, session: &mut Session) -> Result<(), HostError> {
        let credentials = session.store.data().credentials();
        session.meter = Arc::new(Meter::default());
        session.calls = 0;
        // The store before it, whose place in the pool this one takes, is dropped.
        session.store = self.store(session.meter.clone(), credentials);
        session.instance = self.instantiate(&mut session.store).await?;
        Ok(())
    }

    async fn instantiate(&self, store: &mut Store<State>) -> Result<Instance, HostError> {
        let instantiated = within(self.limits.local, async {
            let component = &self.component.component;
            component.instantiate_async(&mut *store).await
        });
        let instance = instantiated.await.map_err(|fault| explain(fault, store))?;
        counters::instance("new");
        Ok(instance)
    }

    /// The way out of the sandbox for a call of this host.
    pub(crate) fn hooks(&self, meter: Arc<Meter>) -> Hooks {
        Hooks {
            transport: self.transport.clone(),
            egress: self.egress.clone(),
            meter,
            budget: self.budget.clone(),
            retries: self.retries.clone(),
            side: Side::default(),
        }
    }

    fn store(&self, meter: Arc<Meter>, credentials: Arc<dyn Credentials>) -> Store<State> {
        let owner = (self.tenant.clone(), credentials);
        let guard = Guard::new(self.limits.memory);
        let state = State::new(self.hooks(meter), owner, guard);
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

async fn wait_for(places: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, HostError> {
    let place = places.clone().acquire_owned().await;
    place.map_err(|error| HostError::Engine(error.to_string()))
}
