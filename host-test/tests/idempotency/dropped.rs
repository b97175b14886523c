//! Calls that their caller gives up: dropping the future loses nothing.

use crate::idempotency::{order, restarted, states};
use host_test::{Rig, rig};
use std::time::Duration;
use visual_host::types::{ErrorKind, Outcome, Purchase, Task};
use visual_host::{EntryState, Journal, Progress, Request};
use volc_sim::{Fault, Held, Target, What};

#[tokio::test]
async fn dropped_while_it_runs_the_task_is_in_the_journal() {
    let rig = Rig::start().await;
    rig.simulator.hold_tasks(Held::Generating);
    let host = rig.host.with_journal(Journal::in_memory());
    let (told, mut tells) = tokio::sync::watch::channel(false);
    let wait = rig::wait(60_000);
    let buy = host
        .order(Request::new(
            crate::idempotency::GENERAL,
            crate::idempotency::CAT,
        ))
        .idempotency_key("i")
        .options(wait.clone());
    let watch = |step: Progress<'_>| {
        if let Progress::Pending(_) = step {
            _ = told.send(true);
        }
    };
    tokio::select! {
        answer = buy.clone().on_progress(watch).outcome() => panic!("{answer:?}"),
        _ = tells.changed() => {}
    }
    assert_eq!(states(&host), [EntryState::Pending]);
    let asked = rig.calls().len();
    let entry = host.journal().entries().unwrap().remove(0);
    let task: Task = entry.task.unwrap().parse().unwrap();
    assert_eq!(rig.calls().len(), asked, "nothing is asked any more");
    rig.simulator.release_tasks();
    let done = host.task(task).outcome(Duration::from_secs(60)).await;
    assert!(matches!(done, Ok(Outcome::Done(_))), "{done:?}");
    assert_eq!(states(&host), [EntryState::Done]);
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn dropped_on_its_way_it_is_unknown() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    rig.simulator
        .inject(Fault::once(Target::AnySubmit, What::Hang));
    let wait = rig::wait(60_000);
    let buying = order(&host, "i", &wait);
    tokio::select! {
        answer = buying => panic!("{answer:?}"),
        () = rig.simulator.arrived(&Target::AnySubmit, 1) => {}
    }
    assert_eq!(states(&host), [EntryState::Unknown]);
    let error = rig::failure(order(&host, "i", &wait).await);
    assert_eq!((error.requests, error.purchase), (0, Purchase::Unknown));
    assert_eq!(rig.count("Submit"), 1);
}

#[tokio::test]
async fn who_waits_for_another_is_answered_in_time() {
    let rig = Rig::start().await;
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let (first, second) = (restarted(&rig, &place), restarted(&rig, &place));
    rig.simulator
        .inject(Fault::once(Target::AnySubmit, What::Hang));
    let (long, short) = (rig::wait(60_000), rig::wait(5_000));
    let arrived = async {
        rig.simulator.arrived(&Target::AnySubmit, 1).await;
        rig::failure(order(&second, "i", &short).await)
    };
    tokio::select! {
        answer = order(&first, "i", &long) => panic!("{answer:?}"),
        error = arrived => {
            assert_eq!(error.requests, 0);
            rig::assert_error(&error, ErrorKind::OutcomeUnknown, Purchase::Unknown);
        }
    }
    assert_eq!(rig.count("Submit"), 1);
}

#[tokio::test]
async fn the_callers_deadline_ends_a_submission_too() {
    let rig = Rig::start().await;
    rig.simulator
        .inject(Fault::once(Target::AnySubmit, What::Hang));
    // Nothing else would end it within a minute.
    let wait = rig::wait(5_000);
    let call = order(&rig.host, "deadline", &wait);
    let ended = tokio::time::timeout(Duration::from_secs(40), call).await;
    let error = rig::failure(ended.expect("the deadline ends it"));
    assert_eq!(rig.count("Submit"), 1);
    rig::assert_error(&error, ErrorKind::OutcomeUnknown, Purchase::Unknown);
}
