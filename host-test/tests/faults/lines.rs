//! F1, F3, F4, F5: lines that break, and lines that are slow.

use host_test::calls::Calls;
use std::sync::Arc;

use host_test::raw::{RawHost, RawKeys, Reply, Script};
use host_test::{Ear, Rig, all_of, options, rig};
use serde_json::json;
use visual_host::types::{ErrorKind, MediaContent, Options, Outcome, Purchase};
use visual_host::{Credentials, Keys, KeysFuture, StaticKeys};
use volc_sim::{Cut, Target, What};

use crate::faults::{CAT, Case, GENERAL, PROCESS, VIDEO, run, run_for, submits};

/// Leads to a port that ends every connection within its handshake, before any
/// of a request can be sent; after so many connections, to the service.
struct Detour {
    ear: Arc<Ear>,
    lost: usize,
    away: Keys,
    home: Keys,
}

impl Credentials for Detour {
    fn get(&self) -> KeysFuture<'_> {
        Box::pin(async move {
            let heard = self.ear.heard().await;
            let keys = if heard < self.lost {
                &self.away
            } else {
                &self.home
            };
            Ok(keys.clone())
        })
    }
}

#[tokio::test]
async fn f1_what_never_left_is_sent_again_and_bought_once() {
    let cases = vec![(GENERAL, 1), (GENERAL, 2), (PROCESS, 1), (PROCESS, 2)];
    for (tool, lost) in cases {
        let rig = Rig::start().await;
        let ear = Arc::new(Ear::listen().await);
        let secure = ear.endpoint().replace("http:", "https:");
        let host = rig::host(Detour {
            ear: ear.clone(),
            lost,
            away: rig::handed(&rig.keys, &secure),
            home: rig::handed(&rig.keys, &rig.simulator.endpoint()),
        });
        let done = run_for(&host, tool, 30_000).await.done();
        assert_eq!(done.media.len(), 1);
        assert_eq!(ear.heard().await, lost);
        assert_eq!((submits(&rig), rig.meter().accepted), (1, 1));
    }
}

#[tokio::test]
async fn f1_who_is_never_reached_is_asked_three_times_at_most() {
    all_of(vec![GENERAL, PROCESS], |tool| async move {
        let rig = Rig::start().await;
        let ear = Ear::listen().await;
        let secure = ear.endpoint().replace("http:", "https:");
        let host = rig::host(StaticKeys::new(rig::handed(&rig.keys, &secure)));
        let ran = run_for(&host, tool, 30_000).await;
        ran.assert_within(30_000);
        let error = ran.error();
        rig::assert_error(&error, ErrorKind::Network, Purchase::NotMade);
        let tries = ear.heard().await;
        assert!((2..=3).contains(&tries), "{tool}: {tries}");

        let ordered = host.invoke(tool, CAT, Some(&rig::wait(30_000))).await;
        assert_eq!(rig::failure(ordered).purchase, Purchase::NotMade);
        let tries = ear.heard().await - tries;
        assert!((2..=3).contains(&tries), "{tool}, ordered: {tries}");
        rig.assert_untouched();
    })
    .await;
}

/// A reset that meets the request halfway: whether it left is for the host to
/// prove, and what it cannot prove is not sent again.
#[tokio::test]
async fn f1_a_reset_at_once_buys_nothing_twice() {
    let faults = [What::ResetRequestAfter(0), What::CutRequest(Cut::reset(0))];
    let cases = faults.into_iter().cycle().take(24).enumerate();
    let cases = cases.map(|(number, what)| Case::always(number, Target::Any, what).times(1));
    all_of(cases.collect(), |case: Case| async move {
        let rig = case.rig().await;
        let ran = run_for(&rig.host, GENERAL, 30_000).await;
        match ran.answer {
            Ok(_) => assert_eq!(rig.meter().accepted, 1),
            Err(error) => {
                rig::assert_error(&error, ErrorKind::OutcomeUnknown, Purchase::Unknown);
                assert_eq!(rig.meter().accepted, 0);
            }
        }
        assert!(submits(&rig) <= 1);
    })
    .await;
}

