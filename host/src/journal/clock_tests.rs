//! F23: a clock that jumps, at every stage of a purchase and in any command.

use super::*;
use crate::clock::Reading;
use crate::journal::entry::State;
use std::sync::{Arc, Mutex, PoisonError};

const HOUR: i64 = 3600;
const JUMPS: [i64; 3] = [-72 * HOUR, 25 * HOUR, 49 * HOUR];

/// A machine, by its clocks.
#[derive(Clone)]
struct Machine(Arc<Mutex<Reading>>);

impl Machine {
    fn start() -> Machine {
        Machine(Arc::new(Mutex::new(Reading {
            wall: 1_800_000_000,
            boot: "first".to_owned(),
            uptime: 100,
        })))
    }

    fn change(&self, change: impl FnOnce(&mut Reading)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The clock is set, and no time passes.
    fn jump(&self, seconds: i64) {
        self.change(|clocks| clocks.wall += seconds);
    }

    /// Time passes.
    fn pass(&self, seconds: i64) {
        self.change(|clocks| {
            clocks.wall += seconds;
            clocks.uptime += seconds;
        });
    }

    fn reboot(&self, boot: &str) {
        self.change(|clocks| {
            clocks.boot = boot.to_owned();
            clocks.uptime = 20;
        });
    }

    /// A process that opens the journal.
    fn open(&self, place: &Path) -> Journal {
        let machine = self.0.clone();
        let journal = Journal::open_at(place, move || machine.lock().unwrap().clone());
        without_sync(journal.unwrap())
    }
}

/// How far a purchase is when the clock jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Queued,
    Sending,
    Sent,
    Bought,
    Ended,
    EndedAtOnce,
    Unknown,
}

const STAGES: [Stage; 7] = [
    Stage::Queued,
    Stage::Sending,
    Stage::Sent,
    Stage::Bought,
    Stage::Ended,
    Stage::EndedAtOnce,
    Stage::Unknown,
];

/// A clock goes wrong at this stage.
struct Case<'a> {
    machine: Machine,
    place: &'a Path,
    wrong: &'a dyn Fn(&Machine, Stage),
}

impl Case<'_> {
    /// Buys, and lets the clock go wrong on the way.
    fn buy(&self, at: Stage) {
        let journal = self.machine.open(self.place);
        let wrong = |stage| {
            if stage == at {
                (self.wrong)(&self.machine, stage);
                self.commands(false);
            }
        };
        let sending = new(&journal, "key");
        wrong(Stage::Queued);
        let mut sending = leaving(sending);
        wrong(Stage::Sending);
        sending.left();
        wrong(Stage::Sent);
        match at {
            Stage::EndedAtOnce => sending.done().now(),
            Stage::Unknown => drop(sending),
            _ => accept(sending, "x"),
        }
        wrong(Stage::Bought);
        if at == Stage::Ended {
            journal.ended(&task("x"), &asker(), true).unwrap();
        }
        for stage in [Stage::Ended, Stage::EndedAtOnce, Stage::Unknown] {
            wrong(stage);
        }
    }

    /// What somebody may do meanwhile, each in a process of its own. Nothing of
    /// it buys what has the key.
    fn commands(&self, over: bool) {
        let open = || self.machine.open(self.place);
        assert!(state(&open()).iter().any(|(key, _)| key == "key"));
        open().forget("nothing").unwrap();
        open().ended(&task("nothing"), &asker(), true).unwrap();
        for _ in 0..3 {
            new(&open(), "another").refused().now();
        }
        match begin(&open(), "key") {
            Begun::Known(_) => {}
            Begun::Busy => assert!(!over),
            _ => panic!("the key is bought once more"),
        }
    }
}

/// Plays a fault at every stage; `right` brings the clock back afterwards.
fn play(wrong: &dyn Fn(&Machine, Stage), right: &dyn Fn(&Machine)) {
    for stage in STAGES {
        let directory = tempfile::tempdir().unwrap();
        let case = Case {
            machine: Machine::start(),
            place: &directory.path().join("journal.db"),
            wrong,
        };
        case.buy(stage);
        case.commands(true);
        right(&case.machine);
        case.commands(true);
        let entry = known(&case.machine.open(case.place), "key");
        let expected = match stage {
            Stage::Ended | Stage::EndedAtOnce => State::Done,
            Stage::Unknown => State::Unknown,
            _ => State::Pending,
        };
        assert_eq!(entry.state, expected, "{stage:?}");
    }
}

#[test]
fn f23_a_clock_that_jumps_buys_nothing_twice() {
    for jump in JUMPS {
        play(&|machine, _| machine.jump(jump), &|machine| {
            machine.jump(-jump)
        });
        play(&|machine, _| machine.jump(jump), &|machine| {
            machine.pass(23 * HOUR)
        });
        for second in JUMPS {
            play(&|machine, _| machine.jump(jump), &|machine| {
                machine.jump(second)
            });
        }
    }
}

#[test]
fn f23_a_clock_that_jumps_with_a_boot_buys_nothing_twice() {
    for jump in JUMPS {
        let jumps = |machine: &Machine, boot| {
            machine.reboot(boot);
            machine.jump(jump);
        };
        play(&|machine, _| jumps(machine, "second"), &|machine| {
            jumps(machine, "third")
        });
        play(&|machine, _| jumps(machine, "second"), &|machine| {
            jumps(machine, "third");
            machine.pass(15 * HOUR);
        });
    }
}

#[test]
fn f23_time_that_passes_ends_what_ended_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let machine = Machine::start();
    let journal = machine.open(&place);
    new(&journal, "done").done().now();
    accept(new(&journal, "pending"), "x");
    drop(sent(&journal, "unknown"));
    machine.jump(-72 * HOUR);
    assert_eq!(known(&machine.open(&place), "done").state, State::Done);
    machine.pass(23 * HOUR);
    assert_eq!(known(&machine.open(&place), "done").state, State::Done);
    machine.pass(HOUR + 1);
    // A reader removes nothing.
    assert_eq!(state(&machine.open(&place)).len(), 3);
    new(&machine.open(&place), "done").done().now();
    machine.pass(1000 * 24 * HOUR);
    assert_eq!(
        known(&machine.open(&place), "unknown").state,
        State::Unknown
    );
    new(&machine.open(&place), "another").refused().now();
    let left = state(&machine.open(&place));
    assert_eq!(
        left,
        [
            ("pending".into(), State::Pending),
            ("unknown".into(), State::Unknown)
        ]
    );
}

#[test]
fn f23_a_budget_is_not_renewed_by_a_clock() {
    for jump in JUMPS {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().join("journal.db");
        let machine = Machine::start();
        let begin = || begin_request(&machine.open(&place), request("b"), Some(1));
        new(&machine.open(&place), "a").done().now();
        machine.jump(jump);
        assert!(matches!(begin(), Begun::Spent(1)));
        machine.jump(-jump);
        assert!(matches!(begin(), Begun::Spent(1)));
        machine.pass(25 * HOUR);
        assert!(matches!(begin(), Begun::New(_)));
    }
}
