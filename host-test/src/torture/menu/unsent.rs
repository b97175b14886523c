//! Lines that break before the caller has sent anything.

use visual_host::types::ErrorKind;
use volc_sim::{Fault, Target, What};

use crate::torture::{Must, Schedule, Stage, Subject, Told};

/// So often a purchase is tried at most.
const MOST_TRIES: usize = 3;

/// No line comes about, once or twice: nothing can have left, and so it is
/// tried again. Or never: then that is told.
pub fn unreached(stage: &Stage) -> Vec<Schedule> {
    each(stage, |schedule, times| match times {
        3 => Schedule {
            name: schedule.name.replace("3 times", "for ever"),
            unreached: usize::MAX,
            must: Must::be(&[Told::NotMade])
                .kinds(&[ErrorKind::Network])
                .unreached(MOST_TRIES),
            ..schedule
        },
        _ => Schedule {
            unreached: times as usize,
            must: Must::BE_DONE.unreached(times as usize),
            ..schedule
        },
    })
}

/// Lines that are reset as soon as they are there. The request may be on its
/// way then, which only the network knows.
pub fn resets(stage: &Stage) -> Vec<Schedule> {
    each(stage, |schedule, times| Schedule {
        faults: vec![Fault {
            on: Target::Any,
            times: Some(times),
            what: What::ResetRequestAfter(0),
        }],
        must: Must::be(&[Told::Done, Told::Unknown, Told::NotMade]),
        ..schedule
    })
}

fn each(stage: &Stage, with: impl Fn(Schedule, u32) -> Schedule) -> Vec<Schedule> {
    let mut all = Vec::new();
    for turn in 0..stage.size.pick(2, 50) {
        for subject in Subject::BOTH {
            for times in 1..=3 {
                let schedule = Schedule {
                    wait_ms: 15_000,
                    ..Schedule::new(subject, format!("{times} times, turn {turn}"))
                };
                all.push(with(schedule, times));
            }
        }
    }
    all
}
