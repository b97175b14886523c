//! F6: a million answers that the service would not give. Each goes the way of
//! any answer, in pieces: nothing panics, nothing is lost that was bought, and
//! what is said of it can be shown.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod common;

use common::*;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use volcengine_visual::call;
use volcengine_visual::flow::{Event, Flow, Now, Step};
use volcengine_visual::media::reply_reader::ReplyReader;
use volcengine_visual::protocol::envelope::{Decoded, Reply, decode};
use volcengine_visual::types::{Error, ErrorKind, Outcome, Purchase};

const CASES: u64 = 1_000_000;
const THREADS: u64 = 4;
/// The identifier of the request in every answer below.
const REQUEST: &str = "20250102110405AB12CD34EF567890AB";

/// Answers as the service documents them.
fn answers() -> Vec<String> {
    let business = |code: u32, data: &str| {
        format!(
            r#"{{"code":{code},"data":{data},"message":"输入 \"ok\"","request_id":"{REQUEST}","status":{code},"time_elapsed":"84.448µs"}}"#
        )
    };
    let metadata = format!(
        r#""ResponseMetadata":{{"RequestId":"{REQUEST}","Action":"CVProcess","Version":"2022-08-31","Service":"cv","Region":"cn-north-1""#
    );
    let links = r#"{"image_urls":["https://p3-aiop-sign.byteimg.com/a.png?x-expires=1"],"binary_data_base64":null,"status":"done"}"#;
    vec![
        business(10000, r#"{"task_id":"7392616336519610409"}"#),
        business(
            10000,
            r#"{"status":"in_queue","image_urls":null,"binary_data_base64":[]}"#,
        ),
        business(10000, links),
        business(
            10000,
            r#"{"status":"done","binary_data_base64":["iVBORw0KGgoAAAANSUhEUg==","\/9j\/4A=="],"resp_data":"{\"a\":[1,2]}"}"#,
        ),
        business(
            10000,
            r#"{"status":"done","video_url":"https://v3-vvecloud.yangyi08.com/a","aigc_meta_tagged":true}"#,
        ),
        business(50412, "null"),
        business(50429, "null"),
        business(50500, "null"),
        format!(
            r#"{{{metadata},"Error":{{"CodeN":100006,"Code":"InvalidTimestamp","Message":"expired"}}}}}}"#
        ),
        format!(
            r#"{{{metadata}}},"Result":{}}}"#,
            business(10000, r#"{"task_id":"9"}"#)
        ),
    ]
}

/// What is put in the place of values.
#[rustfmt::skip]
const ODD: &[&str] = &[
    "null", "true", "[]", "{}", "\"\"", "0", "-0", "1e400", "-1e400", "10000", "10000.0", "1e4",
    "\"10000\"", "18446744073709551616", "-9223372036854775809", "0.1e-400", "NaN", "Infinity", "-",
    "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\u001b[31m\"", "\"\\u202e\"",
    "\"\u{1b}[2J\"", "\"\r\n\"", "\"done\"", "\"not_found\"", "\"failed\"", "50429", "50200",
    "[\"QUJD\"]", "[\"QU!\",\"\"]", "{\"code\":10000}", "\"\\uZZZZ\"", "/**/1", "\u{feff}1",
    "[null,{}]", "\"https://\"", "\"a\\", "{\"task_id\":\"1\"}", "{\"status\":\"done\"}",
];

/// Members that come twice.
#[rustfmt::skip]
const TWICE: &[&str] = &[
    r#""code":10000,"#, r#""code":50500,"#, r#""code":null,"#, r#""data":{},"#, r#""data":null,"#,
    r#""request_id":7,"#, r#""ResponseMetadata":{},"#, r#""Result":{},"#, r#""status":"done","#,
    r#""binary_data_base64":["QUJD"],"#, r#""task_id":"1","task_id":2,"#,
];

/// A generator of numbers: the same ones every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A part of something so long.
    fn span(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..start + self.below((length - start).min(40) + 1)
    }

    /// An answer with a few things changed.
    fn answer(&mut self, answers: &[String]) -> Vec<u8> {
        let mut body = answers[self.below(answers.len())].clone().into_bytes();
        for _ in 0..=self.below(3) {
            self.change(&mut body, answers);
        }
        body
    }

    fn change(&mut self, body: &mut Vec<u8>, answers: &[String]) {
        let span = self.span(body.len());
        match self.below(100) {
            0..20 => body.truncate(span.start),
            20..30 => drop(body.drain(span)),
            30..40 => body.insert(span.start, self.next() as u8),
            40..50 if !body.is_empty() => {
                let at = self.below(body.len());
                body[at] ^= 1 << self.below(8);
            }
            50..55 => {
                let part = body[span.clone()].to_vec();
                drop(body.splice(span.start..span.start, part));
            }
            55..60 => {
                let other = answers[self.below(answers.len())].as_bytes();
                let part = other[self.span(other.len())].to_vec();
                drop(body.splice(span, part));
            }
            60..75 => {
                let member = self.one_of(TWICE);
                let opens: Vec<usize> = places(body, b"{").collect();
                if let Some(at) = opens.get(self.below(opens.len())) {
                    drop(body.splice(at + 1..at + 1, member.bytes()));
                }
            }
            _ => {
                let odd = match self.below(400) {
                    0 => deep(self.one_of(&["[", "{\"data\":", "{\"binary_data_base64\":["])),
                    _ => self.one_of(ODD).to_owned(),
                };
                let colons: Vec<usize> = places(body, b":").collect();
                if let Some(at) = colons.get(self.below(colons.len())) {
                    let end = body[at + 1..].iter().position(|byte| b",}]".contains(byte));
                    let end = end.map_or(body.len(), |length| at + 1 + length);
                    drop(body.splice(at + 1..end, odd.bytes()));
                }
            }
        }
    }
}

fn places(body: &[u8], wanted: &'static [u8]) -> impl Iterator<Item = usize> {
    let found = body.iter().enumerate();
    found
        .filter(move |(_, byte)| wanted.contains(byte))
        .map(|(at, _)| at)
}

fn deep(open: &str) -> String {
    let close: String = open
        .chars()
        .rev()
        .filter_map(|c| match c {
            '[' => Some(']'),
            '{' => Some('}'),
            _ => None,
        })
        .collect();
    format!("{}1{}", open.repeat(10_000), close.repeat(10_000))
}

/// Reads a body in pieces of any size.
fn read(dice: &mut Dice, body: &[u8]) -> Reply {
    let mut reader = ReplyReader::new(dice.one_of(&[0, body.len(), usize::MAX]));
    let mut rest = body;
    while !rest.is_empty() {
        let most = dice.one_of(&[1, 7, 64, usize::MAX]).min(rest.len());
        let (piece, after) = rest.split_at(1 + dice.below(most));
        reader.push(piece).expect("far below the limit");
        rest = after;
    }
    let (body, files) = reader.finish();
    let bare = Reply {
        status: dice.one_of(&[200, 200, 200, 200, 400, 401, 429, 500, 502]),
        body,
        files,
        ..Reply::default()
    };
    Reply {
        retry_after_ms: dice.one_of(&[None, Some(0), Some(u32::MAX)]),
        date: dice.one_of(&[None, Some(0), Some(BEGIN + 960), Some(u64::MAX)]),
        ..bare
    }
}

/// What an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Submit,
    Process,
    Query,
}

