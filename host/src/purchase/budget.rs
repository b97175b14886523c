//! How many purchases a host may make.

use crate::journal::Caps;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use visual_catalog::Money;

/// Counts a tenant's submissions against the maximum. Clones share the counts.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    max: Option<u32>,
    /// What a tenant may spend in a day. Only the journal knows what was spent.
    cost: Option<Money>,
    tenant: Arc<str>,
    spent: Arc<Mutex<HashMap<Arc<str>, u32>>>,
}

impl Budget {
    pub(crate) fn new(max: Option<u32>) -> Budget {
        Budget {
            max,
            cost: None,
            tenant: "".into(),
            spent: Arc::default(),
        }
    }

    /// The same maximum for another tenant.
    pub(crate) fn with_tenant(&self, tenant: &Arc<str>) -> Budget {
        Budget {
            tenant: tenant.clone(),
            ..self.clone()
        }
    }

    /// The maximum of a tenant.
    pub(crate) fn max(&self) -> Option<u32> {
        self.max
    }

    /// The same with a maximum of what a tenant spends.
    pub(crate) fn with_cost(&self, cost: Option<Money>) -> Budget {
        Budget {
            cost,
            ..self.clone()
        }
    }

    /// The same counts with another maximum of purchases.
    pub(crate) fn with_max(&self, max: Option<u32>) -> Budget {
        Budget {
            cost: self.cost,
            ..Budget::new(max).with_tenant(&self.tenant)
        }
    }

    /// What bounds the purchases of a tenant.
    pub(crate) fn caps(&self) -> Caps {
        Caps {
            calls: self.max,
            cost: self.cost,
        }
    }

    /// Takes one purchase, if one is left.
    pub(crate) fn take(&self) -> bool {
        let Some(max) = self.max else { return true };
        let mut counts = self.counts();
        let spent = counts.entry(self.tenant.clone()).or_default();
        let taken = *spent < max;
        *spent += u32::from(taken);
        taken
    }

    /// Gives purchases back that certainly were none.
    pub(crate) fn give_back(&self, count: u32) {
        if let Some(spent) = self.counts().get_mut(&self.tenant) {
            *spent = spent.saturating_sub(count);
        }
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<Arc<str>, u32>> {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner)
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
        let endless = Budget::new(None);
        assert!((0..1000).all(|_| endless.take()));
    }

    #[test]
    fn tenants_do_not_spend_what_is_anothers() {
        let budget = Budget::new(Some(1));
        let tenant = |name: &str| budget.with_tenant(&name.into());
        assert!(tenant("a").take() && !tenant("a").take());
        assert!(tenant("b").take() && budget.take());
        tenant("a").give_back(1);
        assert!(!tenant("b").take() && tenant("a").take());
    }
}
