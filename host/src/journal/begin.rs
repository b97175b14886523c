//! The beginning of a purchase.

use super::entry::{DAY_S, Entry};
use super::error::JournalError;
use super::handle::Journal;
use super::sending::Sending;

/// What the journal says to an order.
pub(crate) enum Begun {
    /// It is new, and recorded: buy it.
    New(Sending),
    /// It is being bought by somebody else at this moment.
    Busy,
    /// It was bought, or may have been.
    Known(Entry),
    /// The key was used for other arguments.
    Other,
    /// So many purchases are all that is allowed, and they were made.
    Spent(u32),
}

impl Journal {
    /// Records a purchase before it is made, or says what became of it. `max`
    /// bounds the tenant's purchases of the last day.
    pub(crate) fn begin(&self, entry: &Entry, max: Option<u32>) -> Result<Begun, JournalError> {
        // First, so that nobody finds an entry of a process that seems dead.
        let locked = self.shared.owner.acquire_lock();
        locked.map_err(|error| self.failed(error))?;
        let answer = self.write(|shared, store| {
            let now = shared.now(store)?;
            for known in store.find(entry)? {
                if known.has_expired(&now) {
                    continue;
                }
                if let Some(known) = shared.settled(store, known)? {
                    return Ok(Some(met(entry, known)));
                }
            }
            if let Some(max) = max
                && store.purchases(&entry.tenant, now.estimated - DAY_S)? >= max
            {
                return Ok(Some(Begun::Spent(max)));
            }
            // Only who records a purchase drops what was kept for long enough.
            store.clear(&now)?;
            store.insert(entry, &now)?;
            Ok(None)
        })?;
        Ok(answer.unwrap_or_else(|| Begun::New(Sending::new(self.clone(), entry.clone()))))
    }
}

/// The answer to this order where its key is known already.
fn met(entry: &Entry, known: Entry) -> Begun {
    if known.fingerprint != entry.fingerprint {
        Begun::Other
    } else if known.state.is_under_way() {
        Begun::Busy
    } else {
        Begun::Known(known)
    }
}