const PLACES: [Place; 3] = [Place::Submit, Place::Process, Place::Query];

/// How many cases came to what.
#[derive(Debug, Default)]
struct Tally {
    unreadable: u64,
    refused: u64,
    went_on: u64,
}

impl Tally {
    /// Takes the answer at its place, and judges what comes of it.
    fn take(&mut self, place: Place, reply: Reply) {
        let now = Now {
            unix: BEGIN,
            ms: 77_000,
            noise: 5,
        };
        let mut flow: Flow = match place {
            Place::Submit => start(GENERAL, CAT, wait(60_000)),
            Place::Process => start(JIMENG, CAT, wait(60_000)),
            Place::Query => call::collect(task(GENERAL, 60), Some(60_000)).unwrap(),
        };
        assert!(matches!(flow.step(Event::Begin, now), Step::Send(_)));
        let unreadable = match decode(&reply) {
            Decoded::Unreadable { .. } => Some(is_named(&reply.body)),
            _ => None,
        };
        let passes = [429, 500, 502].contains(&reply.status);
        match flow.step(Event::Reply(reply), now) {
            Step::Finish(Err(error)) => {
                judge(place, &error);
                if let Some(named) = unreadable {
                    self.unreadable += 1;
                    let kind = match place {
                        Place::Query => ErrorKind::BadReply,
                        _ => ErrorKind::OutcomeUnknown,
                    };
                    assert_eq!(error.kind, kind);
                    assert!(error.request_id.is_some() || !named, "the request is named");
                } else {
                    self.refused += 1;
                }
            }
            Step::Finish(Ok(Outcome::Done(done))) => {
                assert!(unreadable.is_none() && place != Place::Submit);
                assert_eq!(done.task.is_some(), place == Place::Query);
                self.went_on += 1;
            }
            // A question about the clock, a link in place of a file, another try.
            Step::Send(_) => assert_eq!(place, Place::Query),
            // Where the pause is too long, the job is left as it is.
            Step::Wait(_) | Step::Finish(Ok(Outcome::Pending(_))) => {
                assert!(unreadable.is_none() || (place == Place::Query && passes));
                self.went_on += 1;
            }
            Step::Repeat(_) | Step::Fetch(_) => panic!("nothing is to be repeated or fetched"),
        }
    }
}

