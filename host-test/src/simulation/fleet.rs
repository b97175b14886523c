//! Members, their purchases, and the loss of some of them.

use std::collections::HashMap;

use super::SECOND;
use super::agenda::Agenda;
use super::database::{Database, Machine, Statement, Step};
use super::orphans::Orphans;
use super::steps::{self, Chance};
use super::times::Kind;

/// For how long a member is taken for alive, and how often it says that it is.
pub const LEASE: u64 = 15 * SECOND;
const TICK: u64 = 5 * SECOND;
/// How often the journal's time is written down, by whichever member comes first.
const CLOCK: u64 = 30 * SECOND;
/// The row that it stands in. Quotas have other numbers.
const CLOCK_ROW: u64 = u64::MAX;
/// Accounts, each with a quota, and half of all purchases are of the first hundredth of them.
const ACCOUNTS: u64 = 10_000;
/// Owners of statements that are members; purchases have higher numbers.
pub const MEMBERS_END: u64 = 1 << 20;

/// What is simulated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// What is left to chance follows from it.
    pub seed: u64,
    /// Members.
    pub members: u64,
    /// Databases; each has its share of the accounts.
    pub databases: usize,
    /// What each runs on.
    pub machine: Machine,
    /// Purchases a second, over all members.
    pub purchases: f64,
    /// Questions a second after tasks at rest.
    pub questions: f64,
    /// Seconds that do not count: the first tasks have not ended yet.
    pub warm_up: u64,
    /// Seconds that count.
    pub seconds: u64,
    /// Members that are lost at once after a quarter of them.
    pub lost: u64,
}

impl Plan {
    /// A thousand members on one database of the machine that was measured.
    pub fn new(seed: u64) -> Plan {
        Plan {
            seed,
            members: 1_000,
            databases: 1,
            machine: Machine {
                cores: 2,
                connections: 100,
                flush: 4_000_000,
            },
            purchases: 100.0,
            questions: 100.0,
            warm_up: 30,
            seconds: 60,
            lost: 0,
        }
    }

    fn begin(&self) -> u64 {
        self.warm_up * SECOND
    }

    fn end(&self) -> u64 {
        (self.warm_up + self.seconds) * SECOND
    }

    fn loss(&self) -> u64 {
        self.begin() + self.seconds * SECOND / 4
    }
}

/// What came of it. Times are in nanoseconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Statements a second, of all databases.
    pub statements: f64,
    /// How busy the cores are, from 0 to 1: the busiest database.
    pub cpu: f64,
    /// From a purchase's request to the answer of its claim.
    pub claim_p50: u64,
    pub claim_p99: u64,
    /// The same, of requests in the 20 seconds after members were lost.
    pub claim_p99_after: u64,
    /// Purchases that lost members had under way.
    pub orphans: usize,
    /// Those that another member went on with, or bought.
    pub taken_over: usize,
    /// Those that may have been sent: unknown for good.
    pub unknown: usize,
    /// From the loss until half, and all of them were.
    pub recovery_p50: u64,
    pub recovery_max: u64,
    /// Statements that their clients' repetitions added.
    pub repetitions: u64,
}

pub enum Event {
    Arrives,
    Asks,
    Ticks(u64),
    Counts,
    Lose,
    Base(usize, Step),
    /// A purchase goes on, if it is still the same one's.
    Proceeds(u64, usize),
    Repeats(u64),
}

pub struct Purchase {
    pub member: u64,
    pub account: u64,
    /// Steps that are done.
    pub done: usize,
    pub requested: u64,
    /// Counts those who were at it, one after the other.
    pub holder: usize,
    /// Its member is lost, and no other one has it yet.
    pub is_orphan: bool,
}

pub struct Fleet {
    pub plan: Plan,
    pub agenda: Agenda<Event>,
    pub chance: Chance,
    databases: Vec<Database>,
    pub purchases: HashMap<u64, Purchase>,
    next: u64,
    clock: Vec<u64>,
    pub orphans: Orphans,
    claims: Vec<(u64, u64)>,
}

/// Simulates a plan.
pub fn run(plan: &Plan) -> Figures {
    let mut fleet = Fleet {
        plan: *plan,
        agenda: Agenda::new(),
        chance: Chance::new(plan.seed),
        databases: (0..plan.databases)
            .map(|_| Database::new(plan.machine))
            .collect(),
        purchases: HashMap::new(),
        next: MEMBERS_END,
        clock: vec![0; plan.databases],
        orphans: Orphans::default(),
        claims: Vec::new(),
    };
    for member in 0..plan.members {
        let first = fleet.chance.below(TICK);
        fleet.agenda.add(first, Event::Ticks(member));
    }
    fleet.agenda.add(0, Event::Arrives);
    fleet.agenda.add(0, Event::Asks);
    if plan.lost > 0 {
        fleet.agenda.add(plan.loss(), Event::Lose);
    }
    fleet.agenda.add(plan.begin(), Event::Counts);
    while let Some(event) = fleet.agenda.next_before(plan.end()) {
        fleet.on(event);
    }
    fleet.figures()
}

