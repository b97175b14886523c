//! One group with made-up times. `fleet` does the same with a model service.

#[path = "fleet_tests.rs"]
mod fleet;

use super::*;
use volcengine_visual::call::retry::CAP_MS;

const BOTH: Quota = Quota {
    concurrency: Some(2),
    per_second: Some(2),
    fixed: false,
};
const AT_ONCE: Quota = Quota {
    per_second: None,
    ..BOTH
};
const PER_SECOND: Quota = Quota {
    concurrency: None,
    ..BOTH
};

/// A group with claims in its line, and moments in milliseconds.
struct Scene {
    group: Group,
    claims: Vec<Claim>,
    start: Instant,
}

impl Scene {
    fn new(quota: Quota, tenants: &str) -> Scene {
        let mut group = Group::new(quota, 1);
        let tenants = tenants.split(' ');
        let claims = tenants.map(|tenant| group.join(tenant.into())).collect();
        let start = Instant::now();
        Scene {
            group,
            claims,
            start,
        }
    }

    fn at(&self, ms: u64) -> Instant {
        self.start + Duration::from_millis(ms)
    }

    /// Whose turn it is; claims are counted from 1.
    fn turns(&mut self, ms: u64) -> Vec<u64> {
        self.group.turns(self.at(ms)).admitted
    }

    /// When to look again.
    fn again(&mut self, ms: u64) -> Option<u64> {
        let turns = self.group.turns(self.at(ms));
        assert!(turns.admitted.is_empty(), "somebody's turn was due");
        let again = turns.again?.duration_since(self.start);
        // Rounded up, as timers do.
        Some(again.as_nanos().div_ceil(1_000_000) as u64)
    }

    fn accepted(&mut self, number: usize, ms: u64) {
        let now = self.at(ms);
        self.group.accepted(&self.claims[number - 1], now);
    }

    fn refused(&mut self, number: usize, answer: (Refusal, Option<u64>), ms: u64) {
        let now = self.at(ms);
        let answer = (answer.0, answer.1.map(Duration::from_secs));
        self.group.refused(&self.claims[number - 1], answer, now);
    }

    fn again_please(&mut self, number: usize) {
        self.group.rejoin(&self.claims[number - 1]);
    }

    fn leave(&mut self, number: usize) {
        self.group.leave(&self.claims[number - 1]);
    }
}

#[test]
fn a_place_given_back_goes_to_who_is_next() {
    let mut scene = Scene::new(AT_ONCE, "a a a b");
    assert_eq!(scene.turns(0), [1, 4]);
    assert_eq!(scene.again(0), None);
    scene.leave(4);
    assert_eq!(scene.turns(0), [2]);
    scene.leave(1);
    assert_eq!(scene.turns(0), [3]);
}

#[test]
fn who_leaves_the_line_takes_nobodys_turn() {
    let mut scene = Scene::new(AT_ONCE, "a b c d");
    assert_eq!(scene.turns(0), [1, 2]);
    scene.leave(3);
    assert!(scene.turns(0).is_empty());
    scene.leave(1);
    assert_eq!(scene.turns(0), [4]);
}

#[test]
fn a_second_holds_no_more_than_its_limit() {
    let mut scene = Scene::new(PER_SECOND, "a a a a");
    assert_eq!(scene.turns(0), [1, 2]);
    // Not answered yet: they may still be on their way.
    assert_eq!(scene.again(0), Some(2100));
    scene.accepted(1, 50);
    assert_eq!(scene.again(50), Some(1150));
    scene.leave(1);
    assert_eq!(scene.again(60), Some(1150), "a job's end changes nothing");
    assert_eq!(scene.turns(1150), [3]);
}

#[test]
fn what_was_not_handed_in_does_not_count() {
    let mut scene = Scene::new(PER_SECOND, "a a a");
    assert_eq!(scene.turns(0), [1, 2]);
    scene.group.give_back(&scene.claims[0]);
    assert_eq!(scene.turns(0), [3]);
}

