//! Every group there is, as long as somebody uses it or what it learnt is worth
//! keeping.

use super::counter::Counter;
use super::group::Group;
use super::ticket::Quota;
use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many groups are kept. Only those in use can be more.
const MOST: usize = 4096;
/// How long an unused group is remembered.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// How often groups are looked through for old ones.
const SWEEP: Duration = Duration::from_secs(60);

/// Access key id and tool.
pub(super) type Key = (String, String);

#[derive(Default)]
pub(super) struct Groups {
    groups: HashMap<Key, Arc<Counter>>,
    swept: Option<Instant>,
    seeds: RandomState,
}

impl Groups {
    /// The group of a key, made where there is none.
    pub(super) fn counter(&mut self, key: Key, quota: Quota, now: Instant) -> Arc<Counter> {
        if self.swept.is_none_or(|swept| swept + SWEEP <= now) {
            self.swept = Some(now);
            self.groups
                .retain(|_, counter| in_use(counter) || counter.used() + KEPT > now);
        }
        if self.groups.len() >= MOST && !self.groups.contains_key(&key) {
            self.forget_one();
        }
        let seed = self.seeds.hash_one(&key);
        let made = || Arc::new(Counter::new(Group::new(quota, seed), now));
        self.groups.entry(key).or_insert_with(made).clone()
    }

    /// Forgets the group that was unused for longest.
    fn forget_one(&mut self) {
        let unused = self.groups.iter().filter(|(_, counter)| !in_use(counter));
        let oldest = unused.min_by_key(|(_, counter)| counter.used());
        if let Some(key) = oldest.map(|(key, _)| key.clone()) {
            self.groups.remove(&key);
        }
    }
}

/// Whether anybody waits for the group or holds a place of it.
fn in_use(counter: &Arc<Counter>) -> bool {
    Arc::strong_count(counter) > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counter(groups: &mut Groups, tool: &str, now: Instant) -> Arc<Counter> {
        let key = ("AKLT1".to_owned(), tool.to_owned());
        groups.counter(key, Quota::default(), now)
    }

    #[test]
    fn a_group_is_shared_and_forgotten_when_it_was_long_unused() {
        let (mut groups, now) = (Groups::default(), Instant::now());
        let first = counter(&mut groups, "a", now);
        assert!(Arc::ptr_eq(&first, &counter(&mut groups, "a", now)));
        counter(&mut groups, "b", now);
        counter(&mut groups, "c", now + KEPT - SWEEP);
        counter(&mut groups, "d", now + KEPT);
        // `a` is held, `c` was used lately.
        let mut names: Vec<&str> = groups.groups.keys().map(|key| key.1.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["a", "c", "d"]);
    }

    #[test]
    fn there_are_never_more_than_are_in_use_or_fit() {
        let (mut groups, now) = (Groups::default(), Instant::now());
        let held = counter(&mut groups, "held", now);
        for number in 0..MOST as u64 + 10 {
            let moment = now + Duration::from_millis(number);
            counter(&mut groups, &number.to_string(), moment);
        }
        assert_eq!(groups.groups.len(), MOST);
        assert!(Arc::ptr_eq(&held, &counter(&mut groups, "held", now)));
        assert!(!groups.groups.contains_key(&("AKLT1".into(), "0".into())));
    }
}
