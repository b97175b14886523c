//! A service that is busy, and says when to come again in any words.

use serde_json::json;
use visual_host::types::ErrorKind;
use volc_sim::{Fault, Target, What};

use crate::torture::{Must, Schedule, Stage, Subject, Told};

/// The codes that mean it: too many a second, too many at once, and the
/// gateway's word.
const CODES: [&str; 3] = ["50429", "50430", "FlowLimitExceeded"];
/// The identifier of these answers.
const REQUEST: &str = "20261126160000000000000000000001";
/// The clock of these answers.
const NOW: &str = "Thu, 26 Nov 2026 08:00:00 GMT";

/// What `Retry-After` says, and the milliseconds that it asks for; 0: nothing
/// that anybody has to heed.
const WORDS: [(Option<&str>, u64); 12] = [
    (None, 0),
    (Some("0"), 0),
    (Some("3"), 3_000),
    (Some("5"), 5_000),
    (Some("1000000000"), FOR_EVER),
    (Some("Thu, 26 Nov 2026 08:00:04 GMT"), 4_000),
    (Some("Thu, 26 Nov 2026 07:00:00 GMT"), 0),
    (Some("Fri, 01 Jan 2100 00:00:00 GMT"), FOR_EVER),
    (Some("soon"), 0),
    (Some("-3"), 0),
    (Some("1.5"), 0),
    (Some(""), 0),
];

/// Longer than any wait here.
const FOR_EVER: u64 = u64::MAX;

/// The first pause of who is not asked to wait is no longer; the bounds double.
const BASE_MS: u64 = 500;
/// Where too many a second was the refusal, nobody comes within the same second,
/// as far as one can tell from here when it ends there.
const SECOND_MS: u64 = 1_100;
/// A task is first asked for after this.
const QUERY_MS: u64 = 1_000;

/// The wait of those who are refused in the end, in milliseconds.
const SHORT_MS: u32 = 2_500;

/// Once, and for ever, to submits of both kinds.
pub fn lines(stage: &Stage) -> Vec<Schedule> {
    let mut all = Vec::new();
    for subject in Subject::BOTH {
        for code in CODES {
            for (word, asked_ms) in WORDS {
                let busy = busy(code, word);
                let name = |times: &str| format!("{code} {times}, Retry-After {word:?}");
                for times in stage.size.pick(1..=1, 1..=2) {
                    all.push(Schedule {
                        faults: vec![Fault {
                            on: Target::AnySubmit,
                            times: Some(times),
                            what: busy.clone(),
                        }],
                        wait_ms: match asked_ms {
                            FOR_EVER => stage.size.wait(SHORT_MS),
                            _ => 20_000,
                        },
                        must: after(subject, asked_ms, times),
                        ..Schedule::new(subject, name(&format!("{times} times")))
                    });
                }
                all.push(Schedule {
                    faults: vec![Fault::always(Target::AnySubmit, busy)],
                    wait_ms: stage.size.wait(SHORT_MS),
                    must: REFUSED,
                    ..Schedule::new(subject, name("for ever"))
                });
            }
        }
    }
    all
}

const REFUSED: Must = Must::be(&[Told::NotMade]).kinds(&[ErrorKind::RateLimited]);

/// Who is asked to come again within the wait does so, not sooner, and not much
/// later. Who is not asked comes at any time up to a bound that doubles.
fn after(subject: Subject, asked_ms: u64, times: u32) -> Must {
    if asked_ms == FOR_EVER {
        return REFUSED;
    }
    let pauses = (0..times).map(|before| (BASE_MS << before).max(SECOND_MS).max(asked_ms));
    let query_ms = match subject {
        Subject::Task => QUERY_MS,
        Subject::Process => 0,
    };
    Must {
        min_ms: asked_ms * u64::from(times),
        max_ms: query_ms + pauses.sum::<u64>(),
        ..Must::BE_DONE
    }
}

/// A refusal for now, in the words of the backend for its numbers and in those
/// of the gateway for a name, and when to come again.
pub fn busy(code: &str, word: Option<&str>) -> What {
    let mut headers = vec![("Content-Type", "application/json"), ("Date", NOW)];
    headers.extend(word.map(|word| ("Retry-After", word)));
    let message = "Request Has Reached API Limit, Please Try Later";
    let body = match code.parse::<u32>() {
        Ok(code) => json!({
            "code": code,
            "data": null,
            "message": message,
            "request_id": REQUEST,
        }),
        Err(_) => json!({ "ResponseMetadata": {
            "RequestId": REQUEST,
            "Service": "cv",
            "Region": "cn-north-1",
            "Error": { "Code": code, "Message": message },
        } }),
    };
    What::reply(429, &headers, body.to_string())
}
