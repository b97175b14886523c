//! What is known of one of the service's limits. It is learnt from answers: one
//! more is tried where the limit was reached, and a refusal leads back.

use std::time::{Duration, Instant};

/// How long nothing more is tried after a refusal. It doubles with every
/// refusal that a new attempt brings.
const REST: Duration = Duration::from_secs(60);
const LONGEST_REST: Duration = Duration::from_secs(30 * 60);

pub(super) struct LearnedLimit {
    /// The most that is known or assumed to work; nothing while no limit is known.
    works: Option<usize>,
    /// What is never exceeded.
    ceiling: usize,
    /// Whether `works` was seen to work: only then one more is tried.
    seen: bool,
    rests_until: Option<Instant>,
    rest: Duration,
}

impl LearnedLimit {
    pub(super) fn new(limit: Option<u32>, fixed: bool) -> LearnedLimit {
        let works = limit.map(|limit| limit.max(1) as usize);
        LearnedLimit {
            works,
            ceiling: works.filter(|_| fixed).unwrap_or(usize::MAX),
            seen: false,
            rests_until: None,
            rest: Duration::ZERO,
        }
    }

    /// Whether there is a limit at all, as far as one knows.
    pub(super) fn is_known(&self) -> bool {
        self.works.is_some()
    }

    /// How many may be tried now: at most one more than is known to work.
    pub(super) fn allowed(&self, now: Instant) -> usize {
        match self.works {
            None => usize::MAX,
            Some(works) if self.grows() && !self.rests(now) => works + 1,
            Some(works) => works,
        }
    }

    /// When one more may be tried, if nothing but time is missing.
    pub(super) fn grows_at(&self, now: Instant) -> Option<Instant> {
        self.rests_until.filter(|at| *at > now && self.grows())
    }

    /// The service accepted one, with `level` at work.
    pub(super) fn accepted(&mut self, level: usize, now: Instant) {
        let rests = self.rests(now);
        let Some(works) = self.works.as_mut().filter(|works| level >= **works) else {
            return;
        };
        self.seen = true;
        // While it rests, what lies above was at work before the refusal.
        if level > *works && !rests && *works < self.ceiling {
            *works += 1;
            self.rest = Duration::ZERO;
        }
    }

    /// The service refused one, with `worked` others at work.
    pub(super) fn refused(&mut self, worked: usize, now: Instant) {
        let worked = worked.max(1);
        let lower = self.works.is_none_or(|works| worked < works);
        if lower {
            self.works = Some(worked);
            self.seen = false;
        }
        // Several refusals of one burst count once.
        if !self.rests(now) {
            self.rest = (self.rest * 2).clamp(REST, LONGEST_REST);
        }
        self.rests_until = Some(now + self.rest);
    }

    fn grows(&self) -> bool {
        self.seen && self.works.is_some_and(|works| works < self.ceiling)
    }

    fn rests(&self, now: Instant) -> bool {
        self.rests_until.is_some_and(|until| until > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(start: Instant, seconds: u64) -> Instant {
        start + Duration::from_secs(seconds)
    }

    #[test]
    fn one_more_is_tried_only_after_the_limit_was_seen_to_work() {
        let now = Instant::now();
        let mut bound = LearnedLimit::new(Some(2), false);
        assert_eq!(bound.allowed(now), 2);
        bound.accepted(1, now);
        assert_eq!(bound.allowed(now), 2);
        bound.accepted(2, now);
        assert_eq!(bound.allowed(now), 3);
        bound.accepted(3, now);
        assert_eq!(bound.allowed(now), 4);
    }

    #[test]
    fn a_refusal_leads_back_and_growing_rests_follow() {
        let start = Instant::now();
        let mut bound = LearnedLimit::new(Some(2), false);
        bound.accepted(2, start);
        bound.refused(2, start);
        bound.refused(2, start);
        assert_eq!(bound.allowed(after(start, 59)), 2);
        assert_eq!(bound.grows_at(start), Some(after(start, 60)));
        assert_eq!(bound.allowed(after(start, 60)), 3);
        bound.refused(2, after(start, 60));
        assert_eq!(bound.allowed(after(start, 179)), 2);
        assert_eq!(bound.allowed(after(start, 180)), 3);
        // What was tried works at last: the next rest is a short one.
        bound.accepted(3, after(start, 180));
        bound.refused(3, after(start, 180));
        assert_eq!(bound.allowed(after(start, 239)), 3);
        assert_eq!(bound.allowed(after(start, 240)), 4);
    }

    #[test]
    fn late_acceptances_do_not_undo_a_refusal() {
        let now = Instant::now();
        let mut bound = LearnedLimit::new(Some(4), false);
        bound.refused(1, now);
        bound.accepted(3, now);
        assert_eq!(bound.allowed(now), 1);
        assert_eq!(bound.allowed(after(now, 60)), 2);
    }

    #[test]
    fn a_fixed_number_is_never_exceeded_but_comes_back() {
        let now = Instant::now();
        let mut bound = LearnedLimit::new(Some(2), true);
        bound.accepted(2, now);
        assert_eq!(bound.allowed(now), 2);
        bound.refused(1, now);
        bound.accepted(1, now);
        assert_eq!(bound.allowed(after(now, 60)), 2);
        bound.accepted(2, after(now, 60));
        assert_eq!(bound.allowed(after(now, 1000)), 2);
        assert_eq!(bound.grows_at(now), None);
    }

    #[test]
    fn an_unknown_limit_begins_with_the_first_refusal() {
        let now = Instant::now();
        let mut bound = LearnedLimit::new(None, false);
        bound.accepted(7, now);
        assert_eq!((bound.allowed(now), bound.is_known()), (usize::MAX, false));
        bound.refused(7, now);
        assert_eq!(bound.allowed(now), 7);
        bound.refused(0, now);
        assert_eq!(bound.allowed(now), 1);
        assert_eq!(LearnedLimit::new(Some(0), true).allowed(now), 1);
    }
}