#[test]
fn one_more_is_tried_where_the_limit_was_reached() {
    let mut scene = Scene::new(BOTH, "a a a a a");
    assert_eq!(scene.turns(0), [1, 2]);
    scene.accepted(1, 10);
    assert_eq!(scene.again(10), None);
    scene.accepted(2, 20);
    assert_eq!(scene.turns(20), [3]);
    scene.refused(3, (Refusal::TooManyASecond, None), 30);
    scene.again_please(3);
    assert_eq!(
        scene.again(30),
        Some(1120),
        "two of three count in the second"
    );
    assert_eq!(scene.turns(1120), [3]);
    scene.refused(3, (Refusal::TooManyAtOnce, None), 1130);
    scene.again_please(3);
    assert_eq!(scene.again(1130), Some(61_130));
    scene.leave(1);
    assert_eq!(scene.turns(2230), [3], "it comes before 4 and 5");
}

#[test]
fn a_refused_one_keeps_its_place_until_it_queues_again() {
    let mut scene = Scene::new(AT_ONCE, "a a b c");
    assert_eq!(scene.turns(0), [1, 3]);
    scene.refused(3, (Refusal::TooManyASecond, None), 10);
    assert!(scene.turns(5000).is_empty());
    scene.again_please(3);
    assert_eq!(scene.turns(5000), [3]);
}

#[test]
fn what_ended_on_the_way_of_a_refused_one_had_worked() {
    let mut scene = Scene::new(AT_ONCE, "a a a a a");
    assert_eq!(scene.turns(0), [1, 2]);
    scene.accepted(1, 10);
    scene.accepted(2, 10);
    assert_eq!(scene.turns(10), [3]);
    scene.leave(1);
    scene.refused(3, (Refusal::TooManyAtOnce, None), 20);
    scene.again_please(3);
    assert_eq!(scene.turns(20), [3], "two are known to work");
    assert_eq!(scene.again(20), Some(60_020));
}

#[test]
fn pauses_grow_while_nothing_of_ours_explains_the_refusals() {
    let mut scene = Scene::new(AT_ONCE, "a b");
    assert_eq!(scene.turns(0), [1, 2]);
    scene.leave(2);
    let mut now = 0;
    let mut longest = Duration::from_millis(500);
    let mut pauses = Vec::new();
    for _ in 0..12 {
        scene.refused(1, (Refusal::TooManyAtOnce, None), now);
        scene.again_please(1);
        let opens = scene.again(now).expect("a pause");
        let pause = Duration::from_millis(opens - now);
        assert!(pause <= longest, "{pause:?} > {longest:?}");
        pauses.push(pause);
        longest = Duration::from_millis(CAP_MS).min(longest * 2);
        now = opens;
        assert_eq!(scene.turns(now), [1]);
    }
    assert!(pauses.iter().max() > Some(&Duration::from_secs(10)));
    scene.accepted(1, now);
    assert_eq!(scene.group.unexplained, 0);
}

#[test]
fn retry_after_closes_the_group_for_a_minute_at_most() {
    for (seconds, opens) in [(0, 0), (5, 5000), (1_000_000_000, 60_000)] {
        let mut scene = Scene::new(AT_ONCE, "a b c");
        assert_eq!(scene.turns(0), [1, 2]);
        scene.refused(1, (Refusal::TooManyAtOnce, Some(seconds)), 0);
        scene.leave(1);
        scene.leave(2);
        if opens > 0 {
            assert_eq!(scene.again(0), Some(opens));
        }
        assert_eq!(scene.turns(opens), [3]);
    }
}

#[test]
fn only_a_fixed_quota_replaces_another() {
    let fixed = |number| Quota {
        concurrency: Some(number),
        per_second: None,
        fixed: true,
    };
    let mut scene = Scene::new(AT_ONCE, "a a a a a");
    scene.group.set_quota(Quota::default());
    assert_eq!(scene.turns(0), [1, 2]);
    scene.group.set_quota(fixed(3));
    assert_eq!(scene.turns(0), [3]);
    for number in 1..=3 {
        scene.accepted(number, 10);
    }
    assert_eq!(scene.again(10), None, "a fixed one is not exceeded");
    scene.group.set_quota(AT_ONCE);
    assert_eq!(scene.again(10), None);
    scene.group.set_quota(fixed(4));
    assert_eq!(scene.turns(10), [4]);
}
