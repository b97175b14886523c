//! Replies that take longer than anyone waits.

use volc_sim::{Fault, Target, What};

use crate::torture::{Must, Schedule, Stage, Subject};

/// How long the callers wait, in milliseconds.
const WAITS: [u32; 4] = [300, 1_000, 1_700, 4_000];

/// A byte a second.
pub fn drips(stage: &Stage) -> Vec<Schedule> {
    let drip = What::Drip {
        bytes: 1,
        every_ms: 1_000,
    };
    lines(stage, &drip)
}

/// Not a byte.
pub fn silence(stage: &Stage) -> Vec<Schedule> {
    lines(stage, &What::Hang)
}

fn lines(stage: &Stage, what: &What) -> Vec<Schedule> {
    let mut all = Vec::new();
    for turn in 0..stage.size.pick(1, 5) {
        for wait_ms in WAITS {
            for (subject, on, must) in [
                (Subject::Task, Target::AnySubmit, Must::BE_UNKNOWN),
                (Subject::Process, Target::AnySubmit, Must::BE_UNKNOWN),
                (Subject::Task, Target::AnyQuery, Must::WAIT),
            ] {
                let name = format!("{on:?}, a wait of {wait_ms} ms, turn {turn}");
                all.push(Schedule {
                    faults: vec![Fault::always(on, what.clone())],
                    wait_ms: stage.size.wait(wait_ms),
                    must,
                    ..Schedule::new(subject, name)
                });
            }
        }
    }
    all
}
