//! The same request, at once, later, from elsewhere, and after a restart.

use crate::idempotency::{CAT, GENERAL, PROCESS, id, order, restarted, states};
use host_test::calls::Calls;
use host_test::{Rig, rig};
use visual_host::types::{ErrorKind, Outcome, Purchase};
use visual_host::{EntryState, Journal, Request};

#[tokio::test]
async fn f14_two_at_once_get_one_task() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let wait = rig::wait(20_000);
    let (one, other) = tokio::join!(order(&host, "i", &wait), order(&host, "i", &wait));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(id(&one), id(&other));
    assert!(matches!(
        (&one, &other),
        (Outcome::Done(_), Outcome::Done(_))
    ));
    assert_eq!((rig.meter().accepted, rig.count("Submit")), (1, 1));
    assert_eq!(states(&host), [EntryState::Done]);
}

#[tokio::test]
async fn f14_after_a_restart_the_task_is_known() {
    let rig = Rig::start().await;
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let first = order(&restarted(&rig, &place), "i", &rig::wait(0))
        .await
        .unwrap();
    let Outcome::Pending(pending) = &first else {
        panic!("{first:?}");
    };
    assert!(pending.warnings.is_empty());

    let host = restarted(&rig, &place);
    let again = order(&host, "i", &rig::wait(0)).await.unwrap();
    assert_eq!(id(&again), pending.task.id);
    let Outcome::Pending(again) = again else {
        panic!("{again:?}");
    };
    assert!(
        again.warnings[0].message.contains("used before"),
        "{again:?}"
    );
    assert_eq!(states(&host), [EntryState::Pending]);
    for _ in 0..2 {
        let done = order(&restarted(&rig, &place), "i", &rig::wait(20_000)).await;
        assert_eq!(
            id(&done.unwrap()),
            pending.task.id,
            "collected, and once more"
        );
    }
    assert_eq!((rig.meter().accepted, rig.count("Submit")), (1, 1));
    assert_eq!(states(&host), [EntryState::Done]);
}

#[tokio::test]
async fn a_key_belongs_to_one_account_and_tool() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let wait = rig::wait(0);
    let first = id(&order(&host, "i", &wait).await.unwrap());

    let dog = host
        .order(Request::new(GENERAL, r#"{"prompt":"a dog"}"#))
        .idempotency_key("i");
    let error = rig::failure(dog.clone().outcome().await);
    assert_eq!(
        (error.kind, error.field.as_deref(), error.purchase),
        (
            ErrorKind::InvalidInput,
            Some("idempotency-key"),
            Purchase::NotMade
        )
    );
    assert_eq!(rig.meter().accepted, 1);
    // In another spelling it is the same.
    let spelt = host.order(Request::new(
        "high_aes_general_v30l_zt2i",
        r#"{ "prompt" : "a cat" }"#,
    ));
    let spelt = spelt.idempotency_key("i").options(wait.clone());
    assert_eq!(id(&spelt.clone().outcome().await.unwrap()), first);

    let elsewhere = host.with_tenant("another");
    assert_ne!(id(&order(&elsewhere, "i", &wait).await.unwrap()), first);
    let other_tool = host
        .order(Request::new("jimeng-3.0", CAT))
        .idempotency_key("i");
    let other = other_tool.clone().options(wait.clone()).outcome().await;
    assert_ne!(id(&other.unwrap()), first);
    assert_eq!(rig.meter().accepted, 3);
}

#[tokio::test]
async fn without_a_key_every_call_buys() {
    let rig = Rig::start().await;
    for _ in 0..2 {
        let answer = rig.host.invoke(GENERAL, CAT, Some(&rig::wait(0))).await;
        assert!(matches!(answer, Ok(Outcome::Pending(_))));
    }
    assert_eq!(rig.meter().accepted, 2);
}

#[tokio::test]
async fn a_product_that_is_not_kept_is_not_bought_again() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let buy = host.order(Request::new(PROCESS, CAT)).idempotency_key("i");
    let first = buy.clone().outcome().await.unwrap();
    assert!(matches!(first, Outcome::Done(_)));
    let error = rig::failure(buy.clone().outcome().await);
    assert_eq!(error.requests, 0);
    rig::assert_error(&error, ErrorKind::TaskGone, Purchase::Made);
    assert_eq!(rig.meter().accepted, 1);
}
