//! Lines that are cut when the purchase is made already.

use volc_sim::{Cut, Fault, Target, What};

use crate::torture::{Must, Schedule, Stage, Subject};

/// Any way to cut after this byte.
fn cuts(k: usize) -> [What; 4] {
    [
        What::CutRequest(Cut::close(k)),
        What::CutRequest(Cut::reset(k)),
        What::CloseAfter(k),
        What::ResetAfter(k),
    ]
}

/// One to three queries in a row are cut.
pub fn queries(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    for k in (0..600).step_by(stage.size.pick(290, 11)) {
        for what in cuts(k) {
            for times in stage.size.pick(2..=2, 1..=3) {
                let name = format!("{times} queries: {what:?}");
                all.push(cut(Target::AnyQuery, (what.clone(), times), name));
            }
        }
    }
    all
}

/// The first download is cut.
pub fn downloads(stage: &Stage) -> Vec<Schedule> {
    let offsets = [0, 1, 50, 120, 200, 1_000, 5_000, 20_000, 60_000];
    let mut all = Vec::new();
    for k in offsets.iter().step_by(stage.size.pick(4, 1)) {
        for what in cuts(*k) {
            for times in stage.size.pick(1..=1, 1..=3) {
                let name = format!("{times} downloads: {what:?}");
                all.push(cut(Target::Download, (what.clone(), times), name));
            }
        }
    }
    all
}

/// The first download finds nothing: a fresh link does.
pub fn ended_links(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    for turn in 0..stage.size.pick(1, 20) {
        for status in [403, 404, 410] {
            let gone = What::answer(status, "text/plain", "the link has expired");
            let ended = cut(
                Target::Download,
                (gone, 1),
                format!("{status}, turn {turn}"),
            );
            // The submit, the query that was enough, and one for the link.
            let must = Must::BE_DONE.requests(3);
            all.push(Schedule { must, ..ended });
        }
    }
    all
}

fn cut(on: Target, (what, times): (What, u32), name: String) -> Schedule {
    Schedule {
        faults: vec![Fault {
            on,
            times: Some(times),
            what,
        }],
        wait_ms: 20_000,
        fetch: true,
        must: Must::BE_DONE,
        ..Schedule::new(Subject::Task, name)
    }
}
