//! What is tried again, how often, and when it is too late: faults F1, F7, F8 and F13 without a network.

use crate::common::*;
use visual_catalog::Actions;
use volcengine_visual::call;
use volcengine_visual::call::flow::submit_timeout_ms;
use volcengine_visual::call::retry::{Cause, MAX_SUBMIT_RETRIES, RULES};
use volcengine_visual::call::target::Target;
use volcengine_visual::errors::service_codes::CODES;
use volcengine_visual::errors::transport_error::TransportError;
use volcengine_visual::protocol::reply::envelope::Reply;
use volcengine_visual::protocol::request::ApiRequest;
use volcengine_visual::types::{ErrorKind, Purchase};

/// The lists of the retry rules, written out once more.
const AFTER_A_PURCHASE: [&str; 3] = ["50429", "50430", "FlowLimitExceeded"];
const AFTER_A_QUESTION: [&str; 10] = [
    "50429",
    "50430",
    "FlowLimitExceeded",
    "50500",
    "50501",
    "InternalError",
    "FailToConnect",
    "InternalServiceTimeout",
    // By their HTTP statuses, 502 and 503.
    "InternalServiceError",
    "ServiceUnavailableTemp",
];

fn submits(ran: &Ran) -> usize {
    let actions = ran.actions().into_iter();
    actions
        .filter(|action| action.ends_with("SubmitTask") || *action == "CVProcess")
        .count()
}

#[test]
fn every_code_is_repeated_as_the_rules_say_and_no_other() {
    for row in CODES {
        let code = Cause::Code(row.code);
        assert_eq!(
            code.is_retryable(true),
            AFTER_A_PURCHASE.contains(&row.code),
            "{}",
            row.code
        );
        assert_eq!(
            code.is_retryable(false),
            AFTER_A_QUESTION.contains(&row.code),
            "{}",
            row.code
        );
        // What is repeated after a purchase is proof that nothing was bought.
        assert!(!code.is_retryable(true) || row.refusal, "{}", row.code);
        if let Some(number) = row.number {
            let number = number.to_string();
            assert_eq!(
                Cause::Code(&number).is_retryable(false),
                code.is_retryable(false),
                "{number}"
            );
        }
    }
    for status in 100..600 {
        assert!(!Cause::Status(status).is_retryable(true), "{status}");
        let passes = [429, 500, 502, 503, 504].contains(&status);
        assert_eq!(
            Cause::Status(status).is_retryable(false),
            passes,
            "{status}"
        );
    }
    assert!(!Cause::Code("99999").is_retryable(false) && !Cause::Code("").is_retryable(false));
    assert_eq!(RULES.len(), AFTER_A_QUESTION.len() + 5);
    for (kind, line) in [
        (ErrorKind::Network, true),
        (ErrorKind::TimedOut, true),
        (ErrorKind::DeniedByHost, false),
        (ErrorKind::TooLarge, false),
        (ErrorKind::Internal, false),
    ] {
        for unsent in [true, false] {
            let broken = TransportError {
                kind,
                ..broken(unsent)
            };
            assert_eq!(Cause::Transport(&broken).is_retryable(true), line && unsent);
            assert_eq!(Cause::Transport(&broken).is_retryable(false), line);
        }
    }
}

#[test]
fn f1_a_purchase_that_did_not_leave_is_sent_again() {
    for failures in 0..=MAX_SUBMIT_RETRIES as usize + 1 {
        let mut left = failures;
        let mut service = jobs(vec![link_done()]);
        let ran = drive(start(GENERAL, CAT, None), |ask: &ApiRequest| {
            if left > 0 {
                left -= 1;
                return Err(broken(true));
            }
            service(ask)
        });
        let tries = failures.min(MAX_SUBMIT_RETRIES as usize) + 1;
        assert_eq!(submits(&ran), tries, "{failures}");
        let bodies: Vec<_> = ran.asks[..tries]
            .iter()
            .map(|ask| ask.body.text())
            .collect();
        assert!(bodies.iter().all(|body| **body == *bodies[0]));
        match failures <= MAX_SUBMIT_RETRIES as usize {
            true => assert!(ran.done().warnings.is_empty()),
            false => assert_eq!(ran.error().purchase, Purchase::NotMade),
        }
    }
}

