//! Answers that the service would not give, by the generator of the native test
//! that takes a million of them.

#[path = "../../../../tests/made_up/mod.rs"]
mod generator;

use volc_sim::{Fault, Target, What};

use crate::torture::{Must, Schedule, Stage, Subject, Told};
use generator::Dice;

/// What chance follows from.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
/// Of so many answers one is for a query, which comes a second late.
const QUERIES: usize = 5;
const STATUSES: [u16; 9] = [200, 200, 200, 200, 400, 401, 429, 500, 502];

/// In place of the answers to submits of both kinds, and to queries.
pub fn answers(stage: &Stage) -> Vec<Schedule> {
    let documented = generator::answers();
    let mut dice = Dice(SEED);
    let numbers = 0..stage.size.pick(50, 20_000);
    numbers
        .map(|number| {
            let what = What::reply(
                dice.one_of(&STATUSES),
                &[("Content-Type", "application/json")],
                dice.answer(&documented),
            );
            let name = format!("answer {number}");
            match number % QUERIES {
                0 => query(what, name, stage.size.wait(1_500)),
                kind => submit(Subject::BOTH[kind % 2], what, name),
            }
        })
        .collect()
}

/// It takes the place of the work, so that a refusal that proves that nothing
/// was bought is none that lies.
fn submit(subject: Subject, what: What, name: String) -> Schedule {
    Schedule {
        faults: vec![Fault::once(Target::AnySubmit, what)],
        forged: true,
        must: Must::BE_TRUE,
        ..Schedule::new(subject, format!("{name}, to a submit"))
    }
}

fn query(what: What, name: String, wait_ms: u32) -> Schedule {
    Schedule {
        faults: vec![Fault::always(Target::AnyQuery, what)],
        wait_ms,
        // However many queries: some answers are the service's "too many",
        // after which it is asked as often as chance and the wait allow.
        must: Must::be(&[Told::Done, Told::Pending, Told::Made]),
        ..Schedule::new(Subject::Task, format!("{name}, to queries"))
    }
}
