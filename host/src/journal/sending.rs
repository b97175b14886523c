//! A purchase under way.

use super::charge::Delivered;
use super::entry::{Entry, State};
use super::error::JournalError;
use super::handle::Journal;
use crate::types::Task;

/// A purchase that is written down, and whose call is not over. If nobody says what
/// came of it, it is `unknown` once it may have left, and as if it had not been
/// made before.
pub(crate) struct Sending {
    journal: Journal,
    entry: Entry,
    left: bool,
    settled: bool,
}

impl Sending {
    pub(super) fn new(journal: Journal, entry: Entry) -> Sending {
        Sending {
            journal,
            entry,
            left: false,
            settled: false,
        }
    }

    /// Writes down that it is about to leave.
    pub(crate) fn leaves(self) -> Result<Sending, JournalError> {
        match self.write(State::Sending)? {
            1 => Ok(self),
            _ => Err(self
                .journal
                .failed("another process has taken this purchase over")),
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
    pub(crate) fn waits(self) -> Result<Sending, JournalError> {
        self.write(State::Queued)?;
        Ok(self)
    }

    /// The service at this endpoint took the job, whose text form is `text`, if
    /// it is known.
    pub(crate) fn accepted(
        mut self,
        (task, endpoint): (&Task, &str),
        text: Option<String>,
    ) -> Result<(), JournalError> {
        self.entry.task = text;
        self.entry.job = Some(self.journal.job(task, endpoint));
        self.settle(State::Pending)
    }

    /// The product is here already.
    pub(crate) fn done(mut self) -> Result<(), JournalError> {
        self.settle(State::Done)
    }

    /// Notes what is charged for the product.
    pub(crate) fn charge(&mut self, product: &Delivered) {
        self.entry.charge = self.entry.charge.delivered(&self.entry.tool, product);
    }

    /// Certainly nothing was bought: it is as if it had not been ordered.
    pub(crate) fn refused(mut self) -> Result<(), JournalError> {
        self.remove()
    }

    /// It was bought, or may have been, and nothing came of it.
    pub(crate) fn lost(mut self, bought: bool) -> Result<(), JournalError> {
        self.entry.charge = self.entry.charge.possible();
        self.settle(match bought {
            true => State::Failed,
            false => State::Unknown,
        })
    }

    fn settle(&mut self, state: State) -> Result<(), JournalError> {
        self.settled = true;
        self.journal.record((self.entry.clone(), Some(state)))
    }

    fn remove(&mut self) -> Result<(), JournalError> {
        self.settled = true;
        self.journal.record((self.entry.clone(), None))
    }

    fn write(&self, state: State) -> Result<usize, JournalError> {
        let entry = &self.entry;
        self.journal.write(|shared, store| {
            let now = shared.now(store)?;
            store.settle(entry, state, &now)
        })
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        if !self.settled {
            let state = self.left.then_some(State::Unknown);
            self.journal
                .record_in_background((self.entry.clone(), state));
        }
    }
}
