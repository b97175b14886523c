//! Gates: what a test holds until it lets it go.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Nothing that a test waits for takes so long: it never comes.
const PATIENCE: Duration = Duration::from_secs(300);

/// Requests wait at a gate until it is opened; from then on it lets everything pass. Clones are the same gate.
///
/// See [`What::Hold`](crate::What::Hold), [`What::HoldBefore`](crate::What::HoldBefore) and
/// [`What::HoldAfter`](crate::What::HoldAfter).
#[derive(Clone, Default)]
pub struct Gate(Arc<watch::Sender<State>>);

#[derive(Clone, Copy, Default)]
struct State {
    reached: usize,
    is_open: bool,
}

impl Gate {
    /// A closed gate.
    pub fn new() -> Gate {
        Gate::default()
    }

    /// Lets everything pass that waits and that comes.
    pub fn open(&self) {
        self.0.send_modify(|state| state.is_open = true);
    }

    /// Returns when `count` requests have reached the gate, those included that have passed it or given up since.
    ///
    /// # Panics
    /// When they have not come within five minutes.
    pub async fn reached(&self, count: usize) {
        let mut state = self.0.subscribe();
        let reached = state.wait_for(|state| state.reached >= count);
        let what = format!("{count} requests at a gate");
        within_patience(&what, async { _ = reached.await }).await;
    }

    /// Waits until the gate is open.
    pub(crate) async fn pass(self) {
        let mut state = self.0.subscribe();
        self.0.send_modify(|state| state.reached += 1);
        _ = state.wait_for(|state| state.is_open).await;
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gate")
    }
}

/// Waits for what a test needs, and ends the test if it never comes.
pub(crate) async fn within_patience(what: &str, event: impl Future<Output = ()>) {
    if tokio::time::timeout(PATIENCE, event).await.is_err() {
        panic!("still waiting for {what} after {} s", PATIENCE.as_secs());
    }
}
