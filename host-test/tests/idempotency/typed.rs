//! Orders by a tool's struct have all that others have.

use crate::idempotency::{id, states};
use host_test::{Rig, rig};
use visual_host::tools::General30;
use visual_host::types::{ErrorKind, Outcome, Purchase};
use visual_host::{EntryState, Journal, Request};
use volc_sim::{Fault, Target};

#[tokio::test]
async fn a_typed_request_is_bought_once() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let wait = rig::wait(20_000);
    let order = |prompt: &str| {
        let order = host.order(General30::new(prompt)).idempotency_key("i");
        order.options(wait.clone()).outcome()
    };
    let (one, other) = tokio::join!(order("a cat"), order("a cat"));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert!(matches!(one, Outcome::Done(_)) && id(&one) == id(&other));
    assert_eq!((rig.meter().accepted, rig.count("Submit")), (1, 1));
    assert_eq!(states(&host), [EntryState::Done]);

    let error = rig::failure(order("a dog").await);
    assert_eq!(
        (error.kind, error.field.as_deref()),
        (ErrorKind::InvalidInput, Some("idempotency-key"))
    );
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn a_typed_request_is_retried_within_budget() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let host = host.with_max_calls(Some(1));
    let busy = crate::idempotency::busy(50429);
    rig.simulator.inject(Fault::once(Target::AnySubmit, busy));
    let order = host.order(General30::new("a cat"));
    let done = order.clone().outcome().await;
    assert!(matches!(done, Ok(Outcome::Done(_))), "{done:?}");
    assert_eq!((rig.meter().accepted, rig.count("Submit")), (1, 2));
    let error = rig::failure(order.outcome().await);
    rig::assert_error(&error, ErrorKind::LimitReached, Purchase::NotMade);
    assert_eq!(rig.meter().accepted, 1);
}

/// The same arguments in another form are the same order.
#[tokio::test]
async fn a_typed_order_is_the_order_of_its_json() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let typed = Request::from(General30::new("a cat"));
    let json = Request::new("general-3.0", crate::idempotency::CAT);
    let mut tasks = Vec::new();
    for request in [typed, json] {
        let order = host.order(request).idempotency_key("i");
        tasks.push(order.submit().await.unwrap());
    }
    assert_eq!(tasks[0], tasks[1]);
    assert_eq!((rig.meter().accepted, rig.count("Submit")), (1, 1));
}

/// Awaited, an order is its product, or an error that holds the task.
#[tokio::test]
async fn an_order_that_runs_on_is_an_error_with_its_task() {
    let rig = Rig::start().await;
    rig.simulator.hold_tasks(volc_sim::Held::Generating);
    let order = rig.host.order(General30::new("a cat"));
    let error = rig::failure(order.wait(std::time::Duration::from_secs(3)).await);
    rig::assert_error(&error, ErrorKind::Pending, Purchase::Made);
    let task = error.task.clone().expect("the task");
    rig.simulator.release_tasks();
    let limit = std::time::Duration::from_secs(60);
    let done = rig.host.task(task).wait(limit).await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("cat.jpg");
    let saved = done.media[0].save(&path).await.unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(saved.bytes, bytes.len() as u64);
    assert_eq!(bytes, done.media[0].bytes().await.unwrap());
}

/// A tool without tasks has nothing to come back for.
#[tokio::test]
async fn a_tool_without_tasks_is_not_only_submitted() {
    let rig = Rig::start().await;
    let cat = Request::new(crate::idempotency::PROCESS, crate::idempotency::CAT);
    let error = rig::failure(rig.host.order(cat).submit().await);
    assert!(error.refused_before_sending());
    assert_eq!(error.kind, ErrorKind::InvalidInput);
    rig.assert_untouched();
}
