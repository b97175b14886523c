//! F7, F8: a service that fails, and one that wants to be left alone.

use host_test::calls::Calls;
use host_test::{Rig, all_of, rig};
use serde_json::json;
use visual_host::types::{ErrorKind, Outcome, Purchase};
use volc_sim::{Config, Held, Kind, Seen, Target, What};

use crate::faults::{Case, GENERAL, PROCESS, run_for, submits};

const BUSY: &str = "<html>\r\n<h1>busy</h1></html>";

#[tokio::test]
async fn f7_a_failing_service_gets_one_submit() {
    let mut cases = Vec::new();
    for status in [500, 502, 503, 504] {
        let failing = What::reply(status, &[("content-type", "text/html")], BUSY);
        let after = What::AfterWork(Box::new(failing.clone()));
        let on = Target::AnySubmit;
        cases.push(Case::always(status, on.clone(), failing));
        cases.push(Case::always(format!("{status} after the work"), on, after));
    }
    all_of(cases, |case: Case| async move {
        for tool in [GENERAL, PROCESS] {
            let rig = case.rig().await;
            let error = run_for(&rig.host, tool, 30_000).await.error();
            rig::assert_error(&error, ErrorKind::OutcomeUnknown, Purchase::Unknown);
            assert_eq!(submits(&rig), 1, "not sent again");
            assert!(rig.meter().accepted <= 1);
        }
    })
    .await;
}

#[tokio::test]
async fn f7_a_failing_service_is_asked_again_about_a_job() {
    let mut cases = Vec::new();
    for status in [500, 502, 503, 504] {
        let failing = What::reply(status, &[("content-type", "text/html")], BUSY);
        let case = Case::always(status, Target::AnyQuery, failing);
        cases.push(case.clone().times(3));
        cases.push(case);
    }
    all_of(cases, |case: Case| async move {
        let rig = case.rig().await;
        let ran = run_for(&rig.host, GENERAL, 30_000).await;
        assert_eq!((submits(&rig), rig.meter().accepted), (1, 1));
        match case.times {
            Some(_) => assert_eq!(ran.done().media.len(), 1),
            None => {
                let error = ran.error();
                rig::assert_error(&error, ErrorKind::BadReply, Purchase::Made);
                assert!(error.task.is_some());
                assert_eq!(rig.count("GetResult"), 1 + 3, "three times again");
            }
        }
    })
    .await;
}

/// What an answer may say of when to come again, and what it means in
/// milliseconds; nothing where it says nothing.
const RETRY_AFTER: &[(Option<&str>, Option<u32>)] = &[
    (None, None),
    (Some("0"), Some(0)),
    (Some("5"), Some(5_000)),
    (Some("1000000000"), Some(u32::MAX)),
    (Some("Fri, 31 Dec 2999 23:59:59 GMT"), Some(u32::MAX)),
    (Some("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0)),
    (Some("99999999999999999999999"), Some(u32::MAX)),
    (Some("soon, please"), None),
    (Some("-5"), None),
];

fn limited(code: i64, retry_after: Option<&str>) -> What {
    let body = json!({
        "code": code, "data": null, "message": "Request Has Reached API Limit", "request_id": "r-1",
    });
    let headers = retry_after.map(|text| ("retry-after", text));
    let headers: Vec<_> = headers.into_iter().collect();
    What::reply(429, &headers, body.to_string())
}

#[tokio::test]
async fn f8_a_limit_is_never_waited_for_past_the_deadline() {
    const WAIT: u32 = 20_000;
    let mut cases = Vec::new();
    for code in [50429, 50430] {
        for (text, told) in RETRY_AFTER {
            cases.push((code, *text, *told));
        }
    }
    let cases = cases.into_iter().map(|(code, text, told)| {
        let name = format!("{told:?} for {code} with {text:?}");
        (
            Case::always(name, Target::AnySubmit, limited(code, text)),
            told,
        )
    });
    all_of(cases.map(Told).collect(), |Told((case, told))| async move {
        let rig = case.rig().await;
        let ran = run_for(&rig.host, GENERAL, WAIT).await;
        ran.assert_within(WAIT);
        // What is too far away is not waited for at all: `tests/retry.rs` shows it by its own clock.
        if told.is_some_and(|told| told > WAIT) {
            assert_eq!(submits(&rig), 1);
        }
        let error = ran.error();
        rig::assert_error(&error, ErrorKind::RateLimited, Purchase::NotMade);
        assert_eq!(error.retry_after_ms, told);
        assert_eq!(rig.meter().accepted, 0);
    })
    .await;
}

/// A case, and how long the service asks to wait.
struct Told((Case, Option<u32>));

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.0.fmt(f)
    }
}

