//! The beginning of a purchase.

use super::claim::{Caps, Claimed, CostRefusal};
use super::entry::Entry;
use super::error::JournalError;
use super::handle::Journal;
use super::log::Committed;
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
    /// It may cost more than is allowed.
    Costly(CostRefusal),
}

impl Journal {
    /// Records a purchase before it is made, or says what became of it. `caps`
    /// bound the tenant's purchases of the last day.
    pub(crate) fn begin(
        &self,
        entry: &Entry,
        caps: impl Into<Caps>,
    ) -> Result<Committed<Begun>, JournalError> {
        let backend = self.backend();
        let entry = Entry {
            owner: backend.owner(),
            ..entry.clone()
        };
        let claimed = backend.begin(&entry, caps.into(), self.wait);
        let Committed { value, mark } = claimed.map_err(|error| self.error(error))?;
        let value = match value {
            Claimed::New => Begun::New(Sending::new(self.with_waiting(true), entry)),
            Claimed::Busy => Begun::Busy,
            Claimed::Known(known) => Begun::Known(*known),
            Claimed::Other => Begun::Other,
            Claimed::Spent(max) => Begun::Spent(max),
            Claimed::Costly(refusal) => Begun::Costly(refusal),
        };
        Ok(Committed { value, mark })
    }
}
