//! A fleet of callers before a model service, in made-up time: whatever the
//! quotas, the ways and the jobs, nobody is lost and no second is overrun.

use super::*;
use std::collections::{BTreeMap, BTreeSet};
use volcengine_visual::call::retry::scatter;

const CALLERS: usize = 50;
const TENANTS: [&str; 3] = ["a", "b", "c"];

enum Event {
    /// A caller comes.
    Come,
    /// The request of this claim leaves.
    Leave(u64),
    /// It reaches the service.
    Arrive(u64),
    /// The service's answer is here.
    Answer(u64, Option<Refusal>),
    /// The job ends.
    End,
    /// Its end is known here.
    Known(u64),
    /// The caller has waited enough.
    GiveUp(u64),
    Look,
}

struct World {
    group: Group,
    dice: u64,
    start: Instant,
    now: u64,
    events: BTreeMap<(u64, usize), Event>,
    planned: usize,
    looks: BTreeSet<u64>,
    claims: BTreeMap<u64, Claim>,
    waiting: BTreeSet<u64>,
    /// The service: its quotas, the jobs at work, and when it was asked and let in.
    quota: (usize, usize),
    at_work: usize,
    asked: Vec<u64>,
    admitted: Vec<u64>,
    refusals: usize,
    done: usize,
    gone: usize,
    last: u64,
    /// Whether the callers tell when a request leaves.
    tells: bool,
}

impl World {
    fn new(seed: u64) -> World {
        let mut dice = seed << 32;
        let mut any = |max: u64| roll(&mut dice, max) as u32;
        let quota = (1 + any(5), 1 + any(6));
        let default = Quota {
            concurrency: Some((1 + any(1)).min(quota.0 + 1)),
            per_second: Some((1 + any(1)).min(quota.1 + 1)),
            fixed: false,
        };
        let tells = any(1) == 0;
        World {
            group: Group::new(default, seed),
            dice,
            start: Instant::now(),
            now: 0,
            events: BTreeMap::new(),
            planned: 0,
            looks: BTreeSet::new(),
            claims: BTreeMap::new(),
            waiting: BTreeSet::new(),
            quota: (quota.0 as usize, quota.1 as usize),
            at_work: 0,
            asked: Vec::new(),
            admitted: Vec::new(),
            refusals: 0,
            done: 0,
            gone: 0,
            last: 0,
            tells,
        }
    }

    fn any(&mut self, max: u64) -> u64 {
        roll(&mut self.dice, max)
    }

    fn plan(&mut self, delay: u64, event: Event) {
        self.planned += 1;
        self.events.insert((self.now + delay, self.planned), event);
    }

    fn moment(&self) -> Instant {
        self.start + Duration::from_millis(self.now)
    }

    fn run(&mut self) {
        for _ in 0..CALLERS {
            let delay = self.any(500);
            self.plan(delay, Event::Come);
        }
        while let Some(((now, _), event)) = self.events.pop_first() {
            self.now = now;
            self.happen(event);
            self.settle();
        }
    }

    fn happen(&mut self, event: Event) {
        let now = self.moment();
        match event {
            Event::Come => self.come(),
            Event::Leave(number) => {
                if self.tells {
                    self.group.sent(&self.claims[&number], now);
                }
                let way = self.any(90);
                self.plan(way, Event::Arrive(number));
            }
            Event::Arrive(number) => {
                let refusal = self.judge();
                let way = self.any(90);
                self.plan(way, Event::Answer(number, refusal));
            }
            Event::Answer(number, None) => {
                self.group.accepted(&self.claims[&number], now);
                let work = self.any(2000);
                let known = self.any(300);
                self.plan(work, Event::End);
                self.plan(work + known, Event::Known(number));
            }
            Event::Answer(number, Some(refusal)) => {
                self.refusals += 1;
                let claim = &self.claims[&number];
                self.group.refused(claim, (refusal, None), now);
                self.group.rejoin(claim);
                self.waiting.insert(number);
            }
            Event::End => self.at_work -= 1,
            Event::Known(number) => {
                self.done += 1;
                self.last = self.now;
                self.group.leave(&self.claims[&number]);
            }
            Event::GiveUp(number) => {
                if self.waiting.remove(&number) {
                    self.gone += 1;
                    self.group.leave(&self.claims[&number]);
                }
            }
            Event::Look => {}
        }
    }

    fn come(&mut self) {
        let tenant = TENANTS[self.any(2) as usize];
        let claim = self.group.join(tenant.into());
        let number = claim.number;
        self.claims.insert(number, claim);
        self.waiting.insert(number);
        if self.any(9) == 0 {
            let patience = self.any(8000);
            self.plan(patience, Event::GiveUp(number));
        }
    }

    /// What the service answers: as the real one, by the second before.
    fn judge(&mut self) -> Option<Refusal> {
        let now = self.now;
        self.asked.push(now);
        let lately = self.admitted.iter().filter(|at| **at + 1000 > now);
        if lately.count() >= self.quota.1 {
            return Some(Refusal::TooManyASecond);
        }
        self.admitted.push(now);
        if self.at_work >= self.quota.0 {
            return Some(Refusal::TooManyAtOnce);
        }
        self.at_work += 1;
        None
    }

    fn settle(&mut self) {
        let turns = self.group.turns(self.moment());
        for number in turns.admitted {
            assert!(self.waiting.remove(&number), "{number} did not wait");
            let tenant = &self.claims[&number].tenant;
            let mut before = self.waiting.range(..number);
            let overtaken = before.find(|other| self.claims[other].tenant == *tenant);
            assert_eq!(overtaken, None, "overtaken by {number} of {tenant}");
            let pause = self.any(200);
            self.plan(pause, Event::Leave(number));
        }
        if let Some(again) = turns.again {
            let wait = (again - self.moment()).as_nanos().div_ceil(1_000_000);
            assert!(wait > 0, "would look again without end");
            let at = self.now + wait as u64;
            // One look at a time is enough.
            if self.looks.insert(at) {
                self.plan(wait as u64, Event::Look);
            }
        }
    }

    /// The most that was asked within a second.
    fn busiest(&self) -> usize {
        let within = |first: &u64| {
            let later = self.asked.iter().filter(|at| *at >= first);
            later.filter(|at| **at < first + 1000).count()
        };
        self.asked.iter().map(within).max().unwrap_or(0)
    }
}

/// Any whole number from nothing up to `most`.
fn roll(dice: &mut u64, max: u64) -> u64 {
    *dice += 1;
    scatter(*dice) % (max + 1)
}

#[test]
fn nobody_is_lost_and_no_second_overrun() {
    for seed in 0..500 {
        let mut world = World::new(seed);
        world.run();
        let about = format!("seed {seed}, quota {:?}", world.quota);
        assert_eq!(world.done + world.gone, CALLERS, "{about}");
        let busiest = world.busiest();
        assert!(
            busiest <= world.quota.1 + 1,
            "{about}: {busiest} in a second"
        );
        let refusals = world.refusals;
        assert!(refusals <= CALLERS / 10, "{about}: {refusals} refusals");
        // A job takes a second, and its ways and the news of its end as well.
        let (done, took) = (world.done as u64, world.last);
        let at_once = done * 1300 / world.quota.0 as u64;
        let at_best = at_once.max(done * 1100 / world.quota.1 as u64);
        assert!(took <= 2 * at_best, "{about}: {took} ms, at best {at_best}");
    }
}
