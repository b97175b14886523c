//! Orders by a tool's typed function have all that others have.

use crate::intents::{id, states};
use host_test::{Rig, rig};
use visual_host::bindings::exports::volcengine::visual::text_to_image::HighAesGeneralV30lZt2iParams as Params;
use visual_host::types::{ErrorKind, Outcome, Purchase};
use visual_host::{IntentState, Journal, Order, Typed};
use volc_sim::{Fault, Target};

fn typed(prompt: &str) -> Typed<Params> {
    let params = Params {
        prompt: prompt.to_owned(),
        use_pre_llm: None,
        seed: None,
        scale: None,
        width: None,
        height: None,
        extra: None,
    };
    Typed::new(params, |params, call| {
        Box::pin(async move {
            let tools = call.visual.volcengine_visual_text_to_image();
            let (store, options) = (call.store, Some(call.options));
            tools
                .call_high_aes_general_v30l_zt2i(store, params, options)
                .await
        })
    })
}

#[tokio::test]
async fn a_typed_wish_is_bought_once() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory().unwrap());
    let (cat, dog) = (typed("a cat"), typed("a dog"));
    let wait = rig::wait(20_000);
    let order = |typed| {
        Order::typed("general-3.0", typed)
            .with_intent("i")
            .with_options(&wait)
    };
    let (one, other) = (order(&cat), order(&cat));
    let (one, other) = tokio::join!(host.order(&one, &|_| {}), host.order(&other, &|_| {}));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert!(matches!(one, Outcome::Done(_)) && id(&one) == id(&other));
    assert_eq!((rig.meter().accepted, rig.count("Submit")), (1, 1));
    assert_eq!(states(&host), [IntentState::Done]);

    let error = rig::failure(host.order(&order(&dog), &|_| {}).await).error;
    assert_eq!(
        (error.kind, error.field.as_deref()),
        (ErrorKind::InvalidInput, Some("intent"))
    );
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn a_typed_wish_is_tried_again_and_within_budget() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory().unwrap());
    let host = host.with_max_calls(Some(1));
    let busy = crate::intents::busy(50429);
    rig.simulator.inject(Fault::once(Target::AnySubmit, busy));
    let cat = typed("a cat");
    let order = Order::typed("general-3.0", &cat);
    let done = host.order(&order, &|_| {}).await;
    assert!(matches!(done, Ok(Outcome::Done(_))), "{done:?}");
    assert_eq!((rig.meter().accepted, rig.count("Submit")), (1, 2));
    let error = rig::failure(host.order(&order, &|_| {}).await).error;
    assert_eq!(
        (error.kind, error.purchase),
        (ErrorKind::LimitReached, Purchase::NotMade)
    );
    assert_eq!(rig.meter().accepted, 1);
}

/// The same arguments in another form are the same order.
#[tokio::test]
async fn a_typed_order_is_the_order_of_its_json() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory().unwrap());
    let (cat, wait) = (typed("a cat"), rig::wait(0));
    let typed = Order::typed("general-3.0", &cat).with_intent("i");
    let json = Order::new("general-3.0", crate::intents::CAT).with_intent("i");
    let one = host.order(&typed.with_options(&wait), &|_| {}).await;
    let other = host.order(&json.with_options(&wait), &|_| {}).await;
    assert_eq!(id(&one.unwrap()), id(&other.unwrap()));
    assert_eq!((rig.meter().accepted, rig.count("Submit")), (1, 1));
}

#[tokio::test]
async fn a_name_and_a_function_that_disagree_are_refused() {
    let rig = Rig::start().await;
    let cat = typed("a cat");
    for order in [
        Order::typed("jimeng-3.0", &cat),
        Order::typed("jimeng-3.0", &cat).with_intent("i"),
    ] {
        let error = rig::failure(rig.host.order(&order, &|_| {}).await);
        assert!(error.refused_before_sending());
        let error = error.error;
        assert_eq!(
            (error.kind, error.field.as_deref()),
            (ErrorKind::InvalidInput, Some("tool"))
        );
        for message in [error.message, error.message_zh] {
            let named = ["jimeng-3.0", "HighAesGeneralV30lZt2iParams"];
            assert!(named.iter().all(|name| message.contains(name)), "{message}");
        }
    }
    rig.assert_untouched();
}
