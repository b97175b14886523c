//! What a task may be said to be.

use serde_json::json;
use volc_sim::{Fault, Target, What};

use crate::torture::{Must, Schedule, Stage, Subject, Told};

/// How long the callers wait, in milliseconds.
const WAIT_MS: u32 = 5_000;

/// The last words, and all others.
pub fn lines(stage: &Stage) -> Vec<Schedule> {
    let word = |word: &str| What::TaskStatus(word.to_owned());
    let code = |code| What::business(200, code, "no");
    let wait_ms = stage.size.wait(WAIT_MS);
    // The submit among them: the queries are a second apart or more.
    let wait = Must::WAIT.requests(wait_ms as usize / 1_000 + 2);
    // The submit, and one query.
    let ended = Must::WAIT.requests(2);
    let states = [
        (word("in_queue"), wait),
        (word("generating"), wait),
        (word("processing"), wait),
        (word("exploded"), wait),
        (word(""), wait),
        // So soon after the submit it may be on its way.
        (word("not_found"), wait),
        (word("expired"), ended),
        (word("failed"), ended),
        (word("done"), ended),
        (What::TaskData(json!({})), wait),
        (What::TaskData(json!(null)), wait),
        (What::TaskData(json!({ "status": null })), wait),
        (What::TaskData(json!({ "status": 7 })), wait),
        (What::TaskData(json!({ "status": ["done"] })), wait),
        (code(50_215), ended),
        (code(50_511), ended),
        (code(59_999), ended),
        (code(50_500), wait),
        (code(50_430), wait),
    ];
    let mut all = Vec::new();
    for turn in 0..stage.size.pick(1, 5) {
        for (what, must) in &states {
            all.push(Schedule {
                faults: vec![Fault::always(Target::AnyQuery, what.clone())],
                wait_ms,
                must: *must,
                ..Schedule::new(Subject::Task, format!("{what:?}, turn {turn}"))
            });
        }
        let done = Schedule {
            wait_ms,
            must: Must::be(&[Told::Done]).requests(2),
            ..Schedule::new(Subject::Task, format!("done at once, turn {turn}"))
        };
        all.push(done);
    }
    all
}
