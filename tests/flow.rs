//! A call as a state machine: what it sends, how long it waits, when it ends.

use crate::common::*;
use serde_json::{Value, json};
use volcengine_visual::call;
use volcengine_visual::errors::transport_error::TransportError;
use volcengine_visual::protocol::reply::envelope::Reply;
use volcengine_visual::protocol::request::ApiRequest;
use volcengine_visual::types::{Advice, ErrorKind, MediaContent, Purchase};

const SUBMIT: &str = "CVSync2AsyncSubmitTask";
const QUERY: &str = "CVSync2AsyncGetResult";

#[test]
fn submits_waits_queries_and_is_done() {
    let queries = vec![status("in_queue"), status("generating"), link_done()];
    let ran = drive(start(GENERAL, CAT, None), jobs(queries));
    assert_eq!(ran.actions(), [SUBMIT, QUERY, QUERY, QUERY]);
    assert!(ran.asks.iter().all(|ask| ask.version.is_none()));
    assert_eq!(ran.pauses.len(), 3, "a pause before every query");
    assert_eq!(
        ran.asks[0].body.text(),
        r#"{"req_key":"high_aes_general_v30l_zt2i","prompt":"a cat"}"#
    );
    let query = r#"{"req_key":"high_aes_general_v30l_zt2i","task_id":"14411597596416601128","req_json":"{\"return_url\":true}"}"#;
    assert!(ran.asks[1..].iter().all(|ask| ask.body.text() == query));

    let done = ran.done();
    assert_eq!(done.request_id, "R");
    assert_eq!(done.media.len(), 1);
    assert!(
        matches!(&done.media[0].content, MediaContent::Url(url) if url == "https://p3.example/a.jpeg")
    );
    let task = done.task.unwrap();
    assert_eq!((task.tool.as_str(), task.id.as_str()), (GENERAL, ID));
    assert_eq!(task.submitted_at, BEGIN);
    assert!(done.warnings.is_empty(), "{:?}", done.warnings);
}

#[test]
fn without_a_wait_it_submits_only() {
    for name in [GENERAL, PORTRAIT, T2V] {
        let json = match name {
            PORTRAIT => r#"{"image_input":"https://example.com/a.jpg"}"#,
            _ => CAT,
        };
        let ran = drive(start(name, json, wait(0)), jobs(vec![link_done()]));
        assert_eq!(ran.actions(), [SUBMIT]);
        assert!(ran.pauses.is_empty());
        let pending = ran.pending();
        assert_eq!((pending.task.tool.as_str(), pending.status), (name, None));
    }
}

#[test]
fn a_job_that_never_ends_is_pending_at_the_deadline() {
    for wait_ms in [1, 500, 1_000, 10_000, 60_000, 300_000] {
        for word in ["in_queue", "generating", "processing"] {
            let flow = start(GENERAL, CAT, wait(wait_ms));
            let ran = drive(flow, jobs(vec![status(word)]));
            let max = u64::from(wait_ms) / 1_000 + 2;
            assert!(
                ran.asks.len() as u64 <= max,
                "{wait_ms}: {}",
                ran.asks.len()
            );
            let latest = u64::from(wait_ms) + EXCHANGE;
            assert!(ran.elapsed_ms <= latest, "{wait_ms}: {}", ran.elapsed_ms);
            let asked = ran.asks.len() > 1;
            let pending = ran.pending();
            assert_eq!(pending.task.id, ID);
            assert_eq!(pending.status.as_deref(), asked.then_some(word));
        }
    }
}

#[test]
fn pauses_grow_up_to_the_pace_of_the_tool() {
    let speaks = r#"{"image_url":"https://e.example/a.png","audio_url":"https://e.example/a.mp3"}"#;
    for (name, arguments, first, max) in [
        (GENERAL, CAT, 1_000, 5_000),
        (T2V, CAT, 5_000, 10_000),
        ("omnihuman-1.5", speaks, 5_000, 20_000),
        ("pippit-video", CAT, 5_000, 30_000),
    ] {
        let flow = start(name, arguments, wait(300_000));
        let ran = drive(flow, jobs(vec![status("in_queue")]));
        let (last, regular) = ran.pauses.split_last().unwrap();
        assert_eq!(regular[0], first);
        assert!(regular.is_sorted() && regular.iter().all(|pause| *pause <= max));
        assert_eq!(regular.last(), Some(&max), "the slowest pace is reached");
        assert!(*last <= max);
    }
}

#[test]
fn no_query_may_take_longer_than_what_is_left() {
    let flow = start(GENERAL, CAT, wait(10_000));
    let mut left = 10_000;
    let mut clock = Vec::new();
    let ran = drive(flow, jobs(vec![status("in_queue")]));
    for (ask, pause) in ran.asks[1..].iter().zip(&ran.pauses) {
        left -= EXCHANGE + pause;
        clock.push((ask.timeout_ms, left));
    }
    assert!(
        clock.iter().all(|(within, left)| within <= left),
        "{clock:?}"
    );
}

