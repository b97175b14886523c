//! Requests that are made more than once; nothing else goes wrong.

use volc_sim::Config;

use crate::torture::{Schedule, Stage, Subject};

/// Of callers that wait for the product, and of such that do not, where the
/// tool has tasks.
pub fn repeated(stage: &Stage) -> Vec<Schedule> {
    let service = Config {
        queue_ms: 20,
        generate_ms: 50,
        ..Config::default()
    };
    let mut all = Vec::new();
    for turn in 0..stage.size.pick(4, 250) {
        for subject in Subject::BOTH {
            let new = Schedule::new(subject, format!("turn {turn}"));
            all.push(Schedule {
                service: service.clone(),
                wait_ms: match turn % 2 {
                    0 => new.wait_ms,
                    _ => 20_000,
                },
                ..new
            });
        }
    }
    all
}