/// Files as bytes, drawn from a fixed seed: two runs can be compared.
fn files() -> Options {
    options::read(&json!({ "wait_ms": 30_000, "output": { "delivery": "bytes" } }))
}

async fn file(rig: &Rig, tool: &str) -> Vec<u8> {
    let done = run(&rig.host, tool, &files()).await.done();
    assert!(done.task.is_some());
    match done.media.into_iter().next().map(|media| media.content) {
        Some(MediaContent::Bytes(bytes)) => bytes,
        other => panic!("no bytes: {other:?}; {:?}", done.warnings),
    }
}

fn breaks(on: &Target) -> Vec<Case> {
    let faults = [
        ("reset", What::Reset),
        (
            "reset after the work",
            What::AfterWork(Box::new(What::Reset)),
        ),
        ("reset in the head", What::ResetAfter(40)),
        ("reset in the body", What::ResetAfter(300)),
        ("end in the head", What::CloseAfter(40)),
        ("end in the body", What::CloseAfter(300)),
        ("request cut", What::CutRequest(Cut::reset(100))),
    ];
    let case = |(name, what)| Case::always(name, on.clone(), what).times(2);
    faults.into_iter().map(case).collect()
}

#[tokio::test]
async fn f3_a_query_that_breaks_is_asked_again() {
    let expected = file(&Rig::start().await, VIDEO).await;
    all_of(breaks(&Target::AnyQuery), move |case: Case| {
        let expected = expected.clone();
        async move {
            let rig = case.rig().await;
            assert_eq!(file(&rig, VIDEO).await, expected);
            assert_eq!((submits(&rig), rig.meter().accepted), (1, 1));
            // Four questions at most between two answers.
            assert!(rig.calls().len() <= 1 + 3 * 4, "{}", rig.calls().len());
        }
    })
    .await;
}

#[tokio::test]
async fn f3_a_file_that_breaks_is_fetched_again() {
    let expected = file(&Rig::start().await, VIDEO).await;
    all_of(breaks(&Target::Download), move |case: Case| {
        let expected = expected.clone();
        async move {
            let rig = case.rig().await;
            assert_eq!(file(&rig, VIDEO).await, expected);
            assert_eq!((submits(&rig), rig.meter().accepted), (1, 1));
        }
    })
    .await;
}

#[tokio::test]
async fn f3_a_download_that_breaks_goes_on() {
    let calm = Rig::start().await;
    let expected = file(&calm, VIDEO).await;
    all_of(breaks(&Target::Download), move |case: Case| {
        let expected = expected.clone();
        async move {
            let rig = Rig::start().await;
            let done = run_for(&rig.host, VIDEO, 30_000).await.done();
            let MediaContent::Url(link) = &done.media[0].content else {
                panic!("no link: {:?}", done.media);
            };
            case.befall(&rig);
            let mut bytes = Vec::new();
            let fetched = rig.host.download_to(link, None, &mut bytes).await;
            assert_eq!(fetched.unwrap().bytes, expected.len() as u64);
            assert_eq!(bytes, expected);
            assert_eq!(rig.meter().accepted, 1);
        }
    })
    .await;
}

/// Where no whole answer comes.
fn silences() -> Vec<(&'static str, What)> {
    let drip = |bytes, every_ms| What::Drip { bytes, every_ms };
    vec![
        ("a byte a second", drip(1, 1_000)),
        // The head arrives, and the body does not.
        ("a piece at a time", drip(100, 4_000)),
        ("no head", What::Hang),
        ("half a head", What::StallAfter(40)),
        ("half a body", What::StallAfter(250)),
    ]
}

/// How long the caller waits: until then it has sent its requests, on a busy machine as well.
const WAIT: u32 = 8_000;