#[test]
fn a_query_that_runs_into_the_deadline_is_pending() {
    let flow = start(GENERAL, CAT, wait(5_000));
    let mut queries = 0;
    let ran = drive_at(3_000, flow, |ask: &ApiRequest| {
        if ask.action == SUBMIT {
            return Ok(accepted());
        }
        queries += 1;
        Err(TransportError {
            kind: ErrorKind::TimedOut,
            ..broken(false)
        })
    });
    assert_eq!(queries, 1);
    let pending = ran.pending();
    assert_eq!(pending.task.id, ID);
    assert_eq!(pending.warnings.len(), 1);
}

#[test]
fn a_code_in_answer_to_a_query_ends_the_call() {
    for code in [50215, 50400, 50511, 50520, 99_999] {
        let replies = vec![status("in_queue"), failure(code, "Internal Error")];
        let ran = drive(start(GENERAL, CAT, None), jobs(replies));
        assert_eq!(ran.asks.len(), 3, "{code}");
        let error = ran.error();
        assert_eq!(error.code, Some(code.to_string()));
        assert_eq!(error.purchase, Purchase::Made);
        assert_eq!(error.task.unwrap().id, ID);
        assert_eq!(error.request_id.as_deref(), Some("R"));
        assert!(!error.message.contains("12 hours"), "{}", error.message);
    }
}

#[test]
fn every_last_word_ends_the_call_in_one_query() {
    for word in ["done", "not_found", "expired", "failed"] {
        let data = json!({"status": word, "image_urls": ["https://p3.example/a.jpeg"]});
        let flow = call::collect(task(GENERAL, 10), Some(300_000)).unwrap();
        let ran = drive(flow, jobs(vec![success(&data)]));
        assert_eq!(ran.actions(), [QUERY], "{word}");
        assert!(ran.pauses.is_empty(), "{word}");
        if word == "done" {
            assert_eq!(ran.done().media.len(), 1);
            continue;
        }
        let error = ran.error();
        assert_eq!(error.purchase, Purchase::Made, "{word}");
        assert_eq!(error.task.unwrap().id, ID, "{word}");
        assert!(error.message.contains(word) && error.message_zh.contains(word));
        match word {
            "failed" => assert_ne!(error.kind, ErrorKind::TaskGone),
            _ => assert_eq!(error.kind, ErrorKind::TaskGone),
        }
    }
}

#[test]
fn f15_strange_words_are_bounded_by_the_deadline() {
    let answers = [
        json!({"status": "resting"}),
        json!({"status": null}),
        json!({"status": 7}),
        json!({"status": ["done"]}),
        json!({"status": ""}),
        json!({"status": "DONE"}),
        json!({}),
        Value::Null,
    ];
    for data in answers {
        let flow = start(GENERAL, CAT, wait(60_000));
        let ran = drive(flow, jobs(vec![success(&data)]));
        assert!(ran.asks.len() <= 60 + 2, "{data}: {}", ran.asks.len());
        assert!(ran.elapsed_ms <= 60_000 + EXCHANGE, "{data}");
        assert_eq!(ran.pending().task.id, ID, "{data}");
    }
}

#[test]
fn a_young_job_that_is_not_found_is_on_its_way() {
    let replies = vec![status("not_found"), status("in_queue"), link_done()];
    let ran = drive(start(GENERAL, CAT, None), jobs(replies));
    assert_eq!(ran.actions(), [SUBMIT, QUERY, QUERY, QUERY]);
    assert_eq!(ran.done().media.len(), 1);

    let ran = drive(start(GENERAL, CAT, None), jobs(vec![status("not_found")]));
    assert!(
        (10_000..16_000).contains(&ran.elapsed_ms),
        "{}",
        ran.elapsed_ms
    );
    assert_eq!(ran.error().kind, ErrorKind::TaskGone);

    for (age_s, gone) in [(9, false), (10, true)] {
        let flow = call::collect(task(GENERAL, age_s), Some(0)).unwrap();
        let ran = drive(flow, jobs(vec![status("not_found")]));
        assert_eq!(ran.result.is_err(), gone, "{age_s} s");
    }
}

#[test]
fn a_status_asks_once() {
    let collect = || call::collect(task(GENERAL, 60), Some(0)).unwrap();
    let ran = drive(collect(), jobs(vec![status("generating")]));
    assert_eq!((ran.actions(), ran.pauses.len()), (vec![QUERY], 0));
    assert_eq!(ran.asks[0].timeout_ms, 30_000);
    let pending = ran.pending();
    assert_eq!(pending.status.as_deref(), Some("generating"));
    assert_eq!(pending.request_id.as_deref(), Some("R"));

    let error = drive(collect(), |_: &ApiRequest| Err(broken(false))).error();
    assert_eq!(error.kind, ErrorKind::Network);
    assert_eq!(
        (error.purchase, error.advice),
        (Purchase::Made, Advice::CollectTask)
    );
    assert_eq!(error.task.unwrap().id, ID);
}