#[test]
fn f7_a_failing_service_gets_one_purchase_and_four_questions() {
    for status in [500, 502, 503, 504] {
        let ran = drive(start(GENERAL, CAT, None), |_: &ApiRequest| {
            Ok(reply(status, "busy"))
        });
        assert_eq!(submits(&ran), 1);
        assert_eq!(ran.error().kind, ErrorKind::OutcomeUnknown);

        let ran = drive(start(GENERAL, CAT, None), jobs(vec![reply(status, "busy")]));
        assert_eq!((submits(&ran), ran.asks.len()), (1, 1 + 4));
        let error = ran.error();
        assert_eq!(
            (error.kind, error.purchase),
            (ErrorKind::BadReply, Purchase::Made)
        );
        assert_eq!(error.task.unwrap().id, ID);

        let replies = vec![
            reply(status, "busy"),
            reply(status, "busy"),
            status_word(),
            reply(status, ""),
            link_done(),
        ];
        let ran = drive(start(GENERAL, CAT, None), jobs(replies));
        assert_eq!(ran.asks.len(), 1 + 5);
        assert!(
            ran.done().warnings.is_empty(),
            "what passed is not worth a word"
        );
    }
}

fn status_word() -> Reply {
    status("generating")
}

#[test]
fn f8_limits_are_waited_for_within_the_deadline() {
    let limited = |retry_after_ms| Reply {
        retry_after_ms,
        ..failure(50429, "Request Has Reached API Limit")
    };
    for (asked, min) in [
        (None, 0),
        (Some(0), 0),
        (Some(5_000), 5_000),
        (Some(u32::MAX), 60_000),
    ] {
        let mut left = 2;
        let mut service = jobs(vec![link_done()]);
        let ran = drive(start(GENERAL, CAT, wait(300_000)), |ask: &ApiRequest| {
            if left > 0 {
                left -= 1;
                return Ok(limited(asked));
            }
            service(ask)
        });
        assert_eq!(submits(&ran), 3);
        assert!(
            ran.pauses[..2]
                .iter()
                .all(|pause| *pause >= min && *pause <= min.max(1_000)),
            "{:?}",
            ran.pauses
        );
        assert!(ran.done().task.is_some());
    }
    // As long as there is time, and no longer.
    let ran = drive(start(GENERAL, CAT, wait(60_000)), |_: &ApiRequest| {
        Ok(limited(None))
    });
    assert!(submits(&ran) > 4, "{}", submits(&ran));
    assert!(ran.elapsed_ms <= 60_000, "{}", ran.elapsed_ms);
    let error = ran.error();
    assert_eq!(
        (error.kind, error.purchase),
        (ErrorKind::RateLimited, Purchase::NotMade)
    );
    // A pause that is longer than the time left is not begun.
    let ran = drive(start(GENERAL, CAT, wait(8_000)), |_: &ApiRequest| {
        Ok(limited(Some(9_000)))
    });
    assert_eq!((submits(&ran), ran.elapsed_ms), (1, EXCHANGE));
    assert_eq!(ran.error().retry_after_ms, Some(9_000));
}

#[test]
fn troubles_at_the_deadline_leave_the_task() {
    let after_6_s = |answer| Reply {
        retry_after_ms: Some(6_000),
        ..answer
    };
    // Where there is time for the whole series of retries, the last failure is the answer.
    for (answer, after_all_retries) in [
        (failure(50429, "limit"), None),
        (
            failure(50500, "Internal Error"),
            Some(ErrorKind::ServiceFailed),
        ),
        (reply(502, ""), Some(ErrorKind::BadReply)),
    ] {
        for (wait_ms, failed) in [(11_000, None), (15_000, None), (40_000, after_all_retries)] {
            let service = jobs(vec![after_6_s(answer.clone())]);
            let ran = drive(start(GENERAL, CAT, wait(wait_ms)), service);
            assert!(ran.elapsed_ms <= u64::from(wait_ms) + EXCHANGE);
            let Some(kind) = failed else {
                let pending = ran.pending();
                assert_eq!(pending.task.id, ID);
                assert!(!pending.warnings.is_empty());
                continue;
            };
            let error = ran.error();
            assert_eq!((error.kind, error.purchase), (kind, Purchase::Made));
            assert_eq!(error.task.unwrap().id, ID);
        }
    }
}

