//! Requests that cannot be signed: what is tried again, for how long, and that
//! the time that signing takes counts.

use crate::common::*;
use volcengine_visual::call;
use volcengine_visual::call::flow::{Event, Flow, MIN_SUBMIT_MS, Now, Step};
use volcengine_visual::errors::{stage::Stage, transport_error::TransportError};
use volcengine_visual::protocol::request::ApiRequest;
use volcengine_visual::types::{Advice, Error, ErrorKind, Outcome, Purchase};

/// What a signer does when it is asked.
type Signing = Result<(), Error>;

/// A vault that is away for now.
fn away() -> Error {
    let texts = ["The credentials cannot be reached", "暂时无法取得凭证"];
    Error::before_sending(ErrorKind::NoCredentials, Advice::RepeatLater, texts)
}

/// What came of a call, how often it was signed, and what was sent when.
struct Signed {
    result: Result<Outcome, Error>,
    signings: usize,
    sent: Vec<(&'static str, u64)>,
    ended_ms: u64,
}

/// Runs a call whose pauses last `overslept_ms` longer than they should.
fn run(
    mut flow: Flow,
    overslept_ms: u64,
    mut sign: impl FnMut(usize) -> Signing,
    mut service: impl FnMut(
        &ApiRequest,
    ) -> Result<
        volcengine_visual::protocol::reply::envelope::Reply,
        TransportError,
    >,
) -> Signed {
    let (mut ms, mut signings, mut sent) = (0, 0, Vec::new());
    let mut last = None;
    let mut event = Event::Begin;
    loop {
        let now = Now {
            unix: BEGIN + ms / 1_000,
            ms: 5_000 + ms,
            noise: ms,
        };
        let ask: ApiRequest = match flow.step(event, now) {
            Step::Finish(result) => {
                return Signed {
                    result,
                    signings,
                    sent,
                    ended_ms: ms,
                };
            }
            Step::Wait(pause) => {
                ms += pause + overslept_ms;
                event = Event::Woke;
                continue;
            }
            Step::Fetch(_) => panic!("no file was asked for"),
            Step::Send(ask) => ask,
            Step::Repeat(timeout_ms) => ApiRequest {
                timeout_ms,
                ..last.clone().unwrap()
            },
        };
        last = Some(ask.clone());
        signings += 1;
        assert!(signings < 10_000, "the call does not end");
        event = match sign(signings) {
            Err(error) => Event::Unsigned(error),
            Ok(()) => {
                sent.push((ask.action, ask.timeout_ms));
                match service(&ask) {
                    Ok(reply) => Event::Reply(reply),
                    Err(broken) => Event::Transport(broken),
                }
            }
        };
        ms += EXCHANGE;
    }
}

fn resume(wait_ms: u32) -> Flow {
    call::collect(task(GENERAL, 60), Some(wait_ms)).unwrap()
}

#[test]
fn a_vault_that_hiccups_ends_no_call() {
    for (flow, first) in [
        (start(GENERAL, CAT, wait(600_000)), 1),
        (resume(600_000), 1),
    ] {
        let hiccups = |number: usize| match number {
            n if n < first + 6 => Err(away()),
            _ => Ok(()),
        };
        let ran = run(
            flow,
            0,
            hiccups,
            jobs(vec![status("generating"), link_done()]),
        );
        assert!(
            matches!(ran.result, Ok(Outcome::Done(_))),
            "{:?}",
            ran.result
        );
        assert!(ran.signings > 6);
    }
    // In the middle of a wait.
    let hiccups = |number: usize| match number {
        3..=9 => Err(away()),
        _ => Ok(()),
    };
    let flow = start(GENERAL, CAT, wait(600_000));
    let ran = run(
        flow,
        0,
        hiccups,
        jobs(vec![status("generating"), link_done()]),
    );
    let Ok(Outcome::Done(done)) = ran.result else {
        panic!("{:?}", ran.result);
    };
    assert!(done.warnings.is_empty(), "what passed is not worth a word");
    assert_eq!(ran.sent.len(), 3);
}

#[test]
fn a_vault_that_stays_away_leaves_the_task() {
    for wait_ms in [3_000, 60_000, 600_000] {
        let after = |number: usize| if number > 2 { Err(away()) } else { Ok(()) };
        let flow = start(GENERAL, CAT, wait(wait_ms));
        let ran = run(flow, 0, after, jobs(vec![status("generating")]));
        assert!(ran.ended_ms <= u64::from(wait_ms) + EXCHANGE);
        let Ok(Outcome::Pending(pending)) = ran.result else {
            panic!("{wait_ms}: {:?}", ran.result);
        };
        assert_eq!(pending.task.id, ID);
        assert_eq!(pending.status.as_deref(), Some("generating"));
        assert!(
            pending.warnings[0].message.contains("credentials"),
            "{:?}",
            pending.warnings
        );
    }
    // Before the purchase nothing was bought, and the deadline holds.
    let ran = run(
        start(GENERAL, CAT, wait(60_000)),
        0,
        |_| Err(away()),
        jobs(vec![]),
    );
    assert!(
        ran.sent.is_empty() && ran.ended_ms <= 60_000,
        "{}",
        ran.ended_ms
    );
    assert!(
        ran.ended_ms > 20_000,
        "it gave up after {} ms",
        ran.ended_ms
    );
    let error = ran.result.unwrap_err();
    assert_eq!(
        (error.kind, error.purchase),
        (ErrorKind::NoCredentials, Purchase::NotMade)
    );
    assert_eq!(error.advice, Advice::RepeatLater);
}

#[test]
fn what_a_vault_says_for_good_ends_the_call_with_the_task() {
    let refused = || Error {
        advice: Advice::FixAccount,
        ..away()
    };
    let setting = || away().with_field("region");
    for error in [refused(), setting()] {
        let ran = run(resume(60_000), 0, |_| Err(error.clone()), jobs(vec![]));
        assert_eq!(ran.signings, 1);
        let told = ran.result.unwrap_err();
        assert_eq!(
            (told.purchase, told.kind),
            (Purchase::Made, ErrorKind::NoCredentials)
        );
        assert_ne!(told.advice, Advice::RepeatLater);
        assert_eq!(told.task.unwrap().id, ID);
    }
    // Without a wait one try is all.
    for flow in [start(GENERAL, CAT, wait(0)), resume(0)] {
        assert_eq!(run(flow, 0, |_| Err(away()), jobs(vec![])).signings, 1);
    }
}

#[test]
fn advice_follows_the_purchase() {
    let task = task(GENERAL, 60);
    let told = Stage::Query(&task).unsent(away());
    assert_eq!(
        (told.advice, told.purchase),
        (Advice::CollectTask, Purchase::Made)
    );
    assert_eq!(told.task.unwrap().id, ID);
    let told = Stage::Submit.unsent(away());
    assert_eq!(
        (told.advice, told.purchase),
        (Advice::RepeatLater, Purchase::NotMade)
    );
}

/// A pause that ends late leaves no time for a submission that could end.
#[test]
fn an_overslept_pause_proves_no_less_than_before() {
    for overslept_ms in [0, 3_000, 8_000, 9_999, 60_000, 3_600_000] {
        for name in [GENERAL, JIMENG] {
            let flow = start(name, CAT, wait(10_000));
            let ran = run(
                flow,
                overslept_ms,
                |_| Ok(()),
                |_: &ApiRequest| Err(broken(true)),
            );
            for (_, timeout_ms) in &ran.sent {
                assert!(
                    *timeout_ms >= MIN_SUBMIT_MS,
                    "{overslept_ms}: {:?}",
                    ran.sent
                );
            }
            let error = ran.result.unwrap_err();
            assert_eq!(
                error.purchase,
                Purchase::NotMade,
                "{overslept_ms}: {error:?}"
            );
        }
    }
}

#[test]
fn a_purchase_is_not_sent_without_time_for_it() {
    for (wait_ms, min_ms) in [(0, 2_000), (60_000, 2_000), (3_000, 1_500), (1, 0)] {
        let ran = drive(start(GENERAL, CAT, wait(wait_ms)), jobs(vec![link_done()]));
        assert_eq!(ran.asks[0].min_ms, min_ms, "{wait_ms}");
    }
}
