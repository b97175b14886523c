//! Requests whose outcome is unknown, and those that certainly bought nothing.

use crate::idempotency::{CAT, GENERAL, order, restarted, states};
use host_test::calls::Calls;
use host_test::{Rig, rig};
use visual_host::types::{Advice, ErrorKind, Outcome, Purchase};
use visual_host::{EntryState, Journal, Request};
use volc_sim::{Fault, Target, What};

#[tokio::test]
async fn what_is_unknown_stays_so_until_it_is_forgotten() {
    let rig = Rig::start().await;
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let lost = What::AfterWork(Box::new(What::Reset));
    rig.simulator.inject(Fault::once(Target::AnySubmit, lost));
    let wait = rig::wait(20_000);
    let error = rig::failure(order(&restarted(&rig, &place), "i", &wait).await);
    rig::assert_error(&error, ErrorKind::OutcomeUnknown, Purchase::Unknown);
    assert_eq!((rig.meter().accepted, rig.count("Submit")), (1, 1));

    let host = restarted(&rig, &place);
    for _ in 0..2 {
        let error = rig::failure(order(&host, "i", &wait).await);
        assert_eq!(error.requests, 0);
        assert_eq!(
            (error.kind, error.purchase, error.advice),
            (
                ErrorKind::OutcomeUnknown,
                Purchase::Unknown,
                Advice::AskBeforeRepeating
            )
        );
        assert!(
            error.message.contains("visual task forget i"),
            "{}",
            error.message
        );
        assert!(error.message_zh.contains("visual task forget i"));
    }
    assert_eq!(rig.count("Submit"), 1);
    assert_eq!(states(&host), [EntryState::Unknown]);

    assert_eq!(host.journal().forget("i").unwrap(), 1);
    let done = order(&host, "i", &wait).await.unwrap();
    assert!(matches!(done, Outcome::Done(_)));
    assert_eq!(rig.meter().accepted, 2, "a person decided so");
}

#[tokio::test]
async fn a_refusal_leaves_nothing_behind() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    for (arguments, kind) in [
        (r#"{"prompt":"[moderate-text]"}"#, ErrorKind::Moderated),
        (r#"{"prompt":"a cat","seed":-7}"#, ErrorKind::InvalidInput),
        (r#"{"#, ErrorKind::InvalidInput),
    ] {
        for _ in 0..2 {
            let buy = host
                .order(Request::new(GENERAL, arguments))
                .idempotency_key("i");
            let error = rig::failure(buy.clone().outcome().await);
            rig::assert_error(&error, kind, Purchase::NotMade);
        }
        assert!(states(&host).is_empty(), "{arguments}");
    }
    let error = rig::failure(host.invoke("no-such-tool", CAT, None).await);
    assert_eq!(error.field.as_deref(), Some("tool"));
    assert!(states(&host).is_empty());
}

#[tokio::test]
async fn a_job_that_failed_fails_again_and_is_not_bought_again() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let arguments = r#"{"prompt":"[moderate-output]"}"#;
    let buy = host
        .order(Request::new(GENERAL, arguments))
        .idempotency_key("i");
    for _ in 0..2 {
        let error = rig::failure(buy.clone().outcome().await);
        assert_eq!(
            (error.kind, error.code.as_deref()),
            (ErrorKind::Moderated, Some("50511"))
        );
        assert!(error.task.is_some());
        assert_eq!(states(&host), [EntryState::Failed]);
    }
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn without_a_journal_nothing_is_bought() {
    let rig = Rig::start().await;
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let host = restarted(&rig, &place);
    // Somebody breaks it under a running host.
    let other = Journal::open(&place).unwrap();
    drop(other);
    let spoil = rusqlite::Connection::open(&place).unwrap();
    spoil.execute_batch("DROP TABLE purchases").unwrap();
    let error = rig::failure(order(&host, "i", &rig::wait(0)).await);
    assert_eq!(
        (error.field.as_deref(), error.purchase),
        (Some("journal"), Purchase::NotMade)
    );
    assert!(error.message.contains("journal.db"), "{}", error.message);
    rig.assert_untouched();
}
