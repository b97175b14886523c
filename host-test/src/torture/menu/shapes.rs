//! Answers that are not what the service documents.

use volc_sim::{Fault, Target, What};

use super::{either_way, envelope};
use crate::torture::{Must, Schedule, Script, Stage, Subject, Told};

/// To a query anything may be told but that there was no purchase.
const BOUGHT: Must = Must::be(&[Told::Done, Told::Pending, Told::Made]);

/// What is there in place of an answer.
fn bodies() -> Vec<(&'static str, What)> {
    let deep = "[".repeat(10_000);
    let json = |body: &str| envelope(200, body);
    vec![
        (
            "a page",
            What::answer(200, "text/html", "<html>gateway</html>"),
        ),
        ("nothing", json("")),
        ("204", What::reply(204, &[], "")),
        ("a picture", What::answer(200, "image/png", "\u{89}PNG\r\n")),
        ("escapes", json("\u{1b}[31mred\u{1b}[0m\r\n\u{7}\u{202e}")),
        ("null", json("null")),
        ("a list", json("[]")),
        ("an empty object", json("{}")),
        (
            "deep nesting",
            json(&format!(r#"{{"code":10000,"data":{deep}"#)),
        ),
        ("not a number", json(r#"{"code":10000,"data":NaN}"#)),
        (
            "half a character",
            json(r#"{"code":10000,"data":"\ud800"}"#),
        ),
        ("no JSON", json("code=10000")),
    ]
}

/// What says that all went well, and has no more than that. Where the answer is
/// the product, the service's word for a purchase is taken.
fn successes() -> Vec<(&'static str, What)> {
    let json = |body: &str| envelope(200, body);
    vec![
        ("code as text", json(r#"{"code":"10000","data":null}"#)),
        (
            "no data",
            json(r#"{"code":10000,"data":null,"message":"Success"}"#),
        ),
        (
            "two codes",
            json(r#"{"code":50413,"code":10000,"data":{}}"#),
        ),
    ]
}

/// Each to a submit, and to the queries.
pub fn types(stage: &Stage) -> Vec<Schedule> {
    let plain = bodies().into_iter().map(|body| (body, false));
    let successes = successes().into_iter().map(|body| (body, true));
    let bodies: Vec<_> = plain.chain(successes).collect();
    let mut all = Vec::new();
    for turn in 0..stage.size.pick(1, 10) {
        for ((name, what), success) in bodies.clone() {
            for subject in Subject::BOTH {
                for (what, when) in either_way(&what) {
                    all.push(Schedule {
                        faults: vec![Fault::once(Target::AnySubmit, what)],
                        wait_ms: 20_000,
                        forged: success,
                        must: match (success, subject) {
                            (true, Subject::Process) => Must::be(&[Told::Unknown, Told::Made]),
                            _ => Must::BE_UNKNOWN,
                        }
                        .requests(1),
                        ..Schedule::new(subject, format!("{name}, {when}, turn {turn}"))
                    });
                }
            }
            all.push(Schedule {
                faults: vec![Fault::always(Target::AnyQuery, what)],
                wait_ms: stage.size.wait(3_000),
                must: BOUGHT.requests(6),
                ..Schedule::new(Subject::Task, format!("{name} to queries, turn {turn}"))
            });
        }
    }
    all
}

/// Half a text in a whole reply, cut at any byte.
pub fn texts(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    let step = stage.size.pick(29, 1);
    for subject in Subject::BOTH {
        let body = *stage.probe(subject, Script::Short).reply.end();
        for k in (0..body).step_by(step) {
            let fault = Fault::once(Target::AnySubmit, What::CutBody(k));
            all.push(Schedule {
                faults: vec![fault],
                // Behind the end of the body there is nothing to cut.
                must: Must::be(&[Told::Unknown, Told::Done, Told::Pending]).requests(1),
                ..Schedule::new(subject, format!("byte {k} of the answer to a submit"))
            });
        }
    }
    for k in (0..500).step_by(step) {
        let fault = Fault::always(Target::AnyQuery, What::CutBody(k));
        all.push(Schedule {
            faults: vec![fault],
            wait_ms: stage.size.wait(3_000),
            must: BOUGHT.requests(6),
            ..Schedule::new(Subject::Task, format!("byte {k} of the answers to queries"))
        });
    }
    all
}

/// Replies without end, and Content-Length that is not so.
pub fn lengths(stage: &Stage) -> Vec<Schedule> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let endless = |begin: &str, more: &str| {
        let begin = format!("{head}{begin}");
        What::Endless(begin.into_bytes(), more.as_bytes().to_vec())
    };
    let mut all = Vec::new();
    for (name, what) in [
        ("a text without end", endless("\r\n{\"message\":\"", "x")),
        ("white space without end", endless("\r\n", " ")),
        (
            "a file without end",
            endless("\r\n{\"data\":{\"binary_data_base64\":[\"", "QUJD"),
        ),
        (
            "a length without end",
            endless("content-length: 99999999999999\r\n\r\n", "x"),
        ),
        ("headers without end", endless("", "x-more: 1\r\n")),
        ("a header without end", endless("x-more: ", "1")),
        ("a longer length", What::WrongLength(100)),
        ("a much longer length", What::WrongLength(1 << 40)),
        ("a shorter length", What::WrongLength(-10)),
        ("no length at all", What::WrongLength(i64::MIN / 2)),
    ] {
        for subject in Subject::BOTH {
            all.push(Schedule {
                faults: vec![Fault::once(Target::AnySubmit, what.clone())],
                wait_ms: stage.size.wait(stage.size.pick(1_500, 5_000)),
                must: Must::BE_UNKNOWN.requests(1),
                ..Schedule::new(subject, format!("{name} to a submit"))
            });
        }
        all.push(Schedule {
            faults: vec![Fault::once(Target::AnyQuery, what)],
            wait_ms: stage.size.wait(stage.size.pick(2_500, 5_000)),
            must: BOUGHT,
            ..Schedule::new(Subject::Task, format!("{name} to a query"))
        });
    }
    all
}
