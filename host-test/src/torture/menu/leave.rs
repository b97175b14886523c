//! Callers that leave: the future of the call is dropped.

use volc_sim::{Config, Fault, Target, What};

use crate::torture::{Must, Schedule, Stage, Subject};

/// No call here is polled as often as this before it is done.
const POLLS: usize = 36;

/// After every poll, of calls that take some time.
pub fn lines(stage: &Stage) -> Vec<Schedule> {
    let service = Config {
        queue_ms: 800,
        generate_ms: 800,
        ..Config::default()
    };
    let mut all = Vec::new();
    for turn in 0..stage.size.pick(1, 8) {
        for subject in Subject::BOTH {
            for polls in (0..POLLS).step_by(stage.size.pick(3, 1)) {
                // In pieces, so that there are polls in the middle of a reply.
                let pieces = What::Drip {
                    bytes: 64,
                    every_ms: 5,
                };
                all.push(Schedule {
                    service: service.clone(),
                    faults: vec![Fault::always(Target::Any, pieces)],
                    wait_ms: 15_000,
                    leave: Some(polls),
                    again: true,
                    must: Must::BE_DONE,
                    ..Schedule::new(subject, format!("leaves at poll {polls}, turn {turn}"))
                });
            }
        }
    }
    all
}
