//! A budget: so many purchases, and not one more.

use crate::idempotency::{CAT, GENERAL, PROCESS, order};
use host_test::calls::Calls;
use host_test::{Rig, rig};
use visual_host::types::{Advice, ErrorKind, Outcome, Purchase};
use visual_host::{Error, Journal, RawCall, RawParameters, Request};
use volc_sim::{Fault, Target};

fn assert_stopped(error: &Error) {
    assert_eq!(
        (error.kind, error.purchase, error.field.as_deref()),
        (
            ErrorKind::LimitReached,
            Purchase::NotMade,
            Some("max-calls")
        ),
        "{error:?}"
    );
    assert_eq!(error.advice, Advice::FixInput);
    assert!(error.message.contains("2 purchases"), "{error:?}");
    assert!(error.message_zh.contains("2 次"), "{error:?}");
}

#[tokio::test]
async fn nothing_is_sent_beyond_the_budget() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let host = host.with_max_calls(Some(2));
    // A refusal by the service is no purchase.
    for _ in 0..3 {
        let refused = host.invoke(GENERAL, r#"{"prompt":"[moderate-text]"}"#, None);
        let error = rig::failure(refused.await);
        assert_eq!(error.kind, ErrorKind::Moderated);
    }
    let wait = rig::wait(0);
    for key in ["a", "b", "b"] {
        assert!(matches!(
            order(&host, key, &wait).await,
            Ok(Outcome::Pending(_))
        ));
    }
    let asked = rig.calls().len();
    assert_stopped(&rig::failure(order(&host, "c", &wait).await));
    assert_stopped(&rig::failure(host.invoke(PROCESS, CAT, None).await));
    assert_eq!((rig.calls().len(), rig.meter().accepted), (asked, 2));
    // What was bought can be asked for again.
    assert!(order(&host, "a", &rig::wait(20_000)).await.is_ok());
}

#[tokio::test]
async fn typed_and_raw_calls_have_the_same_budget() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let host = host.with_max_calls(Some(2));
    let typed = async || {
        let wait = rig::wait(0);
        let call = host.invoke_unrecorded((GENERAL, CAT), &wait);
        call.await.unwrap().0
    };
    assert!(typed().await.is_ok() && typed().await.is_ok());
    assert_stopped(&typed().await.unwrap_err());
    let body = r#"{"req_key":"jimeng_high_aes_general_v21_L","prompt":"a cat"}"#;
    let raw = RawCall::new(
        "CVProcess",
        "2022-08-31",
        RawParameters::Json(body.to_owned()),
    );
    assert_stopped(&rig::failure(host.raw(&raw).await));
    assert_stopped(&rig::failure(host.invoke(GENERAL, CAT, None).await));
    assert_eq!(rig.meter().accepted, 2);
}

/// The component tries again by itself where a tool has no tasks: that is the
/// same purchase.
#[tokio::test]
async fn a_purchase_that_is_tried_again_is_one() {
    for tool in [GENERAL, PROCESS] {
        let rig = Rig::start().await;
        let host = rig.host.with_journal(Journal::in_memory());
        let host = host.with_max_calls(Some(1));
        let busy = crate::idempotency::busy(50429);
        rig.simulator.inject(Fault::once(Target::AnySubmit, busy));
        let wait = rig::wait(20_000);
        let order = host
            .order(Request::new(tool, CAT))
            .idempotency_key("i")
            .options(wait.clone());
        let done = order.clone().outcome().await;
        assert!(matches!(done, Ok(Outcome::Done(_))), "{done:?}");
        assert_eq!(rig.meter().accepted, 1);
        let error = rig::failure(host.invoke(tool, CAT, None).await);
        assert_eq!(error.kind, ErrorKind::LimitReached);
        assert_eq!(rig.meter().accepted, 1);
    }
}

#[tokio::test]
async fn at_once_no_more_than_the_budget_is_bought() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let host = host.with_max_calls(Some(2));
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let host = host.clone();
            tokio::spawn(async move { host.invoke(GENERAL, CAT, Some(&rig::wait(0))).await })
        })
        .collect();
    let mut bought = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => bought += 1,
            Err(error) => assert_stopped(&error),
        }
    }
    assert_eq!((bought, rig.meter().accepted), (2, 2));
}