#[tokio::test]
async fn f4_f5_slow_and_silent_answers_end_at_the_deadline() {
    let calm = Rig::start().await;
    let idle = run_for(&calm.host, GENERAL, 30_000).await.memory;
    let mut cases = Vec::new();
    for (name, what) in silences() {
        for (tool, on) in [
            (GENERAL, Target::AnySubmit),
            (PROCESS, Target::AnySubmit),
            (GENERAL, Target::AnyQuery),
        ] {
            let case = Case::always(format!("{tool}: {name}"), on, what.clone());
            cases.push(case);
        }
    }
    all_of(cases, move |case: Case| async move {
        let rig = case.rig().await;
        let tool = case.name.split(':').next().unwrap_or_default().to_owned();
        let ran = run_for(&rig.host, &tool, WAIT).await;
        ran.assert_within(WAIT);
        // A page more where an allocation falls otherwise.
        let grown = ran.memory.saturating_sub(idle);
        assert!(grown <= 64 * 1024, "{grown} bytes more");
        assert_eq!((submits(&rig), rig.meter().accepted), (1, 1));
        if case.is_of_submits() {
            let error = ran.error();
            rig::assert_error(&error, ErrorKind::OutcomeUnknown, Purchase::Unknown);
        } else {
            let pending = ran.pending();
            assert!(!pending.warnings.is_empty());
            rig.simulator.clear_faults();
            let collected = rig.host.task_resume(&pending.task, Some(10_000)).await;
            assert!(collected.is_ok(), "{collected:?}");
        }
    })
    .await;
}

/// Before anything left, running out of time is `timed-out`.
#[tokio::test]
async fn f5_a_handshake_that_never_ends_is_timed_out() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("https://{}", silent.local_addr().unwrap());
    let keys = rig::handed(&volc_sim::Keys::generate(), &endpoint);
    let host = rig::host(StaticKeys::new(keys));
    let ran = run_for(&host, GENERAL, WAIT).await;
    ran.assert_within(WAIT);
    let error = ran.error();
    rig::assert_error(&error, ErrorKind::TimedOut, Purchase::NotMade);
}

/// This host heeds none of the time-outs that it is told.
#[tokio::test]
async fn f5_the_component_keeps_its_time_in_a_host_that_does_not() {
    let host = RawHost;
    let silence: Script = |_| Reply::Silence;
    let stall: Script = |_| Reply::Stall(br#"{"code":10000,"#);
    for script in [silence, stall] {
        for tool in [GENERAL, PROCESS] {
            let keys = RawKeys::new("AKLTgood", "c2VjcmV0LW9mLXRoZS1leGFtcGxl");
            // Nobody but the component ends it.
            let (asked, told) = host.invoke(keys, (tool, CAT), script).await;
            assert_eq!(asked.len(), 1, "{told}");
            assert!(told.contains("outcome-unknown"), "{told}");
        }
    }
}

/// A file that does not come is no reason to hold its caller: the link is told.
#[tokio::test]
async fn f4_f5_a_file_that_does_not_come_in_time_stays_a_link() {
    let mut cases = Vec::new();
    for (name, what) in silences() {
        for delivery in ["bytes", "base64"] {
            let case = Case::always(
                format!("{delivery}: {name}"),
                Target::Download,
                what.clone(),
            );
            cases.push(case);
        }
    }
    all_of(cases, |case: Case| async move {
        const WAIT: u32 = 15_000;
        let rig = case.rig().await;
        let delivery = case.name.split(':').next().unwrap_or_default();
        let wanted = json!({ "wait_ms": WAIT, "output": { "delivery": delivery } });
        let ran = run(&rig.host, VIDEO, &options::read(&wanted)).await;
        ran.assert_within(WAIT);
        match ran.answer {
            Ok(Outcome::Done(done)) => {
                assert!(matches!(done.media[0].content, MediaContent::Url(_)));
                assert!(!done.warnings.is_empty());
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(rig.meter().accepted, 1);
    })
    .await;
}
