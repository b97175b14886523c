//! What a purchase does, one step after the other, and what is left to chance.

use super::times::Kind;
use super::{MILLISECOND, SECOND};
use crate::torture::Dice;

/// Chance that can be had again.
pub struct Chance(Dice);

impl Chance {
    /// From a seed.
    pub fn new(seed: u64) -> Chance {
        Chance(Dice::new(seed))
    }

    /// From 0 up to 1.
    pub fn part(&mut self) -> f64 {
        self.0.below(1 << 53) as f64 / (1_u64 << 53) as f64
    }

    /// A number below this one.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0.below(bound)
    }

    /// Between two times.
    pub fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }

    /// The time to the next of so many a second, at random.
    pub fn next_of(&mut self, a_second: f64) -> u64 {
        (-(1.0 - self.part()).ln() / a_second * SECOND as f64) as u64
    }
}

/// What was recorded last of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// Nothing.
    Nothing,
    /// It is not sent yet.
    Queued,
    /// It may have been sent.
    Sending,
    /// The service has it.
    Pending,
    /// It has ended.
    Done,
}

/// How often a task is asked after until it is done: claims of its polling, renewed every 10 s,
/// and the client's own questions.
const STEPS: [Kind; 13] = [
    Kind::Claim,
    Kind::Enter,
    Kind::Leaves,
    Kind::Accepted,
    Kind::Taught,
    Kind::Poll,
    Kind::OfJob,
    Kind::OfJob,
    Kind::Poll,
    Kind::OfJob,
    Kind::Ended,
    Kind::Gone,
    Kind::Polled,
];

/// How many statements a purchase is.
pub const COUNT: usize = STEPS.len();

/// Where a task goes on whose poller has died.
pub const TAKEN_OVER: usize = 5;

/// The statement of a step.
pub fn kind(step: usize) -> Option<Kind> {
    STEPS.get(step).copied()
}

/// How long a purchase pauses before a step, in nanoseconds.
pub fn pause(step: usize, chance: &mut Chance) -> u64 {
    match step {
        // The request to the service.
        3 => chance.between(200 * MILLISECOND, 1_500 * MILLISECOND),
        // The task at work: 15 s as a rule, in four pauses.
        6..=9 => chance.between(2 * SECOND, 5 * SECOND),
        10 => chance.between(SECOND, 2 * SECOND),
        _ => 0,
    }
}

/// What is recorded when so many steps are done.
pub fn recorded(done: usize) -> Recorded {
    match done {
        0 => Recorded::Nothing,
        1 | 2 => Recorded::Queued,
        3 => Recorded::Sending,
        4..=10 => Recorded::Pending,
        _ => Recorded::Done,
    }
}
