//! Queued orders: giving one up before it is sent buys nothing.

use crate::idempotency::{GENERAL, PROCESS, order, restarted, states};
use host_test::{Rig, rig};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use visual_host::limiter::{Permit, Ticket};
use visual_host::types::{ErrorKind, Outcome, Purchase};
use visual_host::{EntryState, Journal, Progress, Quota, Request, VisualHost};
use volc_sim::{Fault, Target};

/// The only place of a tool, taken.
async fn taken(rig: &Rig, host: &VisualHost) -> Permit {
    let quota = Quota::default().with_concurrency(1).with_fixed(true);
    let ticket = Ticket::new(&rig.keys.access_key_id, "high-aes-general-v30l-zt2i");
    host.limiter().admit(ticket.with_quota(quota)).await
}

/// Gives the order up when it has been queued so many times.
async fn given_up(host: &VisualHost, key: &str, times: usize) {
    let (queued, enough) = (AtomicUsize::new(0), Notify::new());
    let watch = |step: Progress<'_>| {
        if let Progress::Queued = step
            && queued.fetch_add(1, Ordering::Relaxed) + 1 == times
        {
            enough.notify_one();
        }
    };
    let wait = rig::wait(60_000);
    let buy = host
        .order(Request::new(GENERAL, crate::idempotency::CAT))
        .idempotency_key(key);
    let buy = buy.options(wait.clone());
    tokio::select! {
        answer = buy.clone().on_progress(watch).outcome() => panic!("{answer:?}"),
        () = enough.notified() => {}
    }
}

#[tokio::test]
async fn an_order_that_is_dropped_in_the_queue_is_no_purchase() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let place = taken(&rig, &host).await;
    given_up(&host, "i", 1).await;
    assert_eq!(states(&host), []);
    rig.assert_untouched();
    drop(place);
    let done = order(&host, "i", &rig::wait(20_000)).await;
    assert!(matches!(done, Ok(Outcome::Done(_))), "{done:?}");
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn an_order_that_was_refused_and_is_dropped_before_the_next_try_is_no_purchase() {
    for code in [50429, 50430] {
        let what = crate::idempotency::busy(code);
        let rig = Rig::start().await;
        let host = rig.host.with_journal(Journal::in_memory());
        rig.simulator.inject(Fault::always(Target::AnySubmit, what));
        given_up(&host, "i", 2).await;
        assert_eq!(states(&host), []);
        assert!(rig.count("Submit") > 0);
        rig.simulator.clear_faults();
        let done = order(&host, "i", &rig::wait(30_000)).await;
        assert!(matches!(done, Ok(Outcome::Done(_))), "{done:?}");
        assert_eq!(rig.meter().accepted, 1);
    }
}

#[tokio::test]
async fn what_waits_is_seen_by_other_processes() {
    let rig = Rig::start().await;
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let (first, second) = (restarted(&rig, &place), restarted(&rig, &place));
    let _taken = taken(&rig, &first).await;
    let queued = Notify::new();
    let watch = |_: Progress<'_>| queued.notify_one();
    let (wait, short) = (rig::wait(60_000), rig::wait(5_000));
    let buy = first
        .order(Request::new(GENERAL, crate::idempotency::CAT))
        .idempotency_key("i");
    let buy = buy.options(wait.clone());
    let other = async {
        queued.notified().await;
        assert_eq!(states(&second), [EntryState::Queued]);
        rig::failure(order(&second, "i", &short).await)
    };
    tokio::select! {
        answer = buy.clone().on_progress(watch).outcome() => panic!("{answer:?}"),
        error = other => {
            assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
            assert_eq!(error.purchase, Purchase::Unknown);
        }
    }
    rig.assert_untouched();
}

/// A submission that is cut short would leave open whether it was bought.
#[tokio::test]
async fn a_turn_that_comes_at_the_last_moment_is_not_used() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let place = taken(&rig, &host).await;
    let wait = rig::wait(6_000);
    // A submission gets more than what is left then.
    let late = async {
        tokio::time::sleep(Duration::from_millis(5_500)).await;
        drop(place);
    };
    let (answer, ()) = tokio::join!(order(&host, "i", &wait), late);
    let error = rig::failure(answer);
    assert_eq!(error.kind, ErrorKind::TimedOut);
    assert!(error.refused_before_sending());
    assert_eq!(states(&host), []);
    rig.assert_untouched();
}

#[tokio::test]
async fn a_turn_that_does_not_come_in_time_buys_nothing() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let _place = taken(&rig, &host).await;
    let error = rig::failure(order(&host, "i", &rig::wait(5_000)).await);
    assert_eq!(error.kind, ErrorKind::TimedOut);
    assert!(error.refused_before_sending());
    assert_eq!(states(&host), []);
    let free = host
        .order(Request::new(PROCESS, crate::idempotency::CAT))
        .idempotency_key("i");
    assert!(free.clone().outcome().await.is_ok(), "another tool is free");
}