/// Whether the identifier of the request can be read: where the answer has it,
/// or in a text that is no JSON where it stands as it was written, once.
fn is_named(body: &[u8]) -> bool {
    if let Ok(json) = serde_json::from_slice::<Value>(body) {
        let bare = json.get("Result").is_none() && json.get("ResponseMetadata").is_none();
        return bare && json.get("request_id").is_some_and(|id| id == REQUEST);
    }
    let text = String::from_utf8_lossy(body);
    ["request_id", "RequestId"].iter().any(|name| {
        let whole = format!("\"{name}\":\"{REQUEST}\"");
        text.contains(&whole) && text.matches(name).count() == 1
    })
}

fn judge(place: Place, error: &Error) {
    match place {
        Place::Query => {
            assert_eq!(error.purchase, Purchase::Made);
            assert_eq!(error.task.as_ref().unwrap().id, ID);
        }
        _ => {
            assert!(error.task.is_none());
            // A refusal is proven by a code; what is unknown is called so.
            assert!(error.code.is_some() || error.purchase != Purchase::NotMade);
            assert!(error.kind != ErrorKind::OutcomeUnknown || error.purchase == Purchase::Unknown);
        }
    }
    let words = [&error.request_id, &error.code].into_iter().flatten();
    for text in words.chain([&error.message, &error.message_zh]) {
        let hidden = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!text.is_empty() && !text.contains(hidden), "{text:?}");
        assert!(text.chars().count() < 900, "{text}");
    }
}

/// Runs a case, and shows the body of one that fails.
fn attempt(body: &[u8], case: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(case)).is_err() {
        let shown: String = body
            .escape_ascii()
            .to_string()
            .chars()
            .take(2_000)
            .collect();
        panic!("it failed with: {shown}");
    }
}

#[test]
fn f6_a_million_made_up_answers() {
    let answers = answers();
    let run = |thread: u64| {
        let mut dice = Dice((thread + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut tally = Tally::default();
        for _ in 0..CASES / THREADS {
            let body = dice.answer(&answers);
            let place = dice.one_of(&PLACES);
            attempt(&body, || {
                let reply = read(&mut dice, &body);
                tally.take(place, reply);
            });
        }
        tally
    };
    let tallies = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|n| scope.spawn(move || run(n))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect::<Vec<_>>()
    });
    for tally in tallies {
        // All ways are gone, and often.
        let least = CASES / THREADS / 20;
        let Tally {
            unreadable,
            refused,
            went_on,
        } = tally;
        assert!(unreadable.min(refused).min(went_on) > least, "{tally:?}");
    }
}

#[test]
fn f6_every_answer_cut_at_every_place() {
    let mut dice = Dice(7);
    let mut tally = Tally::default();
    for body in answers() {
        for end in 0..=body.len() {
            for place in PLACES {
                let part = &body.as_bytes()[..end];
                attempt(part, || {
                    let reply = read(&mut dice, part);
                    tally.take(place, reply);
                });
            }
        }
    }
    assert!(tally.unreadable > 3_000, "{tally:?}");
}
