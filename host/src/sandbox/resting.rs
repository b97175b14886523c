//! Instances between two calls. What a call may use is counted anew for each.
//!
//! An order keeps its instance for its polls. After the order, the instance
//! rests for a moment and serves the next call of the same tenant with the same
//! access key: two accounts never share one.

use super::call::About;
use crate::sandbox::bindings::exports::volcengine::visual as guest;
use crate::sandbox::session::Session;
use crate::sandbox::vet;
use crate::types::{Error, Outcome, Task};
use crate::{HostError, Keys, VisualHost, counters};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How long an instance rests at most: its memory holds the keys of its last
/// call.
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
    fn put(&self, mut session: Session) {
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

impl VisualHost {
    /// Asks once for the state of a job, with a bound on what may come back as
    /// bytes: in the instance that was kept, and keeps the one that was used.
    pub(crate) async fn poll(
        &self,
        task: &Task,
        max_inline: Option<u32>,
        kept: &mut Option<Session>,
    ) -> Result<Outcome, Error> {
        if let Some(mut session) = kept.take() {
            session.renew(self, self.credentials.clone());
            let answer = self.poll_in(&mut session, task, max_inline).await;
            // What an instance has left from earlier calls fails no later one.
            if !answer.as_ref().is_err_and(is_worn_out) {
                *kept = self.keep(session, &answer);
                return answer;
            }
        }
        let mut session = self.session().await?;
        let answer = self.poll_in(&mut session, task, max_inline).await;
        *kept = self.keep(session, &answer);
        answer
    }

    async fn poll_in(
        &self,
        session: &mut Session,
        task: &Task,
        max_inline: Option<u32>,
    ) -> Result<Outcome, Error> {
        let record = task.into();
        let options = guest::tasks::WaitOptions {
            wait_ms: Some(0),
            max_inline,
        };
        let answer = self.call_in(session, About::asking(Some(task)), async |guest| {
            guest.wait(&record, options).await
        });
        let answer = answer.await.map(|outcome| vet::outcome(outcome.into()));
        counters::poll(&answer);
        answer
    }

    /// Keeps an instance for the next call of its order, unless the host ended
    /// its last one, or half of the places are taken: jobs at rest hold up no
    /// call.
    pub(crate) fn keep<T>(&self, session: Session, answer: &Result<T, Error>) -> Option<Session> {
        let ended = answer.as_ref().is_err_and(|error| error.host.is_some());
        let free = self.places.available_permits();
        (!ended && free * 2 >= self.limits.calls as usize).then_some(session)
    }

    /// Lets an instance rest for the next call, under the same conditions.
    pub(crate) fn rest<T>(&self, session: Session, answer: &Result<T, Error>) {
        if let Some(session) = self.keep(session, answer) {
            self.resting.put(session);
        }
    }
}

/// Whether an instance stopped, or came to a limit.
fn is_worn_out(error: &Error) -> bool {
    use HostError::{Limit, MemoryLimit, TransferLimit, Trap};
    let fault = error.host.as_ref();
    fault.is_some_and(|fault| {
        matches!(
            fault,
            Trap(_) | Limit(..) | MemoryLimit(_) | TransferLimit(_)
        )
    })
}
