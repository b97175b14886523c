//! How often a job with one and the same prompt was accepted.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Counts per prompt, for as many prompts as are kept.
pub(crate) struct Prompts {
    keep: usize,
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    counts: BTreeMap<String, u64>,
    /// The prompts in the order in which they first came.
    order: VecDeque<String>,
}

impl Prompts {
    pub(crate) fn new(keep: usize) -> Prompts {
        Prompts {
            keep,
            table: Mutex::default(),
        }
    }

    pub(crate) fn accept(&self, prompt: &str) {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = table.counts.get_mut(prompt) {
            *count += 1;
            return;
        }
        table.counts.insert(prompt.to_owned(), 1);
        table.order.push_back(prompt.to_owned());
        while table.order.len() > self.keep {
            let oldest = table.order.pop_front().unwrap_or_default();
            table.counts.remove(&oldest);
        }
    }

    pub(crate) fn count(&self, prompt: &str) -> u64 {
        let table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        table.counts.get(prompt).copied().unwrap_or(0)
    }

    pub(crate) fn all(&self) -> BTreeMap<String, u64> {
        let table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        table.counts.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prompt_that_came_first_is_forgotten_first() {
        let prompts = Prompts::new(2);
        for prompt in ["a", "b", "a", "c", "b"] {
            prompts.accept(prompt);
        }
        assert_eq!(["a", "b", "c"].map(|p| prompts.count(p)), [0, 2, 1]);
        assert_eq!(prompts.all().len(), 2);
        let none = Prompts::new(0);
        none.accept("a");
        assert_eq!(none.all(), BTreeMap::new());
    }
}
