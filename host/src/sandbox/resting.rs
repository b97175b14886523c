//! Instances that rest for a moment after an order, and serve the next call of
//! the same tenant with the same access key: two accounts never share one.

use crate::Keys;
use crate::sandbox::session::Session;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How long an instance rests before it is removed, which takes half as long
/// again at most: its memory holds the keys of its last call.
const MAX_REST: Duration = Duration::from_secs(2);
/// How many instances rest at a time.
const MAX_INSTANCES: usize = 16;
/// The largest memory of an instance that rests, in bytes: more than a small
/// call needs.
const MAX_MEMORY: usize = 8 << 20;
/// How many calls an instance serves.
const MAX_CALLS: u32 = 256;

/// The instances of a host that rest.
#[derive(Clone, Default)]
pub(crate) struct Resting(Arc<Inner>);

#[derive(Default)]
struct Inner {
    instances: Mutex<Vec<(Session, Instant)>>,
    /// Whether a task removes those that rested for long enough.
    is_swept: AtomicBool,
}

impl Resting {
    /// The instance of this tenant that served this access key last.
    pub(crate) fn take(&self, (tenant, keys): (&str, &Keys)) -> Option<Session> {
        let mut instances = self.0.instances();
        let found = instances.iter().rposition(|(session, since)| {
            let state = session.store.data();
            since.elapsed() < MAX_REST
                && *state.tenant == *tenant
                && state.access_key_id() == Some(&*keys.access_key_id)
        })?;
        Some(instances.remove(found).0)
    }

    /// Gives up the instance that rested for longest, so that another call has
    /// its place.
    pub(crate) fn make_room(&self) {
        let mut instances = self.0.instances();
        let oldest = (!instances.is_empty()).then(|| instances.remove(0));
        drop(instances);
        drop(oldest);
    }

    /// Lets an instance rest after a call that ended by itself.
    pub(crate) fn put(&self, mut session: Session) {
        let fits = session.memory() <= MAX_MEMORY && session.calls < MAX_CALLS;
        let state = session.store.data_mut();
        let fits = fits && state.access_key_id().is_some() && state.settle();
        if !fits {
            return;
        }
        let mut instances = self.0.instances();
        if instances.len() < MAX_INSTANCES {
            instances.push((session, Instant::now()));
        }
        drop(instances);
        self.sweep();
    }

    /// Sees to it that no instance rests for too long.
    fn sweep(&self) {
        if self.0.is_swept.swap(true, Ordering::AcqRel) {
            return;
        }
        let sweeper = Sweeper(Arc::downgrade(&self.0));
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(MAX_REST / 2).await;
                if !sweeper.sweep() {
                    return;
                }
            }
        });
    }
}

impl Inner {
    fn instances(&self) -> MutexGuard<'_, Vec<(Session, Instant)>> {
        self.instances
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes instances; ends with its host, or with its runtime.
struct Sweeper(Weak<Inner>);

impl Sweeper {
    /// Whether there is more to do later.
    fn sweep(&self) -> bool {
        let Some(inner) = self.0.upgrade() else {
            return false;
        };
        let mut instances = inner.instances();
        let rested = |(_, since): &mut (Session, Instant)| since.elapsed() >= MAX_REST;
        let over: Vec<_> = instances.extract_if(.., rested).collect();
        let more = !instances.is_empty();
        drop(instances);
        drop(over);
        more
    }
}

impl Drop for Sweeper {
    fn drop(&mut self) {
        if let Some(inner) = self.0.upgrade() {
            inner.is_swept.store(false, Ordering::Release);
        }
    }
}
