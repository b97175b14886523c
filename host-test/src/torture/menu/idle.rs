//! Lines that lay idle and are gone when they are to be used again.

use volc_sim::{Fault, Target, What};

use crate::torture::{Must, Schedule, Stage, Subject};

/// When the service closes an idle line, and when the submit comes, in
/// milliseconds after the reply before: at once, just before it, just after.
const TIMES: [(u64, u64); 10] = [
    (0, 0),
    (0, 1),
    (1, 0),
    (1, 1),
    (1, 2),
    (2, 2),
    (3, 3),
    (5, 5),
    (5, 6),
    (20, 20),
];

/// In good order. The submit finds another line: it is bought once, and done.
pub fn closed(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    for turn in 0..stage.size.pick(2, 50) {
        for subject in Subject::BOTH {
            for (idle, rest_ms) in TIMES {
                let name = format!("closed after {idle} ms, used after {rest_ms} ms, turn {turn}");
                let mut closed = used(subject, rest_ms, name);
                // It must be there before the line falls idle.
                let fault = Fault::always(Target::Any, What::CloseIdleAfter(idle));
                closed.service.faults.push(fault);
                all.push(closed);
            }
        }
    }
    all
}

/// By the first byte of the submit.
pub fn reset(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    for turn in 0..stage.size.pick(10, 500) {
        for subject in Subject::BOTH {
            let fault = Fault::always(Target::AnySubmit, What::ResetReused);
            all.push(Schedule {
                faults: vec![fault],
                ..used(subject, turn % 3, format!("turn {turn}"))
            });
        }
    }
    all
}

fn used(subject: Subject, rest_ms: u64, name: String) -> Schedule {
    Schedule {
        reuse: true,
        rest_ms,
        wait_ms: 10_000,
        must: Must::BE_DONE,
        ..Schedule::new(subject, name)
    }
}