#[test]
fn without_a_wait_nothing_is_retried() {
    for broken in [broken(true), broken(false)] {
        let ran = drive(start(GENERAL, CAT, wait(0)), |_: &ApiRequest| {
            Err(broken.clone())
        });
        assert_eq!((ran.asks.len(), ran.pauses.len()), (1, 0));
    }
    for answer in [
        failure(50429, "limit"),
        failure(50500, "Internal Error"),
        reply(502, ""),
    ] {
        let ran = drive(start(GENERAL, CAT, wait(0)), |_: &ApiRequest| {
            Ok(answer.clone())
        });
        assert_eq!((ran.asks.len(), ran.pauses.len()), (1, 0));
        let flow = call::collect(task(GENERAL, 60), Some(0)).unwrap();
        let ran = drive(flow, jobs(vec![answer]));
        assert_eq!((ran.asks.len(), ran.pauses.len()), (1, 0));
        assert_eq!(ran.error().task.unwrap().id, ID);
    }
}

fn skewed(ahead: i64) -> Reply {
    let body = r#"{"ResponseMetadata":{"RequestId":"G","Error":{"CodeN":100006,"Code":"InvalidTimestamp","Message":"expired"}}}"#;
    Reply {
        date: Some(BEGIN.saturating_add_signed(ahead)),
        ..reply(401, body)
    }
}

#[test]
fn f13_a_wrong_clock_is_named_with_its_offset() {
    for (ahead, words) in [
        (60, "60 s slow"),
        (-60, "60 s fast"),
        (300, "5 min slow"),
        (-14 * 60, "14 min fast"),
        (16 * 60, "16 min slow"),
        (-86_400, "1440 min fast"),
    ] {
        let ran = drive(start(GENERAL, CAT, None), |_: &ApiRequest| {
            Ok(skewed(ahead))
        });
        assert_eq!(submits(&ran), 1, "a purchase is not signed again");
        let error = ran.error();
        assert_eq!(
            (error.kind, error.purchase),
            (ErrorKind::ClockSkew, Purchase::NotMade)
        );
        assert!(error.message.contains(words), "{}", error.message);
        assert!(error.message_zh.contains("时钟"), "{}", error.message_zh);

        // A question is asked once more by the service's clock.
        let ran = drive(
            start(GENERAL, CAT, None),
            jobs(vec![skewed(ahead), link_done()]),
        );
        assert_eq!(ran.asks.len(), 3);
        assert_eq!(ran.asks[1].clock_offset_s, 0);
        let within = ran.asks[2].clock_offset_s - ahead;
        assert!((-2..=0).contains(&within), "{within}");
        assert!(ran.done().warnings[0].message.contains("clock"));

        let ran = drive(start(GENERAL, CAT, None), jobs(vec![skewed(ahead)]));
        assert_eq!(ran.asks.len(), 3, "once");
        let error = ran.error();
        assert_eq!(
            (error.kind, error.purchase),
            (ErrorKind::ClockSkew, Purchase::Made)
        );
        assert!(error.task.is_some());
    }
    let mut silent = skewed(60);
    silent.date = None;
    let ran = drive(start(GENERAL, CAT, None), jobs(vec![silent]));
    assert_eq!(ran.asks.len(), 2);
    assert_eq!(ran.error().kind, ErrorKind::ClockSkew);
}

#[test]
fn a_submission_gets_what_the_call_has_and_a_minute_at_most() {
    for (wait_ms, within) in [
        (0, 60_000),
        (1, 1),
        (5_000, 5_000),
        (12_000, 12_000),
        (300_000, 60_000),
    ] {
        let ran = drive(start(GENERAL, CAT, wait(wait_ms)), jobs(vec![link_done()]));
        assert_eq!(ran.asks[0].timeout_ms, within, "{wait_ms}");
    }
}

/// 10 MB at 32 kB/s take more than five minutes.
#[test]
fn a_large_submission_gets_the_time_that_its_body_needs() {
    assert_eq!(submit_timeout_ms(1 << 20), 60_000);
    let image = "x".repeat(9 << 20);
    let json = format!(r#"{{"prompt":"a cat","image_urls":["data:image/png;base64,{image}"]}}"#);
    let body = Target::custom(("some_key", Actions::Sync2Async).into()).unwrap();
    for (wait_ms, max) in [(0, u64::MAX), (100_000, 100_000), (900_000, 900_000)] {
        let flow = call::custom(
            (body.req_key.as_ref(), body.actions).into(),
            &json,
            wait(wait_ms),
        )
        .unwrap();
        let ran = drive(flow, jobs(vec![link_done()]));
        let needs = submit_timeout_ms(ran.asks[0].body.len());
        assert!(needs > 300_000, "{needs}");
        assert_eq!(ran.asks[0].timeout_ms, needs.min(max), "{wait_ms}");
    }
}
