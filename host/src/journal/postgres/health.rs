//! Whether a journal in a database takes purchases now. A line in the log says when that changes.

use crate::counters;
use crate::journal::store::StoreError;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is known. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Health(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    /// Why the last statement was not answered.
    fault: Option<StoreError>,
    /// Why no purchase is recorded until the database is changed.
    refusal: Option<StoreError>,
}

impl Known {
    fn why(&self) -> Option<&StoreError> {
        self.refusal.as_ref().or(self.fault.as_ref())
    }
}

impl Health {
    pub(super) fn is_up(&self) -> bool {
        self.known().why().is_none()
    }

    /// Why no purchase is recorded until the database is changed.
    pub(super) fn refusal(&self) -> Option<StoreError> {
        self.known().refusal.clone()
    }

    /// A statement was answered.
    pub(super) fn answered(&self) {
        self.change(|known| known.fault = None);
    }

    /// A statement failed, and so would others.
    pub(super) fn failed(&self, error: &StoreError) {
        let error = Some(error.clone());
        self.change(|known| match error {
            Some(StoreError { busy: true, .. }) => known.fault = error,
            error => known.refusal = error,
        });
    }

    /// A member has looked whether the journal takes purchases.
    pub(super) fn looked(&self, refusal: Option<StoreError>) {
        self.change(|known| {
            *known = Known {
                refusal,
                fault: None,
            }
        });
    }

    fn change(&self, change: impl FnOnce(&mut Known)) {
        let mut known = self.known();
        let was_up = known.why().is_none();
        change(&mut known);
        let why = known.why();
        counters::database(why.is_none());
        match why {
            Some(error) if was_up => {
                tracing::warn!(reason = error.reason, "the journal takes no purchases");
            }
            None if !was_up => tracing::info!("the journal takes purchases again"),
            _ => {}
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
