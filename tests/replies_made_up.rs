//! F6: a million answers that the service would not give. Each goes the way of
//! any answer, in pieces: nothing panics, nothing is lost that was bought, and
//! what is said of it can be shown.

use crate::common::*;
use crate::made_up::{Dice, REQUEST, answers};
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use volcengine_visual::call;
use volcengine_visual::call::flow::{Event, Flow, Now, Step};
use volcengine_visual::errors::decode;
use volcengine_visual::protocol::reply::envelope::{Decoded, Reply};
use volcengine_visual::protocol::reply::reader::ReplyReader;
use volcengine_visual::types::{Error, ErrorKind, Outcome, Purchase};

const CASES: u64 = 1_000_000;
const THREADS: u64 = 4;
/// Reads a body in pieces of any size.
fn read(dice: &mut Dice, body: &[u8]) -> Reply {
    let mut reader = ReplyReader::new(dice.one_of(&[0, body.len(), usize::MAX]));
    let mut rest = body;
    while !rest.is_empty() {
        let max = dice.one_of(&[1, 7, 64, usize::MAX]).min(rest.len());
        let (piece, after) = rest.split_at(1 + dice.below(max));
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
        let min = CASES / THREADS / 20;
        let Tally {
            unreadable,
            refused,
            went_on,
        } = tally;
        assert!(unreadable.min(refused).min(went_on) > min, "{tally:?}");
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
