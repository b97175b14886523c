//! A purchase under way.

use super::charge::Delivered;
use super::entry::{Entry, State};
use super::error::JournalError;
use super::handle::Journal;
use super::log::Committed;
use super::store::Disk;
use crate::types::Task;
use tokio::time::Instant;

/// A purchase that is written down, and whose call is not over. If nobody says what
/// came of it, it is `unknown` once it may have left, and as if it had not been
/// made before.
pub(crate) struct Sending {
    pub(super) journal: Journal,
    /// None once it is said what came of it.
    entry: Option<Entry>,
    left: bool,
}

/// What came of a purchase. If it cannot be written down now, it is with the next
/// thing that can.
#[must_use]
pub(crate) struct Settled {
    pub(super) journal: Journal,
    /// Whether it must be on the disk: all but that there is a product.
    pub(super) must: bool,
}

impl Settled {
    /// Writes it down.
    pub(crate) async fn save(self, end: Instant) -> Result<(), JournalError> {
        let Settled { journal, must } = self;
        journal.record(end, move |journal| journal.save(must)).await
    }
}

impl Sending {
    pub(super) fn new(journal: Journal, entry: Entry) -> Sending {
        Sending {
            journal,
            entry: Some(entry),
            left: false,
        }
    }

    /// Writes down that it is about to leave.
    pub(crate) fn leaves(
        &self,
    ) -> impl Fn(&Journal) -> Result<Committed<()>, JournalError> + Send + use<> {
        let write = self.write(State::Sending);
        move |journal| match write(journal)? {
            Committed { value: 1, mark } => Ok(Committed { value: (), mark }),
            _ => Err(journal.failed("another process has taken this purchase over")),
        }
    }

    /// It leaves at this moment: from now on it may be bought.
    pub(crate) fn left(&mut self) {
        self.left = true;
    }

    /// It is proven that nothing was bought so far.
    pub(crate) fn stayed(&mut self) {
        self.left = false;
    }

    /// Writes down that it waits until it is sent again.
    pub(crate) fn waits(
        &self,
    ) -> impl Fn(&Journal) -> Result<Committed<usize>, JournalError> + Send + use<> {
        self.write(State::Queued)
    }

    /// The service at this endpoint took the job, whose text form is `text`, if
    /// it is known.
    pub(crate) fn accepted(
        mut self,
        (task, endpoint): (&Task, &str),
        text: Option<String>,
    ) -> Settled {
        if let Some(entry) = &mut self.entry {
            entry.task = text;
            entry.job = Some(self.journal.job(task, endpoint));
        }
        self.settle(Some(State::Pending))
    }

    /// The product is here already.
    pub(crate) fn done(self) -> Settled {
        self.settle(Some(State::Done))
    }

    /// Notes what is charged for the product.
    pub(crate) fn charge(&mut self, product: &Delivered) {
        if let Some(entry) = &mut self.entry {
            entry.charge = entry.charge.delivered(&entry.tool, product);
        }
    }

    /// Certainly nothing was bought: it is as if it had not been ordered.
    pub(crate) fn refused(self) -> Settled {
        self.settle(None)
    }

    /// It was bought, or may have been, and nothing came of it.
    pub(crate) fn lost(mut self, bought: bool) -> Settled {
        if let Some(entry) = &mut self.entry {
            entry.charge = entry.charge.possible();
        }
        self.settle(Some(match bought {
            true => State::Failed,
            false => State::Unknown,
        }))
    }

    fn settle(mut self, state: Option<State>) -> Settled {
        if let Some(entry) = self.entry.take() {
            self.journal.shared.pending_writes().push((entry, state));
        }
        Settled {
            journal: self.journal.clone(),
            must: state != Some(State::Done),
        }
    }

    fn write(
        &self,
        state: State,
    ) -> impl Fn(&Journal) -> Result<Committed<usize>, JournalError> + Send + use<> {
        let entry = self.entry.clone();
        move |journal| {
            journal.transact(Disk::Now, |shared, store| {
                let now = shared.now(store)?;
                let settled = entry.iter().map(|entry| store.settle(entry, state, &now));
                settled.sum()
            })
        }
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        if let Some(entry) = self.entry.take() {
            let state = self.left.then_some(State::Unknown);
            self.journal.record_in_background((entry, state));
        }
    }
}
