//! One instance of the component.

use crate::sandbox::exports::{Exports, Guest};
use crate::sandbox::hooks::Hooks;
use crate::sandbox::inspect::EXCERPT;
use crate::sandbox::meter::Meter;
use crate::sandbox::state::State;
use crate::sandbox::usage::{self, Usage};
use crate::types::Error;
use crate::{Credentials, HostError, Limits};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use visual_catalog::sanitize::excerpt;
use wasmtime::Store;
use wasmtime::component::Instance;

/// An instance in a store of its own.
pub(crate) struct Session {
    pub(crate) exports: Arc<Exports>,
    pub(crate) instance: Instance,
    pub(crate) store: Store<State>,
    pub(crate) meter: Arc<Meter>,
    pub(crate) limits: Limits,
    /// How many calls it served before this one.
    pub(crate) calls: u32,
    /// Gives the place in the pool back after the store is gone.
    pub(crate) _place: OwnedSemaphorePermit,
}

/// What a call is for, which decides what it may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It asks the component only.
    #[default]
    Local,
    /// It may ask the service, and buys nothing.
    Ask,
    /// It buys one product; again only after a refusal that proves that nothing
    /// was bought.
    Buy,
}

impl Session {
    /// Runs a call within what such a call may use, and the time limit for
    /// `wait_ms`: the `wait-ms` of the call's options, if it has any.
    pub(crate) async fn call_for<T>(
        &mut self,
        purpose: Purpose,
        wait_ms: Option<u32>,
        work: impl AsyncFnOnce(&mut Guest<'_>) -> wasmtime::Result<T>,
    ) -> Result<T, HostError> {
        let (time, transfer) = match purpose {
            Purpose::Local => (
                self.limits.local,
                self.limits.transfer.min(usage::LOCAL_TRANSFER),
            ),
            Purpose::Ask | Purpose::Buy => (self.limits.time_for(wait_ms), self.limits.transfer),
        };
        self.meter
            .allowance
            .begin(u32::from(purpose == Purpose::Buy));
        self.store.set_hostcall_fuel(transfer);
        let mut guest = Guest {
            exports: &self.exports,
            instance: self.instance,
            store: &mut self.store,
        };
        let result = within(time, work(&mut guest)).await;
        result.map_err(|fault| explain(fault, &self.store))
    }

    /// Makes the instance ready for another call, whose limits begin at zero.
    pub(crate) fn renew(
        &mut self,
        limits: Limits,
        credentials: Arc<dyn Credentials>,
        hooks: impl FnOnce(Arc<Meter>) -> Hooks,
    ) {
        self.meter = Arc::new(self.meter.next());
        self.limits = limits;
        self.calls += 1;
        let hooks = hooks(self.meter.clone());
        self.store.data_mut().renew(hooks, credentials);
    }

    /// The memory of the instance so far, in bytes: all its linear memories,
    /// which never shrink.
    pub(crate) fn memory(&self) -> usize {
        self.store.data().guard.used()
    }
}

/// A trap for want of something names it in its text only.
pub(crate) fn explain(fault: HostError, store: &Store<State>) -> HostError {
    let HostError::Trap(cause) = &fault else {
        return fault;
    };
    if let Some(reached) = &store.data().guard.reached {
        return reached.clone();
    }
    let named = |text: &str| cause.contains(text);
    if named("fuel allocated for hostcalls") {
        return HostError::TransferLimit(store.hostcall_fuel());
    }
    let (usage, max) = if named("no free keys") || named("handle limit exceeded") {
        (Usage::Resources, usage::RESOURCES)
    } else if named("instance count too high") {
        (Usage::Instances, usage::INSTANCES as usize)
    } else if named("memory count too high") {
        (Usage::Memories, usage::MEMORIES as usize)
    } else if named("table count too high") {
        (Usage::Tables, usage::TABLES as usize)
    } else {
        return fault;
    };
    HostError::limit(usage, max)
}

/// Ends what takes longer than its limit.
pub(crate) async fn within<T>(
    limit: Duration,
    work: impl Future<Output = wasmtime::Result<T>>,
) -> Result<T, HostError> {
    match tokio::time::timeout(limit, work).await {
        Ok(result) => result.map_err(|error| HostError::Trap(cause(&error))),
        Err(_) => Err(HostError::TimeLimit(limit.as_secs())),
    }
}

/// The cause without the list of frames that comes before it. It may repeat the
/// component's text.
fn cause(error: &wasmtime::Error) -> String {
    excerpt(&error.root_cause().to_string(), EXCERPT)
}

/// Whether an instance stopped, or came to a limit.
pub(crate) fn is_worn_out(error: &Error) -> bool {
    use HostError::{Limit, MemoryLimit, TransferLimit, Trap};
    let fault = error.host.as_ref();
    fault.is_some_and(|fault| {
        matches!(
            fault,
            Trap(_) | Limit(..) | MemoryLimit(_) | TransferLimit(_)
        )
    })
}
