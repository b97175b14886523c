//! Requests per second.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// When the latest requests of each key and tool were let in. Only jobs handed in are counted.
#[derive(Default)]
pub(crate) struct Rate(Mutex<HashMap<(String, String), VecDeque<i64>>>);

impl Rate {
    /// Lets the request in, unless `limit` others were let in during the second before.
    pub(crate) fn admits(&self, who: (&str, &str), now_ms: i64, limit: Option<u32>) -> bool {
        let Some(limit) = limit else {
            return true;
        };
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = table
            .entry((who.0.to_owned(), who.1.to_owned()))
            .or_default();
        while recent.front().is_some_and(|at| at + 1000 <= now_ms) {
            recent.pop_front();
        }
        let admitted = recent.len() < limit as usize;
        if admitted {
            recent.push_back(now_ms);
        }
        admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_later_there_is_room_again() {
        let rate = Rate::default();
        let ask = |at| rate.admits(("ak", "tool"), at, Some(2));
        assert_eq!(
            [ask(0), ask(1), ask(2), ask(999)],
            [true, true, false, false]
        );
        assert_eq!([ask(1000), ask(1000), ask(1001)], [true, false, true]);
        assert!(rate.admits(("ak", "other"), 2, Some(2)));
        assert!(rate.admits(("ak", "tool"), 2, None));
        assert!(!rate.admits(("ak", "none"), 0, Some(0)));
    }
}
