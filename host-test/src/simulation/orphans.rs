//! What becomes of the purchases of members that were lost: their clients ask again with the same
//! key, and the lease says when another member may go on.

use std::collections::{HashMap, HashSet};

use super::fleet::{Event, Figures, Fleet, LEASE};
use super::steps::{self, Recorded};
use super::times::Kind;
use super::{MILLISECOND, SECOND};

/// A claim of polling is a lease of its own, renewed when half of it has passed.
const POLL_LEASE: u64 = 20 * SECOND;

/// Lost members, and what they left.
#[derive(Default)]
pub struct Orphans {
    lost: HashSet<u64>,
    lost_at: u64,
    /// When each member has said that it is alive.
    ticks: HashMap<u64, u64>,
    /// Until when each purchase is its lost member's.
    leases: HashMap<u64, u64>,
    repeating: HashSet<u64>,
    count: usize,
    unknown: usize,
    /// From the loss until each was settled.
    settled: Vec<u64>,
    repetitions: u64,
}

impl Orphans {
    pub fn is_lost(&self, member: u64) -> bool {
        self.lost.contains(&member)
    }

    pub fn ticked(&mut self, member: u64, now: u64) {
        self.ticks.insert(member, now);
    }

    /// Whether a purchase's statement is a repetition of its client.
    pub fn answers_repetition(&self, number: u64) -> bool {
        self.repeating.contains(&number)
    }

    pub fn figures(&self) -> Figures {
        let mut settled = self.settled.clone();
        settled.sort_unstable();
        Figures {
            orphans: self.count,
            taken_over: settled.len() - self.unknown,
            unknown: self.unknown,
            recovery_p50: settled.get(settled.len() / 2).copied().unwrap_or(0),
            recovery_max: settled.last().copied().unwrap_or(0),
            repetitions: self.repetitions,
            ..Figures::default()
        }
    }
}

impl Fleet {
    /// Loses members. The clients of their purchases notice, and ask another one.
    pub fn lose(&mut self) {
        let now = self.agenda.now();
        while (self.orphans.lost.len() as u64) < self.plan.lost {
            let member = self.chance.below(self.plan.members);
            self.orphans.lost.insert(member);
        }
        self.orphans.lost_at = now;
        let lost = |each: &(&u64, &super::fleet::Purchase)| self.orphans.is_lost(each.1.member);
        let left = self.purchases.iter().filter(lost);
        let mut left: Vec<(u64, u64, usize)> = left
            .map(|(number, purchase)| (*number, purchase.member, purchase.done))
            .collect();
        // A map has no order of its own.
        left.sort_unstable();
        for (number, member, done) in left {
            if steps::recorded(done) == Recorded::Done {
                self.purchases.remove(&number);
                continue;
            }
            let lease = match steps::recorded(done) {
                Recorded::Pending => now + self.chance.between(POLL_LEASE / 2, POLL_LEASE),
                _ => self.orphans.ticks.get(&member).copied().unwrap_or(0) + LEASE,
            };
            if let Some(purchase) = self.purchases.get_mut(&number) {
                (purchase.is_orphan, purchase.holder) = (true, 1);
            }
            self.orphans.leases.insert(number, lease);
            self.orphans.count += 1;
            let notices = self.chance.between(100 * MILLISECOND, SECOND);
            self.agenda.add(notices, Event::Repeats(number));
        }
    }

    /// A client asks another member for the same.
    pub fn repeat(&mut self, number: u64) {
        let member = self.alive();
        let Some(purchase) = self.purchases.get_mut(&number) else {
            return;
        };
        purchase.member = member;
        let account = purchase.account;
        let kind = match steps::recorded(purchase.done) {
            Recorded::Pending => Kind::Poll,
            _ => Kind::Claim,
        };
        self.orphans.repeating.insert(number);
        self.orphans.repetitions += 1;
        self.send(account, (kind, number));
    }

    /// It hears what the journal knows of it.
    pub fn repeated(&mut self, number: u64) {
        self.orphans.repeating.remove(&number);
        let now = self.agenda.now();
        let Some(purchase) = self.purchases.get_mut(&number) else {
            return;
        };
        let recorded = steps::recorded(purchase.done);
        if recorded != Recorded::Nothing && now < self.orphans.leases[&number] {
            let pause = self.chance.between(SECOND, 2 * SECOND);
            self.agenda.add(pause, Event::Repeats(number));
            return;
        }
        self.orphans.settled.push(now - self.orphans.lost_at);
        purchase.done = match recorded {
            Recorded::Nothing | Recorded::Queued => 1,
            Recorded::Sending => {
                self.orphans.unknown += 1;
                self.purchases.remove(&number);
                return;
            }
            _ => steps::TAKEN_OVER + 1,
        };
        purchase.is_orphan = false;
        let event = Event::Proceeds(number, purchase.holder);
        self.agenda.add(0, event);
    }
}
