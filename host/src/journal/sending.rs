//! A purchase under way.

use super::backend::Ticket;
use super::charge::Delivered;
use super::entry::{Entry, Outcome, State};
use super::error::JournalError;
use super::handle::Journal;
use super::log::Committed;
use crate::types::Task;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::time::Instant;

/// A purchase that is written down, and whose call is not over. If nobody says what
/// came of it, it is `unknown` once it may have left, and as if it had not been
/// made before.
pub(crate) struct Sending {
    pub(super) journal: Journal,
    /// None once it is said what came of it.
    entry: Option<Entry>,
    left: bool,
    /// How often something was written down of it.
    steps: AtomicI64,
}

/// What came of a purchase. If it cannot be written down now, it is with the next
/// thing that can.
#[must_use]
pub(crate) struct Settled {
    pub(super) journal: Journal,
    ticket: Ticket,
    /// Whether it must be on the disk: all but that there is a product.
    pub(super) must: bool,
}

impl Settled {
    /// Writes it down.
    pub(crate) async fn save(self, end: Instant) -> Result<(), JournalError> {
        let journal = self.journal.clone();
        journal
            .record(end, move |journal| self.write(journal))
            .await
    }

    pub(super) fn write(&self, journal: &Journal) -> Result<Committed<()>, JournalError> {
        let saved = journal.backend().save(self.ticket, self.must, journal.wait);
        saved.map_err(|error| journal.error(error))
    }
}

impl Sending {
    pub(super) fn new(journal: Journal, entry: Entry) -> Sending {
        Sending {
            journal,
            entry: Some(entry),
            left: false,
            steps: AtomicI64::new(0),
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
        let outcome = self.last(state);
        let backend = self.journal.backend();
        let ticket = outcome.map(|outcome| backend.note(outcome));
        Settled {
            journal: self.journal.clone(),
            ticket: ticket.unwrap_or_default(),
            must: state != Some(State::Done),
        }
    }

    /// What came of it, which is said once.
    fn last(&mut self, state: Option<State>) -> Option<Outcome> {
        let mut entry = self.entry.take()?;
        entry.marks.step = self.step();
        Some((entry, state))
    }

    fn step(&self) -> i64 {
        self.steps.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn write(
        &self,
        state: State,
    ) -> impl Fn(&Journal) -> Result<Committed<usize>, JournalError> + Send + use<> {
        let mut entry = self.entry.clone();
        if let Some(entry) = &mut entry {
            entry.marks.step = self.step();
        }
        move |journal| {
            let Some(entry) = &entry else {
                return Ok(Committed {
                    value: 0,
                    mark: None,
                });
            };
            let written = journal.backend().advance(entry, state, journal.wait);
            written.map_err(|error| journal.error(error))
        }
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        let state = self.left.then_some(State::Unknown);
        if let Some(outcome) = self.last(state) {
            self.journal.record_in_background(outcome);
        }
    }
}
