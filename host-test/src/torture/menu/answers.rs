//! A service that fails.

use visual_host::types::ErrorKind;
use volc_sim::{Fault, Target, What};

use super::{either_way, envelope};
use crate::torture::{Must, Schedule, Stage, Subject};

const STATUSES: [u16; 4] = [500, 502, 503, 504];

/// What a failing service says: a page, nothing, its own word, a gateway's.
fn sayings(status: u16) -> [(What, &'static str); 4] {
    let page = What::answer(status, "text/html", "<html><h1>Bad Gateway</h1></html>");
    let own = What::business(status, 50500, "Internal Error");
    let gateway = What::gateway(
        status,
        Some(100_014),
        "InternalError",
        "Service has some internal Error.",
    );
    [
        (page, "a page"),
        (envelope(status, ""), "nothing"),
        (own, "50500"),
        (gateway, "InternalError"),
    ]
}

/// To a submit, before the work and after it: nobody knows, and nobody asks
/// again.
pub fn submits(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    for turn in 0..stage.size.pick(1, 10) {
        for subject in Subject::BOTH {
            for status in STATUSES {
                for (what, saying) in sayings(status) {
                    for (what, when) in either_way(&what) {
                        let name = format!("{status} with {saying}, {when}, turn {turn}");
                        all.push(Schedule {
                            faults: vec![Fault::once(Target::AnySubmit, what)],
                            wait_ms: 20_000,
                            again: true,
                            must: Must::BE_UNKNOWN
                                .requests(1)
                                .kinds(&[ErrorKind::OutcomeUnknown]),
                            ..Schedule::new(subject, name)
                        });
                    }
                }
            }
        }
    }
    all
}

/// To queries, for a while and for ever.
pub fn queries(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    for status in STATUSES {
        for (what, saying) in sayings(status) {
            for times in stage.size.pick(3..=3, 1..=3) {
                let fault = Fault {
                    on: Target::AnyQuery,
                    times: Some(times),
                    what: what.clone(),
                };
                all.push(Schedule {
                    faults: vec![fault],
                    wait_ms: 20_000,
                    must: Must::BE_DONE.requests(2 + times as usize),
                    ..Schedule::new(Subject::Task, format!("{times} times {status}, {saying}"))
                });
            }
            all.push(Schedule {
                faults: vec![Fault::always(Target::AnyQuery, what)],
                wait_ms: stage.size.wait(4_000),
                // The submit, a query, and three more.
                must: Must::WAIT.requests(5),
                ..Schedule::new(Subject::Task, format!("{status} for ever, {saying}"))
            });
        }
    }
    all
}
