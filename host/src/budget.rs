//! How many purchases a host may make.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Counts submissions against the most that are allowed. Clones share the count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Budget {
    most: Option<u32>,
    spent: Arc<AtomicU32>,
}

impl Budget {
    pub(crate) fn new(most: Option<u32>) -> Budget {
        Budget {
            most,
            spent: Arc::default(),
        }
    }

    /// The most that are allowed.
    pub(crate) fn most(&self) -> Option<u32> {
        self.most
    }

    /// Takes one purchase, if one is left.
    pub(crate) fn take(&self) -> bool {
        let one_more = |spent: u32| {
            let allowed = self.most.is_none_or(|most| spent < most);
            allowed.then(|| spent.saturating_add(1))
        };
        let (set, fetch) = (Ordering::AcqRel, Ordering::Acquire);
        self.spent.fetch_update(set, fetch, one_more).is_ok()
    }

    /// Gives purchases back that certainly were none.
    pub(crate) fn give_back(&self, count: u32) {
        let fewer = |spent: u32| Some(spent.saturating_sub(count));
        let (set, fetch) = (Ordering::AcqRel, Ordering::Acquire);
        _ = self.spent.fetch_update(set, fetch, fewer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_allowed_is_taken() {
        let budget = Budget::new(Some(2));
        assert_eq!(
            [budget.take(), budget.take(), budget.take()],
            [true, true, false]
        );
        budget.clone().give_back(1);
        assert_eq!([budget.take(), budget.take()], [true, false]);
        assert!(!Budget::new(Some(0)).take());
        assert!((0..1000).all(|_| Budget::default().most().is_none()));
        assert!(Budget::default().take());
    }
}
