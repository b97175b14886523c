//! Lines that are cut, or fall silent, at any byte of a purchase.

use volc_sim::{Cut, End, Fault, Target, What};

use crate::torture::{Must, Schedule, Script, Stage, Subject, Told};

/// Of so many cut replies one is that of a caller who waits for the product.
const PATIENT: usize = 40;

/// Every byte of requests and replies, both ends, on lines new and used.
pub fn lines(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    for subject in Subject::BOTH {
        for script in Script::ALL {
            for reuse in [false, true] {
                for end in [End::Close, End::Reset] {
                    let base = Schedule {
                        script,
                        reuse,
                        again: true,
                        ..Schedule::new(subject, "")
                    };
                    let probe = stage.probe(subject, script);
                    all.extend((0..=probe.request).map(|k| request(&base, (k, end), stage)));
                    let reply = 0..=*probe.reply.end() + 1;
                    all.extend(reply.map(|k| reply_cut(&base, (k, end), stage)));
                }
            }
        }
    }
    thinned(all, stage.size.cuts)
}

/// Some of the same for the control: what it shows, it shows soon.
pub fn control(stage: &Stage) -> Vec<Schedule> {
    let max = stage.size.pick(80, 2_000);
    thinned(lines(stage), max)
}

/// Silence after some bytes of the reply.
pub fn stalls(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    for subject in Subject::BOTH {
        let probe = stage.probe(subject, Script::Short);
        let step = stage.size.pick(97, 5);
        for k in (0..*probe.reply.start()).step_by(step) {
            all.push(Schedule {
                wait_ms: stage.size.wait(1_000),
                again: true,
                faults: vec![Fault::once(Target::AnySubmit, What::StallAfter(k))],
                must: Must::BE_UNKNOWN,
                ..Schedule::new(subject, format!("silence after byte {k} of the reply"))
            });
        }
    }
    all
}

/// The request breaks off: it was not accepted, unless it is whole.
fn request(base: &Schedule, (k, end): (usize, End), stage: &Stage) -> Schedule {
    let whole = stage.probe(base.subject, base.script).request;
    let cut = Cut {
        end,
        ..Cut::reset(k)
    };
    Schedule {
        name: named(base, ("request", k, end)),
        faults: vec![Fault::once(Target::AnySubmit, What::CutRequest(cut))],
        must: match k < whole {
            // Who can prove that nothing left may send again.
            true => Must::be(&[Told::Unknown, Told::NotMade, Told::Done, Told::Pending]),
            false => Must::SUCCEED,
        },
        ..base.clone()
    }
}

/// The reply breaks off: it was accepted, which the client cannot know.
fn reply_cut(base: &Schedule, (k, end): (usize, End), stage: &Stage) -> Schedule {
    let reply = &stage.probe(base.subject, base.script).reply;
    let what = match end {
        End::Close => What::CloseAfter(k),
        End::Reset => What::ResetAfter(k),
    };
    Schedule {
        name: named(base, ("reply", k, end)),
        faults: vec![Fault::once(Target::AnySubmit, what)],
        wait_ms: match k % PATIENT {
            0 => 10_000,
            _ => base.wait_ms,
        },
        must: match k {
            _ if k < *reply.start() => Must::BE_UNKNOWN,
            _ if k > *reply.end() => Must::SUCCEED,
            _ => Must::BE_TRUE,
        },
        ..base.clone()
    }
}

fn named(base: &Schedule, (what, k, end): (&str, usize, End)) -> String {
    let line = if base.reuse { "used" } else { "new" };
    let script = base.script;
    format!("{end:?} after byte {k} of the {what}, {line} line, {script:?} prompt")
}

/// So many of them, evenly.
fn thinned(all: Vec<Schedule>, max: usize) -> Vec<Schedule> {
    let count = all.len();
    let max = max.min(count);
    let chosen = |at: &usize| at * max / count != (at + 1) * max / count;
    let numbered = all.into_iter().enumerate();
    numbered
        .filter(|(at, _)| chosen(at))
        .map(|(_, schedule)| schedule)
        .collect()
}