#[test]
fn a_submission_that_breaks_is_sent_once() {
    for name in [GENERAL, JIMENG, T2V] {
        let ran = drive(start(name, CAT, None), |_: &ApiRequest| Err(broken(false)));
        assert_eq!(ran.asks.len(), 1);
        let error = ran.error();
        assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
        assert_eq!(error.purchase, Purchase::Unknown);
        assert_eq!(error.advice, Advice::AskBeforeRepeating);
        assert!(error.task.is_none());

        let ran = drive(start(name, CAT, None), |_: &ApiRequest| Err(broken(true)));
        let error = ran.error();
        assert_eq!(error.kind, ErrorKind::Network);
        assert_eq!(error.purchase, Purchase::NotMade);
        assert_eq!(error.advice, Advice::RepeatLater);
    }
}

#[test]
fn a_submission_without_a_whole_answer_is_sent_once() {
    for (http, body) in [
        (500, ""),
        (502, "<html>502 Bad Gateway</html>"),
        (503, "busy"),
        (504, "{}"),
        (200, ""),
        (204, ""),
        (200, "<html>\u{1b}[31mwelcome</html>"),
        (200, r#"{"code":10000,"data":{"task_id":"#),
        (200, r#"{"code":10000,"data":{}}"#),
        (200, r#"{"code":10000,"data":{"task_id":""}}"#),
        (200, r#"{"code":10000,"data":{"task_id":null}}"#),
        (200, r#"{"code":10000,"data":{"task_id":{"a":1}}}"#),
    ] {
        let ran = drive(start(GENERAL, CAT, None), |_: &ApiRequest| {
            Ok(reply(http, body))
        });
        assert_eq!(ran.asks.len(), 1, "{http} {body}");
        let error = ran.error();
        assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{http} {body}");
        assert_eq!(error.purchase, Purchase::Unknown, "{http} {body}");
        assert!(!error.message.contains('\u{1b}') && !error.message.contains('\n'));
    }
}

#[test]
fn every_error_after_the_submission_carries_the_task() {
    let data = |text: &str| success(&serde_json::from_str(text).unwrap());
    let answers: Vec<Reply> = vec![
        failure(50500, "Internal Error"),
        reply(200, ""),
        reply(502, "<html>"),
        reply(200, r#"{"code":10000,"data":[]}"#),
        reply(
            401,
            r#"{"ResponseMetadata":{"Error":{"Code":"AccessDenied"}}}"#,
        ),
        status("expired"),
        status("failed"),
        data(r#"{"status":"done"}"#),
        data(r#"{"status":"done","image_urls":[]}"#),
        data(r#"{"status":"done","image_urls":null,"binary_data_base64":["????"]}"#),
    ];
    for answer in answers {
        let shown = String::from_utf8_lossy(&answer.body).into_owned();
        let error = drive(start(GENERAL, CAT, None), jobs(vec![answer])).error();
        assert_eq!(error.purchase, Purchase::Made, "{shown}");
        assert_eq!(error.task.unwrap().id, ID, "{shown}");
    }
    for kind in [
        ErrorKind::Network,
        ErrorKind::TimedOut,
        ErrorKind::DeniedByHost,
        ErrorKind::TooLarge,
        ErrorKind::Internal,
    ] {
        for unsent in [true, false] {
            let error = drive(start(GENERAL, CAT, None), |ask: &ApiRequest| {
                match ask.action {
                    SUBMIT => Ok(accepted()),
                    _ => Err(TransportError {
                        kind,
                        ..broken(unsent)
                    }),
                }
            })
            .error();
            assert_eq!((error.kind, error.purchase), (kind, Purchase::Made));
            assert_eq!(error.task.unwrap().id, ID);
        }
    }
}

#[test]
fn an_identifier_is_never_read_as_a_number() {
    for (sent, kept) in [
        (r#""14411597596416601128""#, "14411597596416601128"),
        ("14411597596416601128", "14411597596416601128"),
        (r#""99999999999999999999""#, "99999999999999999999"),
        (r#""00000000000000000007""#, "00000000000000000007"),
        ("7392616336519610409", "7392616336519610409"),
    ] {
        let body = format!(r#"{{"code":10000,"data":{{"task_id":{sent}}}}}"#);
        let ran = drive(start(GENERAL, CAT, wait(0)), |_: &ApiRequest| {
            Ok(reply(200, &body))
        });
        assert_eq!(ran.pending().task.id, kept, "{sent}");
    }
}

#[test]
fn an_identifier_that_is_too_large_for_a_number_is_refused() {
    let body = r#"{"code":10000,"data":{"task_id":99999999999999999999}}"#;
    let ran = drive(start(GENERAL, CAT, wait(0)), |_: &ApiRequest| {
        Ok(reply(200, body))
    });
    assert_eq!(ran.asks.len(), 1);
    let error = ran.error();
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
    assert_eq!(error.purchase, Purchase::Unknown);
    assert!(error.task.is_none());
}