impl Fleet {
    fn on(&mut self, event: Event) {
        match event {
            Event::Arrives => {
                let next = self.chance.next_of(self.plan.purchases);
                self.agenda.add(next, Event::Arrives);
                let bound = match self.chance.below(2) {
                    0 => ACCOUNTS / 100,
                    _ => ACCOUNTS,
                };
                let purchase = Purchase {
                    member: self.alive(),
                    account: self.chance.below(bound),
                    done: 0,
                    requested: self.agenda.now(),
                    holder: 0,
                    is_orphan: false,
                };
                self.next += 1;
                self.purchases.insert(self.next, purchase);
                self.proceed(self.next);
            }
            Event::Asks => {
                let next = self.chance.next_of(self.plan.questions);
                self.agenda.add(next, Event::Asks);
                let account = self.chance.below(ACCOUNTS);
                self.send(account, (Kind::OfJob, 0));
            }
            Event::Ticks(member) => {
                if !self.orphans.is_lost(member) {
                    self.orphans.ticked(member, self.agenda.now());
                    self.agenda.add(TICK, Event::Ticks(member));
                    for base in 0..self.databases.len() {
                        self.send(base as u64, (Kind::Tick, member));
                    }
                }
            }
            Event::Counts => {
                for base in &mut self.databases {
                    (base.computed, base.answered) = (0, 0);
                }
            }
            Event::Lose => self.lose(),
            Event::Base(base, step) => {
                let (mut answered, agenda) = (Vec::new(), &mut self.agenda);
                self.databases[base].step(step, &mut answered, &mut |after, step| {
                    agenda.add(after, Event::Base(base, step));
                });
                for statement in answered.iter().filter(|each| each.owner >= MEMBERS_END) {
                    self.answered(statement);
                }
            }
            Event::Proceeds(number, holder) => {
                let purchase = self.purchases.get(&number);
                if purchase.is_some_and(|each| each.holder == holder) {
                    self.proceed(number);
                }
            }
            Event::Repeats(number) => self.repeat(number),
        }
    }

    /// A member that is alive.
    pub fn alive(&mut self) -> u64 {
        loop {
            let member = self.chance.below(self.plan.members);
            if !self.orphans.is_lost(member) {
                return member;
            }
        }
    }

    /// Sends a statement to the database of an account.
    pub fn send(&mut self, account: u64, (kind, owner): (Kind, u64)) {
        let base = (account % self.databases.len() as u64) as usize;
        let now = self.agenda.now();
        let mut lock = kind.locks_quota().then_some(account);
        if kind == Kind::Tick && now >= self.clock[base] + CLOCK {
            self.clock[base] = now;
            lock = Some(CLOCK_ROW);
        }
        let statement = Statement {
            kind,
            owner,
            lock,
            cpu: kind.sample(&mut self.chance),
        };
        let agenda = &mut self.agenda;
        self.databases[base].send(statement, &mut |after, step| {
            agenda.add(after, Event::Base(base, step));
        });
    }

    /// Sends the next statement of a purchase.
    fn proceed(&mut self, number: u64) {
        let Some(purchase) = self.purchases.get(&number) else {
            return;
        };
        match steps::kind(purchase.done) {
            Some(kind) => self.send(purchase.account, (kind, number)),
            None => _ = self.purchases.remove(&number),
        }
    }

    fn answered(&mut self, statement: &Statement) {
        if self.orphans.answers_repetition(statement.owner) {
            return self.repeated(statement.owner);
        }
        let now = self.agenda.now();
        let Some(purchase) = self.purchases.get_mut(&statement.owner) else {
            return;
        };
        purchase.done += 1;
        if purchase.is_orphan {
            return;
        }
        if purchase.done == 1 && purchase.requested >= self.plan.begin() {
            self.claims
                .push((purchase.requested, now - purchase.requested));
        }
        let pause = steps::pause(purchase.done, &mut self.chance);
        match pause {
            0 => self.proceed(statement.owner),
            _ => {
                let event = Event::Proceeds(statement.owner, purchase.holder);
                self.agenda.add(pause, event);
            }
        }
    }

    fn figures(mut self) -> Figures {
        let seconds = self.plan.seconds as f64;
        let now = self.agenda.now();
        // Claims that still wait count as well.
        let waiting = self.purchases.values().filter(|each| each.done == 0);
        let waiting = waiting.map(|each| (each.requested, now - each.requested));
        self.claims
            .extend(waiting.filter(|each| each.0 >= self.plan.begin()));
        let quantile = |from: u64, to: u64, part: f64| {
            let within = self
                .claims
                .iter()
                .filter(|each| (from..to).contains(&each.0));
            let mut times: Vec<u64> = within.map(|each| each.1).collect();
            times.sort_unstable();
            let place = (times.len().saturating_sub(1) as f64 * part) as usize;
            times.get(place).copied().unwrap_or(0)
        };
        let lost = self.plan.loss();
        let busiest = self.databases.iter().map(|each| each.computed).max();
        let cores = seconds * SECOND as f64 * self.plan.machine.cores as f64;
        Figures {
            statements: self.databases.iter().map(|each| each.answered).sum::<u64>() as f64
                / seconds,
            cpu: busiest.unwrap_or(0) as f64 / cores,
            claim_p50: quantile(0, u64::MAX, 0.5),
            claim_p99: quantile(0, u64::MAX, 0.99),
            claim_p99_after: quantile(lost, lost + 20 * SECOND, 0.99),
            ..self.orphans.figures()
        }
    }
}