/// The pauses between requests, in milliseconds.
fn pauses(calls: &[Seen]) -> Vec<u128> {
    let pairs = calls.windows(2);
    pairs
        .map(|pair| (pair[1].at - pair[0].at).as_millis())
        .collect()
}

#[tokio::test]
async fn f8_a_limit_is_waited_for_as_long_as_the_service_asks() {
    let words = [
        (None, 0),
        (Some("0"), 0),
        (Some("1"), 1_000),
        (Some("-5"), 0),
    ];
    let mut cases = Vec::new();
    for (text, min) in words {
        for on in [Target::AnySubmit, Target::AnyQuery] {
            let case = Case::always(format!("{text:?}"), on, limited(50429, text)).times(2);
            cases.push(Told((case, Some(min))));
        }
    }
    all_of(cases, |Told((case, min))| async move {
        let rig = case.rig().await;
        let done = run_for(&rig.host, GENERAL, 30_000).await.done();
        assert_eq!((done.media.len(), rig.meter().accepted), (1, 1));
        let calls = rig.calls();
        assert!(calls.iter().all(|call| call.kind == Kind::Api));
        let first = usize::from(!case.is_of_submits());
        let pauses = pauses(&calls[first..first + 3]);
        let min = u128::from(min.unwrap_or_default());
        // How much longer they may be, `tests/retry.rs` says, without a clock.
        assert!(pauses.iter().all(|pause| *pause >= min), "{pauses:?}");
    })
    .await;
}

#[tokio::test]
async fn f8_a_limit_on_questions_leaves_the_task() {
    let rig = Rig::start().await;
    let limit = limited(50430, Some("1000000000"));
    Case::always("limit", Target::AnyQuery, limit).befall(&rig);
    let ran = run_for(&rig.host, GENERAL, 20_000).await;
    ran.assert_within(20_000);
    let pending = ran.pending();
    assert!(!pending.warnings.is_empty());
    assert_eq!((rig.calls().len(), rig.meter().accepted), (2, 1));
}

/// Without the service's own code nothing proves that nothing was bought.
#[tokio::test]
async fn f8_a_bare_429_proves_nothing() {
    for body in ["", "<html>slow down</html>", "{}"] {
        for retry_after in [None, Some("0"), Some("1")] {
            let headers: Vec<_> = retry_after
                .map(|text| ("retry-after", text))
                .into_iter()
                .collect();
            let rig = Rig::start().await;
            let bare = What::reply(429, &headers, body);
            Case::always("bare", Target::AnySubmit, bare).befall(&rig);
            let error = run_for(&rig.host, GENERAL, 30_000).await.error();
            rig::assert_error(&error, ErrorKind::OutcomeUnknown, Purchase::Unknown);
            assert_eq!(submits(&rig), 1);
        }
    }
}

/// The service's own limits, as it would apply them.
#[tokio::test]
async fn f8_a_quota_is_lived_with() {
    for retry_after in [None, Some("1".to_owned())] {
        let rig = Rig::with(Config {
            concurrency: Some(1),
            retry_after,
            ..Config::default()
        })
        .await;
        // The first job runs until the second one was refused.
        rig.simulator.hold_tasks(Held::Generating);
        let refused = async {
            rig.simulator.arrived(&Target::AnySubmit, 2).await;
            while rig.meter().refused_by_concurrency == 0 {
                tokio::task::yield_now().await;
            }
            rig.simulator.release_tasks();
        };
        let call = || run_for(&rig.host, GENERAL, 30_000);
        let (one, two, ()) = tokio::join!(call(), call(), refused);
        assert!(
            matches!(one.answer, Ok(Outcome::Done(_))),
            "{:?}",
            one.answer
        );
        assert!(
            matches!(two.answer, Ok(Outcome::Done(_))),
            "{:?}",
            two.answer
        );
        assert_eq!(rig.meter().accepted, 2);
    }
}

/// Where the answer names no code, its head still says when to come again.
#[tokio::test]
async fn f8_a_bare_429_to_a_question_is_waited_for() {
    let rig = Rig::start().await;
    let bare = What::reply(429, &[("retry-after", "2")], "");
    Case::always("bare", Target::AnyQuery, bare)
        .times(1)
        .befall(&rig);
    run_for(&rig.host, GENERAL, 30_000).await.done();
    let pauses = pauses(&rig.calls()[1..3]);
    assert!(pauses[0] >= 2_000, "{pauses:?}");
    let task = rig::task(crate::faults::SOME, crate::faults::OLD);
    Case::always(
        "bare",
        Target::AnyQuery,
        What::reply(429, &[("retry-after", "2")], ""),
    )
    .befall(&rig);
    let error = rig::failure(rig.host.task_status(&task).await);
    assert_eq!(error.retry_after_ms, Some(2_000));
}
