//! Instances that rest for a moment after an order, and serve the next call of
//! the same tenant with the same access key: two accounts never share one.

use super::shelf::Shelf;
use crate::Keys;
use crate::sandbox::session::Session;
use std::time::Duration;

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
#[derive(Clone)]
pub(crate) struct Resting(Shelf<Session>);

impl Default for Resting {
    fn default() -> Resting {
        Resting::new(MAX_REST)
    }
}

impl Resting {
    /// Instances that rest for so long.
    pub(crate) fn new(rest: Duration) -> Resting {
        Resting(Shelf::new(rest))
    }

    /// The instance of this tenant that served this access key last.
    pub(crate) fn take(&self, (tenant, keys): (&str, &Keys)) -> Option<Session> {
        self.0.take(|session| {
            let state = session.store.data();
            *state.tenant == *tenant && state.access_key_id() == Some(&*keys.access_key_id)
        })
    }

    /// Gives up the instance that rested for longest, so that another call has
    /// its place.
    pub(crate) fn make_room(&self) {
        drop(self.0.take_oldest());
    }

    /// Lets an instance rest after a call that ended by itself.
    pub(crate) fn put(&self, mut session: Session) {
        let fits = session.memory() <= MAX_MEMORY && session.calls < MAX_CALLS;
        let state = session.store.data_mut();
        if fits && state.access_key_id().is_some() && state.settle() {
            self.0.put(session, MAX_INSTANCES);
        }
    }
}
