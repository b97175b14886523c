//! A host that is not ours reports each error code of `wasi:http`, whatever it
//! sent.

use crate::foreign::{At, CODES, Lie, TRUSTED};
use crate::torture::{Must, Schedule, Script, Stage, Subject, Told};

/// What wasmtime takes of a body at once.
const USUAL_CHUNK: usize = 1 << 20;
/// Time for more than one try, in milliseconds.
const WAIT_MS: u32 = 5_000;

/// Every code: before anything is sent, at every byte of the request and of the
/// reply, and between the two.
pub fn codes(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    for (number, code) in CODES.into_iter().enumerate() {
        for (subject, turn) in Subject::BOTH.into_iter().zip([0, 1]) {
            let probe = stage.probe(subject, Script::Short);
            let body = probe.body(0).len();
            let reply = *probe.reply.end();
            if stage.size.full {
                all.extend((0..body).map(|k| lie(subject, (code, At::Body(k), 1))));
                all.extend((0..=reply).map(|k| lie(subject, (code, At::Reply(k), USUAL_CHUNK))));
            } else if number % 2 == turn {
                let k = number * body / CODES.len();
                all.push(lie(subject, (code, At::Body(k), 1)));
                let k = number * reply / CODES.len();
                all.push(lie(subject, (code, At::Reply(k), USUAL_CHUNK)));
            } else {
                all.push(lie(subject, (code, At::Body(body / 2), USUAL_CHUNK)));
            }
            for at in [At::Start, At::Whole, At::Head] {
                all.push(lie(subject, (code, at, USUAL_CHUNK)));
            }
        }
    }
    for schedule in &mut all {
        schedule.wait_ms = stage.size.wait(WAIT_MS);
    }
    all
}

fn lie(subject: Subject, (code, at, chunk): (&'static str, At, usize)) -> Schedule {
    let trusted = TRUSTED.contains(&code);
    Schedule {
        lie: Some(Lie { code, at, chunk }),
        must: match at {
            At::Start | At::Body(_) => Must::be(&[Told::NotMade, Told::Unknown]),
            At::Whole | At::Head if trusted => Must::be(&[Told::NotMade]),
            At::Whole | At::Head | At::Reply(_) => Must::BE_UNKNOWN,
        },
        // These codes are believed, even of a host that lies in them: then the
        // purchase is not known, but it is not sent again either.
        forged: trusted,
        ..Schedule::new(subject, format!("{code} at {at:?}, {chunk} bytes at once"))
    }
}
