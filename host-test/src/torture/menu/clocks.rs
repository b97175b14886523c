//! A clock of this machine that is not the service's.

use visual_host::types::ErrorKind;

use crate::torture::{Must, Schedule, Stage, Subject, Told};

/// Minutes that the service puts up with.
const NEAR: [i64; 4] = [0, 1, 5, 14];
/// Minutes that it does not.
const FAR: [i64; 4] = [16, 60, 1_440, 5_000_000];

const SKEWED: Must = Must::be(&[Told::NotMade])
    .kinds(&[ErrorKind::ClockSkew])
    .requests(1);

/// Either way.
pub fn lines(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    for turn in 0..stage.size.pick(1, 20) {
        for subject in Subject::BOTH {
            let near = NEAR.map(|minutes| (minutes, Must::SUCCEED));
            let far = FAR.map(|minutes| (minutes, SKEWED));
            for (minutes, must) in near.into_iter().chain(far) {
                for minutes in [minutes, -minutes] {
                    let name = format!("{minutes} minutes ahead, turn {turn}");
                    let mut skewed = Schedule {
                        must,
                        ..Schedule::new(subject, name)
                    };
                    skewed.service.clock_offset_seconds = minutes * 60;
                    all.push(skewed);
                }
            }
        }
    }
    all
}
