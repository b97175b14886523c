//! F11: the API never sends anybody on. What downloads make of redirections is
//! tested in `tests/downloads`.

use host_test::calls::Calls;
use host_test::{Ear, Rig, rig};
use visual_host::types::{ErrorKind, MediaContent, Purchase};
use volc_sim::{Config, Fault, Target, What};

use crate::faults::{GENERAL, OLD, PROCESS, SOME, run_for};

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

/// Where an answer might lead.
fn locations(rig: &Rig, ear: &Ear) -> Vec<String> {
    let (home, away) = (rig.simulator.endpoint(), ear.endpoint());
    let query = "/?Action=CVProcess&Version=2022-08-31";
    vec![
        "/".to_owned(),
        query.to_owned(),
        format!("{home}{query}"),
        format!("{away}{query}"),
        away.replace("http:", ""),
        away.replace("http:", "https:"),
        away.replace("127.0.0.1", "localhost"),
        away.replace("http://", "http://user:pass@"),
        "https://visual.volcengineapi.com/".to_owned(),
        "http://visual.volcengineapi.com/".to_owned(),
        "https://p3-aiop-sign.byteimg.com/x".to_owned(),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "file:///etc/passwd".to_owned(),
        "data:application/json,{\"code\":10000,\"data\":{\"task_id\":\"1\"}}".to_owned(),
        String::new(),
        "not an address".to_owned(),
    ]
}

#[tokio::test]
async fn f11_no_answer_of_the_api_is_followed() {
    let keys = volc_sim::Keys::generate().with_token("token-of-the-example-0123456789");
    let config = Config {
        generate_ms: 1,
        ..Config::default()
    };
    let rig = Rig::with_keys(keys, config).await;
    let ear = Ear::listen().await;
    for status in STATUSES {
        for location in locations(&rig, &ear) {
            let redirect = What::redirect(status, location.clone());
            let shown = format!("{status} to {location:?}");
            check(&rig, redirect, &shown).await;
        }
        check(
            &rig,
            What::RedirectToItself(status),
            &format!("{status} to itself"),
        )
        .await;
    }
    assert_eq!(ear.heard().await, 0, "somebody was sent there");
    let elsewhere = rig
        .simulator
        .requests()
        .into_iter()
        .find(|seen| seen.method != "POST");
    assert!(elsewhere.is_none(), "{elsewhere:?}");
}

/// At a submit, before and after its work, and at a query: one request each.
async fn check(rig: &Rig, redirect: What, shown: &str) {
    for (tool, done) in [(GENERAL, false), (GENERAL, true), (PROCESS, true)] {
        let (bought, asked) = (rig.meter().accepted, rig.simulator.requests().len());
        let what = match done {
            true => What::AfterWork(Box::new(redirect.clone())),
            false => redirect.clone(),
        };
        rig.simulator.inject(Fault::once(Target::AnySubmit, what));
        let error = run_for(&rig.host, tool, 20_000).await.error();
        assert_eq!(
            (error.kind, error.purchase),
            (ErrorKind::OutcomeUnknown, Purchase::Unknown),
            "{shown}: {error:?}"
        );
        assert_eq!(rig.meter().accepted, bought + u64::from(done), "{shown}");
        assert_eq!(rig.simulator.requests().len(), asked + 1, "{shown}");
    }
    let asked = rig.simulator.requests().len();
    rig.simulator
        .inject(Fault::once(Target::AnyQuery, redirect));
    let answer = rig.host.task_status(&rig::task(SOME, OLD)).await;
    let error = rig::failure(answer);
    assert_eq!(
        (error.kind, error.purchase),
        (ErrorKind::BadReply, Purchase::Made),
        "{shown}: {error:?}"
    );
    assert_eq!(rig.simulator.requests().len(), asked + 1, "{shown}");
}

/// The hops of a download, on the wire: three are followed, and a link that
/// leads to itself is left soon.
#[tokio::test]
async fn f11_a_download_follows_three_hops() {
    let rig = Rig::start().await;
    let done = run_for(&rig.host, GENERAL, 20_000).await.done();
    let MediaContent::Url(link) = &done.media[0].content else {
        panic!("no link: {:?}", done.media);
    };
    for status in STATUSES {
        let hops = |count| What::Hops { status, count };
        for (what, followed) in [
            (hops(3), true),
            (hops(4), false),
            (hops(30), false),
            (What::RedirectToItself(status), false),
        ] {
            let before = rig.simulator.requests().len();
            rig.simulator
                .inject(Fault::always(Target::Download, what.clone()));
            let fetched = rig.host.download_to(link, None, &mut Vec::new()).await;
            rig.simulator.clear_faults();
            assert_eq!(fetched.is_ok(), followed, "{status} {what:?}: {fetched:?}");
            assert_eq!(
                rig.simulator.requests().len(),
                before + 4,
                "{status} {what:?}"
            );
        }
    }
    let mut downloads = rig.simulator.requests();
    downloads.retain(|seen| seen.method == "GET");
    assert!(!downloads.is_empty());
    for seen in downloads {
        assert!(seen.header("authorization").is_none() && seen.access_key_id.is_none());
    }
    assert_eq!(rig.meter().accepted, 1);
}
