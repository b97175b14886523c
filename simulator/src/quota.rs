//! Requests per second.

use crate::Busiest;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// When the latest requests of each key and tool came and were let in. Only jobs handed in are counted.
#[derive(Default)]
pub(crate) struct Rate(Mutex<HashMap<(String, String), Recent>>);

#[derive(Default)]
struct Recent {
    asked: VecDeque<i64>,
    admitted: VecDeque<i64>,
    busiest: Busiest,
}

impl Rate {
    /// Lets the request in, unless `limit` others were let in during the second before.
    pub(crate) fn admits(&self, who: (&str, &str), now_ms: i64, limit: Option<u32>) -> bool {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = table
            .entry((who.0.to_owned(), who.1.to_owned()))
            .or_default();
        recent.asked.push_back(now_ms);
        recent.busiest.asked = recent.busiest.asked.max(within(&mut recent.asked, now_ms));
        let before = within(&mut recent.admitted, now_ms);
        let admitted = limit.is_none_or(|limit| before < limit);
        if admitted {
            recent.admitted.push_back(now_ms);
            recent.busiest.admitted = recent.busiest.admitted.max(before + 1);
        }
        admitted
    }

    /// The busiest second of each key and tool.
    pub(crate) fn busiest(&self) -> BTreeMap<(String, String), Busiest> {
        let table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        table
            .iter()
            .map(|(who, recent)| (who.clone(), recent.busiest))
            .collect()
    }
}

/// Forgets what is a second old, and counts the rest.
fn within(times: &mut VecDeque<i64>, now_ms: i64) -> u32 {
    while times.front().is_some_and(|at| at + 1000 <= now_ms) {
        times.pop_front();
    }
    u32::try_from(times.len()).unwrap_or(u32::MAX)
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

    #[test]
    fn the_busiest_second_may_begin_anywhere() {
        let rate = Rate::default();
        for at in [0, 600, 900, 1500, 1599, 1600, 4000] {
            rate.admits(("ak", "tool"), at, Some(3));
        }
        let busiest = rate.busiest()[&("ak".to_owned(), "tool".to_owned())];
        // 600, 900, 1500 and 1599 lie within one second; of these the last is one too many.
        assert_eq!((busiest.asked, busiest.admitted), (4, 3));
    }
}
