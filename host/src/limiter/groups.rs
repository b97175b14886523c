//! Every group there is, as long as somebody uses it or what it learnt is worth
//! keeping.

use super::group::Group;
use super::shared_group::{Clock, SharedGroup};
use super::ticket::Quota;
use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many groups are kept. Only those in use can be more.
const MAX_GROUPS: usize = 4096;
/// How long an unused group is remembered.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// How often groups are looked through for old ones.
const SWEEP: Duration = Duration::from_secs(60);

/// Access key id and tool.
pub(super) type Key = (String, String);

pub(super) struct Groups {
    groups: HashMap<Key, Arc<SharedGroup>>,
    swept: Option<Instant>,
    seeds: RandomState,
    clock: Clock,
}

impl Groups {
    pub(super) fn new(clock: Clock) -> Groups {
        Groups {
            groups: HashMap::new(),
            swept: None,
            seeds: RandomState::new(),
            clock,
        }
    }

    pub(super) fn now(&self) -> Instant {
        (self.clock)()
    }

    /// The group of a key, made where there is none.
    pub(super) fn get(&mut self, key: Key, quota: Quota, now: Instant) -> Arc<SharedGroup> {
        if self.swept.is_none_or(|swept| swept + SWEEP <= now) {
            self.swept = Some(now);
            self.groups
                .retain(|_, counter| in_use(counter) || counter.used() + KEPT > now);
        }
        if self.groups.len() >= MAX_GROUPS && !self.groups.contains_key(&key) {
            self.forget_one();
        }
        let seed = self.seeds.hash_one(&key);
        let clock = self.clock;
        let made = || Arc::new(SharedGroup::new(Group::new(quota, seed), clock, now));
        self.groups.entry(key).or_insert_with(made).clone()
    }

    /// How many wait in all groups, and since when the one who has waited longest.
    pub(super) fn waiting(&self) -> (usize, Option<Instant>) {
        let groups = self.groups.values().map(|group| group.waiting());
        groups.fold((0, None), |(count, oldest), (more, since)| {
            (count + more, oldest.into_iter().chain(since).min())
        })
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

/// Whether anybody waits for the group or holds a permit of it.
fn in_use(counter: &Arc<SharedGroup>) -> bool {
    Arc::strong_count(counter) > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counter(groups: &mut Groups, tool: &str, now: Instant) -> Arc<SharedGroup> {
        let key = ("AKLT1".to_owned(), tool.to_owned());
        groups.get(key, Quota::default(), now)
    }

    #[test]
    fn a_group_is_shared_and_forgotten_when_it_was_long_unused() {
        let (mut groups, now) = (Groups::new(Instant::now), Instant::now());
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
        let (mut groups, now) = (Groups::new(Instant::now), Instant::now());
        let held = counter(&mut groups, "held", now);
        for number in 0..MAX_GROUPS as u64 + 10 {
            let moment = now + Duration::from_millis(number);
            counter(&mut groups, &number.to_string(), moment);
        }
        assert_eq!(groups.groups.len(), MAX_GROUPS);
        assert!(Arc::ptr_eq(&held, &counter(&mut groups, "held", now)));
        assert!(!groups.groups.contains_key(&("AKLT1".into(), "0".into())));
    }
}
