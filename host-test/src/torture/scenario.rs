//! The faults of reliability, each as data.

use super::{Schedule, Stage, menu};

/// One row of the table.
#[derive(Clone, Copy)]
pub struct Scenario {
    /// The word by which it is chosen.
    pub name: &'static str,
    /// What goes wrong, for people.
    pub fault: &'static str,
    /// Who calls.
    pub player: Player,
    /// Whether it is a bar that no call is longer than its wait.
    pub timed: bool,
    /// How many schedules are played at once.
    pub at_once: usize,
    /// The schedules.
    pub schedules: fn(&Stage) -> Vec<Schedule>,
}

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Player {
    /// The component in its host.
    Product,
    /// Three callers in two hosts with one journal, with the same idempotency key.
    Same,
    /// The component in a host that is not ours, and lies.
    Liar,
    /// A plain client that sends again whatever breaks. It must buy something
    /// twice: else the schedules prove nothing.
    Blind,
}

/// All of them, in the order of the table.
pub fn all() -> Vec<Scenario> {
    menu::all().to_vec()
}
