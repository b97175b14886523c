//! One instance of the component, for typed calls.

use crate::bindings::Visual;
use crate::meter::Meter;
use crate::{HostError, Limits, State};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use wasmtime::Store;
use wasmtime::component::Instance;

/// A fresh instance in a store of its own. Meant for one call, and cheap: open
/// another for the next.
pub struct Session {
    pub(crate) visual: Visual,
    pub(crate) instance: Instance,
    pub(crate) store: Store<State>,
    pub(crate) meter: Arc<Meter>,
    pub(crate) limits: Limits,
    /// Gives the place in the pool back after the store is gone.
    pub(crate) _place: OwnedSemaphorePermit,
}

impl Session {
    /// Runs a call within the time limit for `wait_ms`: the `wait-ms` of the
    /// call's options, if it has any.
    ///
    /// ```no_run
    /// # use visual_host::{Session, HostError};
    /// # use visual_host::bindings::exports::volcengine::visual::text_to_image::HighAesGeneralV30lZt2iParams;
    /// # async fn demo(session: &mut Session, params: HighAesGeneralV30lZt2iParams) -> Result<(), HostError> {
    /// let answer = session
    ///     .call(None, async |visual, store| {
    ///         let tools = visual.volcengine_visual_text_to_image();
    ///         tools.call_high_aes_general_v30l_zt2i(store, &params, None).await
    ///     })
    ///     .await?;
    /// # Ok(()) }
    /// ```
    pub async fn call<T>(
        &mut self,
        wait_ms: Option<u32>,
        work: impl AsyncFnOnce(&Visual, &mut Store<State>) -> wasmtime::Result<T>,
    ) -> Result<T, HostError> {
        let limit = self.limits.time_for(wait_ms);
        let result = within(limit, work(&self.visual, &mut self.store)).await;
        result.map_err(|fault| self.explain(fault))
    }

    /// The instance itself, for callers that look functions up by name and
    /// pass dynamic values; use it inside [`Session::call`].
    pub fn instance(&self) -> Instance {
        self.instance
    }

    /// The memory of the instance so far, in bytes: all its linear memories,
    /// which never shrink.
    pub fn memory(&self) -> usize {
        self.store.data().memory.used()
    }

    /// How many requests this session handed to the network.
    pub fn requests(&self) -> u32 {
        self.meter.requests()
    }

    /// A trap for want of memory says only `unreachable`, and one for want of
    /// fuel for transfers has no type.
    pub(crate) fn explain(&self, fault: HostError) -> HostError {
        match fault {
            HostError::Trap(_) if self.store.data().memory.refused => {
                HostError::MemoryLimit(self.limits.memory)
            }
            HostError::Trap(cause) if cause.contains("fuel allocated for hostcalls") => {
                HostError::TransferLimit(self.limits.transfer)
            }
            other => other,
        }
    }
}

async fn within<T>(
    limit: Duration,
    work: impl Future<Output = wasmtime::Result<T>>,
) -> Result<T, HostError> {
    match tokio::time::timeout(limit, work).await {
        Ok(result) => result.map_err(|error| HostError::Trap(cause(&error))),
        Err(_) => Err(HostError::TimeLimit(limit.as_secs())),
    }
}

/// The cause without the list of frames that comes before it.
fn cause(error: &wasmtime::Error) -> String {
    error.root_cause().to_string()
}
