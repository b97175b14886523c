//! Nothing is bought twice, and what was bought is told.

use host_test::Rig;
use host_test::served::{Served, request, with};
use serde_json::json;
use volc_sim::{Config, Fault, Target, What};

use super::{Breaking, PATH, Refusing, full};

/// Statuses after which clients and proxies repeat a request by themselves.
const REPEATED: [u16; 6] = [408, 425, 429, 502, 503, 504];

#[tokio::test]
async fn a_submission_without_a_reply_is_not_one_that_is_repeated() {
    let rig = Rig::start().await;
    let lost = What::AfterWork(Box::new(What::Reset));
    rig.simulator.inject(Fault::once(Target::AnySubmit, lost));
    let cat = json!({ "prompt": "a cat" });
    let submit = full(request("POST", PATH, Some(&cat)));
    let answer = Served::for_rig(&rig).answer_by(Breaking, submit).await;
    let told = answer.json();
    assert_eq!(answer.status, 500, "{told}");
    assert_eq!(told["purchase"], "unknown");
    assert_eq!(told["kind"], "outcome-unknown");
    assert_eq!(answer.header("retry-after"), None);
    assert_eq!(rig.count("Submit"), 1, "nothing was sent again");
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn a_connection_that_was_refused_bought_nothing() {
    let rig = Rig::start().await;
    let cat = json!({ "prompt": "a cat" });
    let submit = full(request("POST", PATH, Some(&cat)));
    let answer = Served::for_rig(&rig).answer_by(Refusing, submit).await;
    let told = answer.json();
    assert_eq!(
        (answer.status, &told["purchase"]),
        (502, &json!("not-made")),
        "{told}"
    );
    assert!(answer.header("retry-after").is_some(), "{told}");
    rig.assert_untouched();
}

/// The task was accepted: the answer leads to it, whatever became of queries.
#[tokio::test]
async fn a_task_that_cannot_be_queried_is_not_lost() {
    let rig = Rig::start().await;
    let served = Served::for_rig(&rig);
    rig.simulator
        .inject(Fault::always(Target::AnyQuery, What::Reset));
    let cat = json!({ "prompt": "a cat" });
    let submit = with(request("POST", PATH, Some(&cat)), "prefer", "wait=2");
    let answer = served.answer_by(Breaking, full(submit)).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    assert_eq!(rig.count("Submit"), 1);

    // A query may be repeated.
    let query = full(request("GET", answer.task(), None));
    let failed = served.answer_by(Breaking, query).await;
    assert!([202, 502].contains(&failed.status), "{}", failed.text());
    assert_eq!(failed.task(), answer.task());
    rig.simulator.clear_faults();
    let wait = with(request("GET", answer.task(), None), "prefer", "wait=60");
    let done = served.answer(wait).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn refusals_of_the_service_say_what_to_do() {
    let rig = Rig::with(Config {
        qps: Some(0),
        ..Config::default()
    });
    let rig = rig.await;
    let served = Served::for_rig(&rig);
    let cat = json!({ "prompt": "a cat" });
    let submit = with(request("POST", PATH, Some(&cat)), "prefer", "wait=0");
    let limited = served.answer(submit).await;
    assert_eq!(limited.status, 429, "{}", limited.text());
    assert!(limited.header("retry-after").is_some());
    assert_eq!(limited.json()["purchase"], "not-made");

    let rig = Rig::start().await;
    let served = Served::for_rig(&rig);
    for (prompt, status, kind) in [
        ("[moderate-text]", 422, "moderated"),
        ("[moderate-output]", 422, "moderated"),
        ("[refuse-50500]", 500, "outcome-unknown"),
        ("[fail-50215]", 422, "rejected-media"),
    ] {
        let body = json!({ "prompt": prompt });
        let answer = served.answer(request("POST", PATH, Some(&body))).await;
        let told = answer.json();
        let [purchase, found] = ["purchase", "kind"].map(|member| told[member].as_str());
        assert_eq!(
            (answer.status, found),
            (status, Some(kind)),
            "{prompt}: {told}"
        );
        // The task is this very request's: its input alone is at fault.
        let detail = told["detail"].as_str().unwrap_or_default();
        assert!(!detail.contains("another account"), "{prompt}: {told}");
        let is_safe = purchase == Some("not-made");
        assert!(
            is_safe || !REPEATED.contains(&answer.status),
            "{prompt}: {told}"
        );
    }
}
