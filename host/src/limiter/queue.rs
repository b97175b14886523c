//! Who waits: tenants take turns, and within one the first to come is the first
//! to go.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

/// Whose turn it is.
pub(super) type Tenant = Arc<str>;

/// One request to submit a job. Numbers grow in the order of coming.
#[derive(Clone)]
pub(super) struct Claim {
    pub(super) number: u64,
    pub(super) tenant: Tenant,
}

#[derive(Default)]
pub(super) struct Queue {
    /// Every tenant that waits, once; the next one first.
    turns: VecDeque<Tenant>,
    waiting: HashMap<Tenant, BTreeSet<u64>>,
}

impl Queue {
    pub(super) fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    pub(super) fn join(&mut self, claim: &Claim) {
        if !self.waiting.contains_key(&claim.tenant) {
            self.turns.push_back(claim.tenant.clone());
        }
        self.enter(claim);
    }

    /// Comes back after a turn that was in vain: the claim's number puts it
    /// before those of its tenant who came later, and its tenant is next.
    pub(super) fn rejoin(&mut self, claim: &Claim) {
        self.turns.retain(|tenant| *tenant != claim.tenant);
        self.turns.push_front(claim.tenant.clone());
        self.enter(claim);
    }

    fn enter(&mut self, claim: &Claim) {
        let numbers = self.waiting.entry(claim.tenant.clone()).or_default();
        numbers.insert(claim.number);
    }

    /// Takes a claim out, if it waits.
    pub(super) fn leave(&mut self, claim: &Claim) {
        let Some(numbers) = self.waiting.get_mut(&claim.tenant) else {
            return;
        };
        numbers.remove(&claim.number);
        if numbers.is_empty() {
            self.waiting.remove(&claim.tenant);
            self.turns.retain(|tenant| *tenant != claim.tenant);
        }
    }

    /// Takes out the number whose turn it is.
    pub(super) fn next(&mut self) -> Option<u64> {
        let tenant = self.turns.pop_front()?;
        let numbers = self.waiting.get_mut(&tenant)?;
        let number = numbers.pop_first();
        if numbers.is_empty() {
            self.waiting.remove(&tenant);
        } else {
            self.turns.push_back(tenant);
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(number: u64, tenant: &str) -> Claim {
        Claim {
            number,
            tenant: tenant.into(),
        }
    }

    fn queue(claims: &[(u64, &str)]) -> Queue {
        let mut queue = Queue::default();
        for (number, tenant) in claims {
            queue.join(&claim(*number, tenant));
        }
        queue
    }

    fn order(mut queue: Queue) -> Vec<u64> {
        let numbers = std::iter::from_fn(|| queue.next()).collect();
        assert!(queue.is_empty() && queue.waiting.is_empty());
        numbers
    }

    #[test]
    fn tenants_take_turns_and_each_keeps_its_order() {
        let queue = queue(&[(1, "a"), (2, "a"), (3, "a"), (4, "b"), (5, "c"), (6, "b")]);
        assert_eq!(order(queue), [1, 4, 5, 2, 6, 3]);
    }

    #[test]
    fn who_leaves_takes_nobodys_turn() {
        let mut queue = queue(&[(1, "a"), (2, "b"), (3, "a"), (4, "c"), (5, "b")]);
        queue.leave(&claim(1, "a"));
        queue.leave(&claim(4, "c"));
        queue.leave(&claim(4, "c"));
        queue.leave(&claim(9, "nobody"));
        assert_eq!(order(queue), [3, 2, 5]);
    }

    #[test]
    fn a_turn_in_vain_is_given_back() {
        let mut queue = queue(&[(1, "a"), (2, "a"), (3, "b"), (4, "c")]);
        assert_eq!((queue.next(), queue.next()), (Some(1), Some(3)));
        queue.rejoin(&claim(3, "b"));
        queue.rejoin(&claim(1, "a"));
        assert_eq!(order(queue), [1, 3, 4, 2]);
    }
}
